"""Verbs of directors and their assistants: ask, grant, refuse, end. The director decides; both can end it at once."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.cms.audience import takes_part
from portal.notifications.actions import Recipient, notify
from portal.users.models import User

from .. import links
from ..attendees import account_of
from ..models import Delegation
from ..models.invitation import new_nonce

ASKS_A_DAY = 5
State = Delegation.State


@transaction.atomic
def ask_director(*, assistant: User, name: str, email: str) -> Delegation:
    """An assistant asks a director, who decides by a link in a mail. The same is asked once."""
    if not takes_part(assistant):
        raise PermissionDenied("Your account waits for approval. You can act for somebody once it is there.")
    email = email.lower()
    standing = Delegation.objects.open().filter(assistant=assistant, director_email=email).first()
    if standing is not None:
        return standing
    lately = Delegation.objects.filter(assistant=assistant, asked_at__gte=timezone.now() - timedelta(days=1))
    if lately.count() >= ASKS_A_DAY:
        raise PermissionDenied("You have asked several directors today. Ask the others tomorrow.")
    delegation = Delegation.objects.create(
        director_name=name, director_email=email, director=account_of(email), assistant=assistant
    )
    log(actor=assistant, action="events/asked-director", target=delegation)
    _tell_director(delegation, "delegation_asked")
    return delegation


@transaction.atomic
def appoint_assistant(*, director: User, assistant: User) -> Delegation:
    """A director names an assistant: that is the leave. It answers what the assistant may have asked."""
    if not (takes_part(director) and takes_part(assistant)) or director == assistant:
        raise PermissionDenied("Both need an approved account of their own.")
    delegation, _ = Delegation.objects.open().get_or_create(
        assistant=assistant,
        director_email=director.email.lower(),
        defaults={"director_name": str(director), "director": director},
    )
    return grant_delegation(delegation=delegation, actor=director)


@transaction.atomic
def grant_delegation(*, delegation: Delegation, actor: User | None) -> Delegation:
    """The director says yes: by their account, or (`actor=None`) by the link that only they were sent."""
    delegation = _lock(delegation)
    _only_the_director(delegation, actor)
    if delegation.is_granted:
        return delegation
    if not delegation.is_open:
        raise PermissionDenied("This has been answered or ended already.")
    delegation.state, delegation.granted_at = State.GRANTED, timezone.now()
    delegation.director = delegation.director or account_of(delegation.director_email)
    delegation.save(update_fields=["state", "granted_at", "director"])
    log(actor=actor, action="events/granted-delegation", target=delegation, assistant=delegation.assistant_id)
    _tell_director(delegation, "delegation_granted")
    _tell_assistant(delegation, "delegation_yours")
    return delegation


@transaction.atomic
def end_delegation(*, delegation: Delegation, actor: User | None) -> Delegation:
    """Refused, taken back or given up. From this moment the assistant reaches nothing of the director's."""
    delegation = _lock(delegation)
    if actor is None or actor.pk != delegation.assistant_id:
        _only_the_director(delegation, actor)
    if not delegation.is_open:
        return delegation
    granted = delegation.is_granted
    delegation.state = State.REVOKED if granted else State.REFUSED
    delegation.ended_at, delegation.nonce = timezone.now(), new_nonce()
    delegation.save(update_fields=["state", "ended_at", "nonce"])
    log(actor=actor, action="events/ended-delegation", target=delegation, assistant=delegation.assistant_id)
    if granted:
        _tell_director(delegation, "delegation_ended", linked=False)
    _tell_assistant(delegation, "delegation_ended")
    return delegation


def _lock(delegation: Delegation) -> Delegation:
    rows = Delegation.objects.select_for_update(of=("self",)).select_related("assistant", "director")
    return rows.get(pk=delegation.pk)


def _only_the_director(delegation: Delegation, actor: User | None) -> None:
    if actor is not None and not Delegation.objects.given_by(actor).filter(pk=delegation.pk).exists():
        raise PermissionDenied("Only the director can decide who acts for them.")


def _tell_director(delegation: Delegation, name: str, *, linked: bool = True) -> None:
    recipient = Recipient(email=delegation.director_email, name=delegation.director_name, user=delegation.director)
    link = links.delegation_link(delegation) if linked else ""
    _tell(delegation, name, recipient, link=link)


def _tell_assistant(delegation: Delegation, name: str) -> None:
    person = delegation.assistant
    _tell(delegation, name, Recipient(email=person.email, name=str(person), user=person), link="")


def _tell(delegation: Delegation, name: str, recipient: Recipient, *, link: str) -> None:
    words = {"delegation": delegation, "assistant": delegation.assistant, "link": link}
    notify(recipients=[recipient], kind=f"events/{name}", target=delegation, context=words)
