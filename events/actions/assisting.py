"""Verbs of an assistant about a registration of their director. What they do is told to both."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from portal.notifications.actions import Recipient, notify
from portal.users.models import User

from .. import colleagues
from ..answers import Refused
from ..attendees import Attendee
from ..desk import director_of, may_not_register
from ..mails import calendar_attachment
from ..models import Delegation, EventPage, Registration
from ..standing import directors_of, is_for_somebody_else
from .registering import _enter, _lock_and_count, withdraw
from .substituting import substitute


@transaction.atomic
def register_director(
    *, event: EventPage, delegation: Delegation, role: str, actor: User, now: datetime | None = None
) -> Registration:
    """Register a director who was not invited, as they could themselves. Raises `Refused`.

    `role` counts where the portal does not know theirs: a director needs no account.
    """
    if delegation not in directors_of(actor):
        raise PermissionDenied("You do not act for this director.")
    now = now or timezone.now()
    director = director_of(delegation, role=role, assistant=actor)
    places = _lock_and_count(event, now)
    refused = may_not_register(event, director, assistant=actor, now=now)
    if refused is not None:
        raise Refused(refused)
    answer = colleagues.answer_for(event, director, now=now, places=places)
    registration = _enter(event, director, answer, places, registered_by=actor, via=Registration.Via.DELEGATE)
    method = "PUBLISH" if registration.has_a_place else ""
    tell_assistant(actor, registration, event=event, what="registered", whom=director.name, method=method)
    return registration


@transaction.atomic
def give_back(*, registration: Registration, actor: User | None) -> Registration:
    """Withdraw, for oneself (`actor=None`: by a link) or for one's director. Raises `Refused`."""
    assistant = actor if is_for_somebody_else(actor, registration) else None
    done = withdraw(registration=registration, actor=actor)
    if assistant is not None:
        tell_assistant(assistant, done, event=done.meeting.page, what="withdrawn", whom=done.name, key=str(done.pk))
    return done


@transaction.atomic
def send_instead(*, registration: Registration, attendee: Attendee, actor: User | None) -> Registration:
    """Name a substitute, for oneself (`actor=None`: by a link) or for one's director. Raises `Refused`."""
    assistant = actor if is_for_somebody_else(actor, registration) else None
    new = substitute(registration=registration, attendee=attendee, actor=actor)
    if assistant is not None:
        event, whom = new.meeting.page, registration.name
        tell_assistant(assistant, new, event=event, what="deputy", whom=whom, deputy=new.name, method="PUBLISH")
    return new


def tell_assistant(
    assistant: User, target: models.Model, *, event: EventPage, method: str = "", key: str = "", **words: object
) -> None:
    """What somebody did in their own name for a director, with the calendar file when there is a place."""
    notify(
        recipients=[Recipient(email=assistant.email, name=str(assistant), user=assistant)],
        kind="events/arranged",
        target=target,
        context={"event": event, "meeting": event.meeting, **words},
        key=key,
        about=event.meeting,
        attachments=[calendar_attachment(event, method)] if method else [],
    )
