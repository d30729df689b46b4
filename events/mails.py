"""The mails of meetings: their words stand in templates/events/email/, their rows in portal.notifications."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from portal.notifications.actions import Attachment, MailTemplates, Recipient, notify
from portal.notifications.models import Mail
from portal.notifications.querysets import label_of
from portal.users.models import User

from . import links, tickets
from .calendar import MEDIA_TYPE, calendar_file
from .models import Dispatch, EventPage, Meeting, Registration
from .timetable import FOLLOW_UPS, Kind, how_far

# Which mail carries which calendar file.
METHODS = {"registered": "PUBLISH", "promoted": "PUBLISH"}
# After these a person has a place, and needs what the others with a place know.
GIVES_A_PLACE = {"registered", "promoted", "approved", "substitute"}


def tell(
    registrations: Iterable[Registration],
    name: str,
    *,
    event: EventPage,
    method: str | None = None,
    key: str = "",
    about: Dispatch | None = None,
    **context: Any,
) -> list[Mail]:
    """Write one mail to each of these people, with the calendar file that belongs to it. Few queries, however many."""
    people = list(registrations)
    if not people:
        return []
    method = METHODS.get(name, "") if method is None else method
    mails = notify(
        recipients=[recipient_of(person, event, name) for person in people],
        kind=f"events/{name}",
        target=event.meeting,
        context={"event": event, "meeting": event.meeting, **context},
        key=key,
        attachments=[calendar_attachment(event, method)] if method else [],
        about=about or event.meeting,
        thread=label_of(event.meeting),
    )
    if name in GIVES_A_PLACE:
        tell_how_to_join([person for person in people if person.has_a_place], event)
    return mails


def recipient_of(person: Registration, event: EventPage, name: str) -> Recipient:
    """Who gets it, and the addresses that are theirs alone."""
    words = {"event_url": place_url(event, person), "withdraw_url": withdraw_url(event, person)}
    if name == Kind.JOINING:
        words["at_the_door"] = tickets.words(person)
    if name == Kind.PRESENT:
        own = {"survey_url": links.Purpose.SURVEY, "certificate_url": links.Purpose.CERTIFICATE}
        words |= {word: links.link_for(person, purpose) for word, purpose in own.items() if purpose in links.LANDS}
    shown = [tickets.attachment(person)] if name == Kind.JOINING and event.has_place else []
    return Recipient(
        email=person.email, name=person.name, user=person.user, target=person, words=words, attachments=shown
    )


def calendar_attachment(event: EventPage, method: str) -> Attachment:
    content = calendar_file([event], method=method)
    return Attachment(name="meeting.ics", type=f"{MEDIA_TYPE}; method={method}", content=content)


def place_url(event: EventPage, person: Registration) -> str:
    """Where somebody sees their place: the meeting's page, or by a link of their own when they have no account."""
    return event.full_url or "" if person.user_id else links.link_for(person, links.Purpose.ANSWER)


def withdraw_url(event: EventPage, person: Registration) -> str:
    """Where somebody gives their place back: signed in, or by a link of their own when they have no account."""
    if person.user_id is None:
        return links.link_for(person, links.Purpose.WITHDRAW)
    return settings.PORTAL_URL + reverse("events:withdraw", args=[event.pk])


def send_dispatch(dispatch: Dispatch, event: EventPage, now: datetime) -> list[Mail]:
    """Write a mail that has a time of its own to everybody whom it is for."""
    people = event.meeting.registrations.not_forgotten().told_by(dispatch.kind).select_related("user")
    # A follow-up reaches a person once, also where it is sent again for those who were marked later.
    key = dispatch.starts_at.isoformat() if dispatch.is_follow_up else str(dispatch.pk)
    return tell(people, dispatch.kind, event=event, about=dispatch, key=key, **words_of(dispatch.kind, event, now))


def make_ready(meeting: Meeting, kind: str) -> None:
    """What takes long and needs no lock: the pictures for the door."""
    if kind == Kind.JOINING and meeting.page.has_place:
        for person in meeting.registrations.told_by(kind):
            tickets.png(person)


def words_of(kind: str, event: EventPage, now: datetime) -> dict[str, Any]:
    """What the templates of these mails say besides the meeting."""
    if kind == Kind.REMINDER:
        return {"how_far": how_far(event.meeting.starts_at, now)}
    return {"next_meeting": next_meeting(event, now)} if kind in FOLLOW_UPS else {}


def next_meeting(event: EventPage, now: datetime) -> EventPage | None:
    """The next of its series, or else of its network, that the same people may see."""
    coming = EventPage.objects.live().upcoming(now).going_ahead().exclude(pk=event.pk).with_meeting()
    if event.series_id:
        coming = coming.filter(series=event.series_id)
    elif event.meeting.network_id:
        coming = coming.filter(meeting__network=event.meeting.network_id)
    else:
        return None
    audience = set(event.audience())
    return next((one for one in coming[:5] if set(one.audience()) == audience), None)


def tell_how_to_join(people: list[Registration], event: EventPage) -> None:
    """Who gets a place after the joining instructions went out gets them with it."""
    if not people or event.meeting.instructed_at is None:
        return
    sent = event.meeting.dispatches.for_date(event.meeting.starts_at).filter(kind=Kind.JOINING).sent().last()
    if sent is None or event.meeting.has_started(timezone.now()):
        return
    told = tell(people, Kind.JOINING, event=event, about=sent, key=str(sent.pk))
    type(sent).objects.filter(pk=sent.pk).update(told=F("told") + len(told))


# The mails an organiser can look at before anybody gets them, with what their templates need besides.
PREVIEWS = {
    "registered": "You have a place",
    "waiting": "On the waiting list",
    "promoted": "A place from the waiting list",
    "reminder": "Reminder",
    "joining": "Joining instructions",
    "present": "Follow-up to those who came",
    "absent": "Follow-up to those who did not come",
}


def preview(name: str, event: EventPage, reader: User, now: datetime, **context: Any) -> tuple[str, str, str]:
    """Subject, text and HTML of a mail as it would reach the reader, if they had a place. Nothing is written."""
    example = Registration(
        meeting=event.meeting,
        user=reader,
        name=str(reader),
        email=reader.email,
        state=Registration.State.WAITING if name == "waiting" else Registration.State.CONFIRMED,
        code="ABCD2345",
    )
    words = {"event": event, "meeting": event.meeting, "position": 3, **words_of(name, event, now), **context}
    return MailTemplates(f"events/{name}").render(recipient_of(example, event, name), example, words)
