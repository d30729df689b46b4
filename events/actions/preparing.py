"""Verbs of who prepares meetings: start one from a kit, use one again, publish what was prepared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.text import slugify

from networks.models import Network
from portal.audit.actions import log
from portal.users.models import User

from ..clashes import days_taken
from ..convening import convenes
from ..models import EventIndexPage, EventPage, Meeting, MeetingKit, Preparation, Question, Series
from ..recurrence import MOST, distance, shifted
from ..skeletons import agenda_from, moved, questions_in

FOR_CONVENORS = "Only convenors of the network and programme staff prepare meetings."
KIT_OF_NETWORKS = "Network meeting"
ENDING = "-%Y-%m-%d"  # of a copy's address


class DateTakenError(ValueError):
    """There is a meeting of this name on this day already; nothing was made."""

    def __init__(self, days: Sequence[datetime]) -> None:
        super().__init__("taken")
        self.days = days


@transaction.atomic
def start_meeting(
    *,
    kit: MeetingKit,
    title: str,
    starts_at: datetime,
    actor: User,
    network: Network | None = None,
    series: Series | None = None,
    venue_name: str = "",
) -> EventPage:
    """A draft with all that the kit has: agenda, invitation, pre-reads, questions, reminders, frame of the minutes."""
    if not convenes(actor, network):
        raise PermissionDenied(FOR_CONVENORS)
    if series and series.network_id != (network.pk if network else None):
        raise PermissionDenied("This series is of another network.")
    return _drafted(
        kit, title, starts_at, owner=actor, actor=actor, network=network, series=series, venue_name=venue_name
    )


@transaction.atomic
def draft_first_meeting(*, network: Network, convenor: User, actor: User, starts_at: datetime) -> EventPage | None:
    """For whoever will run a new network: a meeting from the kit of networks. None where there is no kit."""
    if not actor.is_staff:
        raise PermissionDenied(FOR_CONVENORS)
    kit = MeetingKit.objects.filter(name=KIT_OF_NETWORKS).first() or MeetingKit.objects.first()
    if kit is None:
        return None
    title = f"{network}: first meeting"
    return _drafted(kit, title, starts_at, owner=convenor, actor=actor, network=network)


def _drafted(
    kit: MeetingKit,
    title: str,
    starts_at: datetime,
    *,
    owner: User,
    actor: User,
    network: Network | None,
    series: Series | None = None,
    venue_name: str = "",
) -> EventPage:
    mode = kit.mode
    if venue_name and mode == EventPage.Mode.ONLINE:
        mode = EventPage.Mode.HYBRID
    elif not venue_name:
        mode = EventPage.Mode.ONLINE
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in kit.invitation.split("\n\n") if part.strip())
    event = EventPage(
        title=title,
        live=False,
        owner=owner,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=kit.minutes_long),
        mode=mode,
        venue_name=venue_name,
        capacity=kit.capacity,
        body=[("text", paragraphs)] if paragraphs else [],
        agenda=agenda_from(kit.agenda, timezone.localtime(starts_at)),
        preparation=kit.pre_reads,
        reminders=list(kit.reminders),
        series=series,
    )
    event.questions = [
        Question(
            name=asked.name,
            text=asked.text,
            kind=Question.Kind.YES_NO if asked.is_yes_no else Question.Kind.SHORT,
            sort_order=number,
        )
        for number, asked in enumerate(questions_in(kit.questions))
    ]
    parent = network.page if network else EventIndexPage.objects.get()
    event.slug = _free_slug(parent, f"{slugify(title)[:200]}{timezone.localtime(starts_at):{ENDING}}")
    parent.add_child(instance=event)
    event.save_revision(user=actor)
    meeting = Meeting.objects.get(page=event)
    Preparation.objects.create(meeting=meeting, kit=kit, minutes=kit.minutes)
    log(actor=actor, action="events/started", target=meeting, kit=kit.pk)
    return event


@transaction.atomic
def repeat_meeting(*, event: EventPage, starts: Sequence[datetime], actor: User) -> list[EventPage]:
    """A draft of this meeting for each start: all of them or none. Nobody is registered, and nothing is sent.

    What stood so far from the start stands as far from the new one by the wall's clock. A day that has a meeting of
    this name already is never made twice, whoever presses again.
    """
    meeting = Meeting.objects.locked().get(page=event)
    if not convenes(actor, meeting.network):
        raise PermissionDenied(FOR_CONVENORS)
    if not 0 < len(starts) <= MOST:
        raise ValueError(f"From 1 to {MOST} dates.")
    if taken := days_taken(event, starts):
        raise DateTakenError(taken)
    source = EventPage.objects.get(pk=event.pk)  # as it is published
    if len(starts) > 1 and source.series_id is None:
        _make_series_of(source, meeting.network)
    copies = [_copy(source, start, actor) for start in starts]
    for copy in copies:
        log(actor=actor, action="events/repeated", target=copy.meeting, source=meeting.pk)
    return copies


def _copy(source: EventPage, start: datetime, actor: User) -> EventPage:
    """Wagtail's copy of the page: its row of registration is not copied, a new one comes with the save."""
    old, by = source.starts_at, distance(source.starts_at, start)
    later_in_the_day = timedelta(seconds=by.total_seconds() - by.days * 86400)

    def shift_kept_places(page: EventPage, copy: EventPage, relation: Any, row: Any) -> None:
        if relation.name == "reserved_seats":
            days = timezone.localdate(start) - timezone.localdate(old)
            row.until += days

    agenda = [
        (
            block.block_type,
            dict(block.value) | {name: moved(block.value.get(name), later_in_the_day) for name in ("time", "ends")},
        )
        for block in source.agenda
    ]
    stem = source.slug.removesuffix(f"{timezone.localtime(old):{ENDING}}")
    copy = source.copy(
        to=source.get_parent(),
        copy_revisions=False,
        keep_live=False,
        user=actor,
        process_child_object=shift_kept_places,
        update_attrs={
            "slug": _free_slug(source.get_parent(), f"{stem[:200]}{timezone.localtime(start):{ENDING}}"),
            "draft_title": source.title,
            "starts_at": start,
            "ends_at": shifted(source.ends_at, old, start),
            "opens_at": shifted(source.opens_at, old, start),
            "closes_at": shifted(source.closes_at, old, start),
            "go_live_at": None,
            "expire_at": None,
            "expired": False,
            "locked": False,
            "agenda": agenda,
            "series": source.series,
        },
    )
    prepared = Preparation.objects.filter(meeting__page=source).first()
    copy = EventPage.objects.with_meeting().get(pk=copy.pk)
    if prepared:
        Preparation.objects.create(meeting=copy.meeting, kit=prepared.kit, minutes=prepared.minutes)
    return copy


def _make_series_of(event: EventPage, network: Network | None) -> None:
    """A meeting that is repeated becomes the first of a series; its newest version says so too."""
    event.series = Series.objects.create(name=event.title[:150], network=network)
    EventPage.objects.filter(pk=event.pk).update(series=event.series)
    revision = event.latest_revision
    if revision:
        revision.content["series"] = event.series.pk
        revision.save(update_fields=["content"])


def _free_slug(parent: Any, wanted: str) -> str:
    taken = set(parent.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for slug in [wanted, *(f"{wanted}-{n}" for n in range(2, 1000))] if slug not in taken)


@transaction.atomic
def publish_prepared(*, event: EventPage, actor: User) -> EventPage:
    """Announce what was prepared, as it stands in its newest version. Safe to repeat."""
    meeting = Meeting.objects.locked().get(page=event)
    if not convenes(actor, meeting.network):
        raise PermissionDenied(FOR_CONVENORS)
    event = EventPage.objects.get(pk=event.pk)
    if event.live:
        return event
    newest = event.get_latest_revision_as_object()
    newest.full_clean()
    newest.save_revision(user=actor).publish(user=actor)
    log(actor=actor, action="events/published", target=meeting)
    return EventPage.objects.get(pk=event.pk)
