"""Verbs of finding a date: ask, vote, and take a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from networks.models import Network
from portal.audit.actions import log, log_aside
from portal.notifications.actions import Recipient, notify
from portal.users.models import User

from ..models import DatePoll, EventPage, MeetingKit, PollOption, PollVote
from .preparing import start_meeting

FOR_CONVENORS = "Only convenors of the network ask its members for a date."


@transaction.atomic
def ask_for_date(
    *,
    network: Network,
    title: str,
    about: str,
    starts: Iterable[datetime],
    closes_at: datetime,
    kit: MeetingKit | None,
    actor: User,
) -> DatePoll:
    poll = DatePoll(network=network, title=title, about=about, closes_at=closes_at, kit=kit, made_by=actor)
    if not poll.can_manage(actor):
        raise PermissionDenied(FOR_CONVENORS)
    poll.save()
    PollOption.objects.bulk_create([PollOption(poll=poll, starts_at=start) for start in sorted(set(starts))])
    log(actor=actor, action="events/asked-for-date", target=poll)
    return poll


@transaction.atomic
def vote(*, poll: DatePoll, says: dict[int, str], voter: User, now: datetime | None = None) -> None:
    """Keep what this member says of each date; until the poll closes they may say something else."""
    poll = DatePoll.objects.select_for_update(no_key=True, of=("self",)).select_related("network").get(pk=poll.pk)
    if not poll.can_see(voter) or not poll.takes_votes(now):
        raise PermissionDenied("This poll takes no more votes.")
    for option in poll.options.all():
        if says.get(option.pk) in PollVote.Says.values:
            PollVote.objects.update_or_create(option=option, user=voter, defaults={"says": says[option.pk]})
    log_aside(actor=voter, action="events/voted", target=poll)


@transaction.atomic
def take_date(*, poll: DatePoll, option: PollOption, actor: User, now: datetime | None = None) -> EventPage | None:
    """Close the poll with this date, prepare the meeting if there is a kit, and tell whoever voted, once."""
    now = now or timezone.now()
    poll = DatePoll.objects.select_for_update(no_key=True, of=("self",)).select_related("network__page").get(pk=poll.pk)
    if not poll.can_manage(actor):
        raise PermissionDenied(FOR_CONVENORS)
    if poll.is_closed:
        return poll.event
    poll.closed_at, poll.winner = now, poll.options.get(pk=option.pk)
    if poll.kit:
        poll.event = start_meeting(
            kit=poll.kit, title=poll.title, starts_at=option.starts_at, actor=actor, network=poll.network
        )
    poll.save(update_fields=["closed_at", "winner", "event"])
    voters = User.objects.filter(poll_votes__option__poll=poll, is_active=True).distinct().order_by("pk")
    notify(
        recipients=[Recipient(email=user.email, name=str(user), user=user) for user in voters],
        kind="events/date_found",
        target=poll,
        context={
            "poll": poll,
            "starts_at": option.starts_at,
            "poll_url": settings.PORTAL_URL + poll.get_absolute_url(),
        },
    )
    log(actor=actor, action="events/took-date", target=poll, option=option.pk)
    return poll.event
