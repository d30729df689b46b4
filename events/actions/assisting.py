"""Verbs of an assistant about a registration of their director. What they do is told to both."""

from __future__ import annotations

from django.db import models, transaction

from portal.notifications.actions import Recipient, notify
from portal.users.models import User

from ..attendees import Attendee
from ..mails import calendar_attachment
from ..models import EventPage, Registration
from ..standing import is_for_somebody_else
from .registering import withdraw
from .substituting import substitute


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
