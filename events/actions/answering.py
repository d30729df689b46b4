"""Verbs of somebody invited: come, send a deputy, decline; and change their mind until the meeting starts.

`actor=None` means the person themselves, by the link that only they were sent. An assistant acts in their own name.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify
from portal.users.models import User

from ..answers import Answer, Outcome, Refused
from ..attendees import Attendee
from ..models import EventPage, Invitation, Registration
from ..standing import is_for_somebody_else, may_act
from .assisting import tell_assistant
from .inviting import tell_invited
from .registering import register_attendee, withdraw
from .substituting import put_instead

Via = Registration.Via
State = Invitation.State


@transaction.atomic
def accept_invitation(*, invitation: Invitation, name: str, role: str, actor: User | None) -> Registration:
    """They come. Pressed again, it puts their name right and nothing else. Raises `Refused`."""
    invitation = _take(invitation, actor)
    attendee = Attendee.named(name=name, email=invitation.email, role=role, trust_id=invitation.trust_id)
    registration = _registration_of(invitation, attendee)
    if registration is None or registration.state == Registration.State.REQUESTED:
        registration = _bring(invitation, attendee, actor)  # whoever was invited needs no further yes
    elif registration.name != name and registration.user_id is None:
        registration.name = name
        registration.save(update_fields=["name"])
    return _answered(invitation, State.ACCEPTED, actor, registration)


@transaction.atomic
def send_deputy(*, invitation: Invitation, name: str, email: str, role: str, actor: User | None) -> Registration:
    """Somebody else comes: in the same place if there is one, else as anybody who registers. Raises `Refused`."""
    invitation = _take(invitation, actor)
    deputy = Attendee.named(name=name, email=email, role=role, trust_id=invitation.trust_id)
    if invitation.email in {deputy.email.lower(), email.lower()}:
        raise Refused(Answer(Outcome.HAS_A_PLACE, "A deputy is somebody else: give their name and address."))
    own = _registration_of(invitation, Attendee.named(name=invitation.name, email=invitation.email))
    if own is not None and invitation.current is None:
        invitation.registration = own  # they had registered without the invitation
    registration = _bring(invitation, deputy, actor)
    if registration.instead_of_id is None:  # a substitute is told by whom already
        words = {"event": _event(invitation), "meeting": invitation.meeting, "giver": invitation.name}
        recipient = Recipient(email=registration.email, name=registration.name, user=registration.user)
        notify(
            recipients=[recipient], kind="events/deputy", target=registration, context=words, about=invitation.meeting
        )
    return _answered(invitation, State.DEPUTY, actor, registration)


@transaction.atomic
def decline_invitation(*, invitation: Invitation, reason: str, actor: User | None) -> None:
    """They do not come, nor anybody for them: a place that came of it goes to the next in line."""
    invitation = _take(invitation, actor)
    own = _registration_of(invitation, Attendee.named(name=invitation.name, email=invitation.email))
    for registration in {one.pk: one for one in (own, invitation.current) if one is not None}.values():
        withdraw(registration=registration, actor=None)
    invitation.reason = reason
    _answered(invitation, State.DECLINED, actor, None)


def _take(invitation: Invitation, actor: User | None) -> Invitation:
    """Locked, and still theirs to answer."""
    meeting = invitation.meeting
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("registration").get(pk=invitation.pk)
    invitation.meeting = meeting
    if actor is not None and not may_act(actor, invitation):
        raise PermissionDenied("Only the person invited, or their assistant, can answer.")
    if invitation.state == State.NOT_SENT or not invitation.can_answer():
        raise Refused(Answer(Outcome.CLOSED, "This invitation cannot be answered any more. Nothing was changed."))
    if invitation.answers >= Invitation.MOST_ANSWERS:
        sentence = "You have changed your answer many times. Ask whoever invited you to change it for you."
        raise Refused(Answer(Outcome.CLOSED, sentence))
    return invitation


def _registration_of(invitation: Invitation, attendee: Attendee) -> Registration | None:
    """What stands for the person invited themselves, whoever made it."""
    active = invitation.meeting.registrations.active()
    return active.filter(email__in={invitation.email, attendee.email.lower()}).first()


def _bring(invitation: Invitation, attendee: Attendee, actor: User | None) -> Registration:
    """Into the place that the invitation has already, or as anybody who registers."""
    current = invitation.current
    via = Via.DELEGATE if is_for_somebody_else(actor, invitation) else Via.INVITATION
    if current is not None and current.has_a_place:
        return put_instead(registration=current, attendee=attendee, actor=actor, via=via)
    if current is not None:
        withdraw(registration=current, actor=None)
    event = _event(invitation)
    return register_attendee(event=event, attendee=attendee, actor=actor, via=via)


def _event(invitation: Invitation) -> EventPage:
    event = invitation.meeting.page
    event.meeting = invitation.meeting
    return event


def _answered(invitation: Invitation, state: State, actor: User | None, registration: Registration | None) -> Any:
    again = invitation.state == state == State.ACCEPTED and registration == invitation.registration
    if again:
        return registration
    invitation.state, invitation.registration, invitation.answered_at = state, registration, timezone.now()
    invitation.answers += 1
    if state != State.DECLINED:
        invitation.reason = ""
    invitation.save(update_fields=["state", "registration", "answered_at", "answers", "reason"])
    entry = log(actor=actor, action="events/answered-invitation", target=invitation, state=state.value)
    event, assistant = _event(invitation), actor if is_for_somebody_else(actor, invitation) else None
    words = {"what": state.value, "whom": invitation.name, "deputy": registration.name if registration else ""}
    instead_of = registration.instead_of if registration is not None else None
    knows = instead_of is not None and instead_of.email == invitation.email  # the mail that took their place says so
    if (state != State.ACCEPTED and not knows) or assistant:
        tell_invited([invitation], "answered", event=event, key=str(entry.pk), assistant=assistant, **words)
    if assistant is not None:
        method = "PUBLISH" if registration is not None and registration.has_a_place else ""
        tell_assistant(assistant, invitation, event=event, method=method, key=str(entry.pk), **words)
    return registration
