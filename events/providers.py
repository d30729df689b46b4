"""What meetings answer when a lower app asks."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from networks.models import Network
from networks.starting import Draft
from portal.notifications.kinds import NewsKind
from portal.privacy.retention import Rule
from portal.users.charges import Charge, Private
from portal.users.models import User

from . import series_rows
from .actions import (
    draft_first_meeting,
    forget_attendance,
    forget_needs,
    forget_owners,
    pass_on,
    pass_on_action,
    plan_mails,
    promote,
    remind_owners,
    send_due,
    tell_organisers,
)
from .models import AgreedAction, Delegation, Dispatch, Invitation, Meeting, Needs, Registration, Reply
from .news import ANNOUNCED, CALLED_OFF, CHANGED
from .planning import out_of_date

logger = logging.getLogger(__name__)


def tick(now: datetime) -> int:
    """End offers that ran out, and give places that came free to those who wait. Returns how many were given."""
    forget_needs(now=now)
    return sum(len(promote(meeting=meeting, now=now)) for meeting in Meeting.objects.with_places_to_settle(now))


def reminders(now: datetime) -> int:
    """Remind the owners of actions, before the day and once it has passed; tell organisers who asks to come."""
    return remind_owners(now=now) + tell_organisers(now=now)


def mails_due(now: datetime) -> int:
    """Plan the mails of meetings that were changed beside the editor, and send those whose time has come."""
    for meeting in Meeting.objects.with_mails_to_plan(now):
        event = meeting.page
        event.meeting = meeting
        if out_of_date(event, list(meeting.dispatches.all()), now):
            plan_mails(meeting=meeting, now=now)
    written, failed = 0, None
    for dispatch in Dispatch.objects.due(now):
        try:
            written += send_due(dispatch=dispatch, now=now)
        except Exception as error:  # one that cannot be written does not keep the others
            logger.exception("dispatch %s failed", dispatch.pk)
            failed = error
    if failed:
        raise failed
    return written


def retention() -> list[Rule]:
    return [
        *series_rows.retention(),
        Rule(
            key="events/registrations",
            record="Who registered for a meeting",
            table=Registration,
            keep_for=timedelta(days=3 * 365),
            counted_from="the end of the meeting",
            date="meeting__ends_at",
            happens="Name, address and account are taken out. Trust and role stay, for attendance by trust.",
            why="Answers who took part while a meeting's decisions are still worked on.",
            rows=lambda before: Registration.objects.not_forgotten().filter(meeting__ends_at__lt=before),
            away=lambda registrations: forget_attendance(registrations=registrations),
        ),
        Rule(
            key="events/needs",
            record="Dietary and access needs",
            table=Needs,
            keep_for=Needs.KEPT_FOR,
            counted_from="the end of the meeting",
            date="registration__meeting__ends_at",
            happens="The row is deleted. Of somebody who withdraws it is deleted at once.",
            why="Lets the venue and the caterer be paid and asked; says too much of somebody to be kept.",
            rows=lambda before: Needs.objects.filter(registration__meeting__ends_at__lt=before),
        ),
        Rule(
            key="events/replies",
            record="Answers to a meeting's questions",
            table=Reply,
            keep_for=timedelta(days=365),
            counted_from="the end of the meeting",
            date="registration__meeting__ends_at",
            happens="The row is deleted.",
            why="Shows what people asked for while the next meeting is prepared.",
            rows=lambda before: Reply.objects.filter(registration__meeting__ends_at__lt=before),
        ),
        Rule(
            key="events/invitations",
            record="Invitations to a meeting",
            table=Invitation,
            keep_for=timedelta(days=365),
            counted_from="the end of the meeting",
            date="meeting__ends_at",
            happens="The row is deleted.",
            why="Shows whom to ask next time, and who never answers.",
            rows=lambda before: Invitation.objects.filter(meeting__ends_at__lt=before),
        ),
        Rule(
            key="events/delegations",
            record="Assistants' leave to act for a director, once ended",
            table=Delegation,
            keep_for=timedelta(days=365),
            counted_from="the day it ended",
            date="ended_at",
            happens="The row is deleted.",
            why="Answers who was allowed to register whom.",
            rows=lambda before: Delegation.objects.filter(ended_at__lt=before),
        ),
        Rule(
            key="events/actions",
            record="Who closed or owned an action that a meeting agreed",
            table=AgreedAction,
            keep_for=timedelta(days=3 * 365),
            counted_from="the end of the meeting",
            date="meeting__ends_at",
            happens="The account is taken out of closed actions. What was agreed stays, with the role.",
            why="Answers who did what while the decisions are still worked on.",
            rows=lambda before: AgreedAction.objects.closed().naming_somebody().filter(meeting__ends_at__lt=before),
            away=lambda rows: forget_owners(actions=rows),
        ),
    ]


def news() -> list[NewsKind]:
    name = "Meetings: new, changed and called off"
    return [NewsKind(key=key, topic="meetings", name=name) for key in (ANNOUNCED, CHANGED, CALLED_OFF)]


def hand_over() -> list[Charge | Private]:
    return [
        *series_rows.hand_over(),
        Charge(
            key="events/registrations",
            name="Places at coming meetings",
            rows=lambda giver: (
                Registration.objects.active()
                .filter(user=giver, meeting__starts_at__gt=timezone.now())
                .select_related("meeting__page")
            ),
            give=lambda row, giver, taker: pass_on(registration=row, taker=taker),
            label=lambda row: f"{row.meeting.page.title} ({row.get_state_display().lower()})",
        ),
        Charge(
            key="events/actions",
            name="Open actions",
            rows=lambda giver: AgreedAction.objects.mine(giver),
            give=lambda row, giver, taker: pass_on_action(action=row, giver=giver, taker=taker),
        ),
        Private(tables=["events.Minutes"], because="Who wrote minutes is history; the organisers change them."),
        Private(tables=["events.Reply", "events.Needs"], because="What you answered and need is yours alone."),
        Private(tables=["events.CalendarLink"], because="The secret address of your calendar is yours."),
        Private(tables=["events.Invitation"], because="An invitation names the person it was written to."),
        Private(tables=["events.Delegation"], because="Whom a director trusts to act for them is theirs to say anew."),
    ]


def network_started(network: Network, *, convenor: User, actor: User, starts_at: datetime) -> Iterator[Draft]:
    """The first meeting of a new network, as a draft from the kit."""
    event = draft_first_meeting(network=network, convenor=convenor, actor=actor, starts_at=starts_at)
    if event is not None:
        yield Draft("The first meeting", reverse("wagtailadmin_pages:edit", args=[event.pk]))


def network_activity(network: Network, since: datetime) -> tuple[QuerySet, str, str]:
    """Who came to the meetings of a network."""
    came = Registration.objects.filter(meeting__network=network, present_at__gte=since, user__isnull=False)
    return came, "user", "present_at"
