"""What accounts do each minute, and what they answer when a lower app asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.notifications.actions import clean_mails
from portal.notifications.models import Lease, Mail
from portal.privacy.models import Closing, Export
from portal.privacy.retention import Rule
from portal.search.findable import Findable

from .actions import ask_holders, doubt_bounced, doubt_closed_trusts, open_seats, remind_holders
from .actions.inactive import KEPT_FOR, WARNED_BEFORE, close_inactive, delete_unverified, warn_inactive
from .actions.my_data import KIND, lease_of
from .charges import Private
from .findable import findables_of, key_of
from .jobs import close, make_my_data
from .models import User

# A hint to a worker may be lost; after this it is given again.
GRACE = timedelta(seconds=90)


def tick(now: datetime) -> int:
    """Archives that nobody makes, accounts whose time to close has come, and the last mail of those that are closed."""
    accounts = make_wanted_archives(now) + close_due_accounts(now) + forget_last_mails() + warn_inactive(now=now)
    return accounts + keep_seats_true(now)


def keep_seats_true(now: datetime) -> int:
    """Notice who may have gone, then ask: those in doubt, and those who have not confirmed for half a year."""
    noticed = open_seats() + doubt_bounced(now=now) + doubt_closed_trusts(now=now)
    return noticed + ask_holders(now=now) + remind_holders(now=now)


def make_wanted_archives(now: datetime) -> int:
    wanted = list(Export.objects.wanted().of_kind(KIND).filter(created_at__lte=now - GRACE)[:100])
    held = set(Lease.objects.held(now).filter(name__in=map(lease_of, wanted)).values_list("name", flat=True))
    lost = [export for export in wanted if lease_of(export) not in held]
    for export in lost:
        make_my_data.enqueue(str(export.pk))
    return len(lost)


def close_due_accounts(now: datetime) -> int:
    due = list(Closing.objects.due(now).values_list("pk", flat=True)[:100])
    names = [f"closing:{pk}" for pk in due]
    held = set(Lease.objects.held(now).filter(name__in=names).values_list("name", flat=True))
    lost = [pk for pk in due if f"closing:{pk}" not in held]
    for pk in lost:
        close.enqueue(pk)
    return len(lost)


def forget_last_mails() -> int:
    """The mail that an account is closed goes to an address that is nobody's business once it is sent."""
    sent = Mail.objects.filter(kind="users/account_closed").exclude(state__in=Mail.OPEN_STATES).exclude(to="")
    return clean_mails(mails=sent)


def hand_over() -> list[Private]:
    return [
        Private(
            tables=["users.User", "users.Portrait", "users.Specialist", "users.Absence"],
            because="Your profile, your photo, what you know well and when you are away are yours.",
        ),
        Private(
            tables=["users.Application", "users.Agreement", "users.Suspension", "users.Viewing", "users.Merge"],
            because="Your password, how you sign in, what you agreed to and what was decided about you stay with you.",
        ),
        Private(
            tables=[
                "search.SavedSearch",
                "search.RecentSearches",
                "notifications.Notice",
                "notifications.Digest",
                "notifications.Preference",
                "notifications.Follow",
                "notifications.Rhythm",
                "notifications.Happening",
                "notifications.Bounce",
            ],
            because="What somebody follows, what they were told and how they want to hear is their own.",
        ),
        Private(
            tables=["notifications.Mail", "privacy.Export", "privacy.Closing", "privacy.Finding", "audit.LogEntry"],
            because="Mails to you, copies of your data and the log of what you did are about you alone.",
        ),
        Private(
            tables=[
                "organisations.RegisterImport",
                "files.PortalDocument",
                "files.FileVersion",
                "files.PortalImage",
                "cms.SafetyCorrection",
            ],
            because="Files say who brought them in, and corrections who answered for them.",
        ),
        Private(
            tables=["users.Tenure", "users.HandOver", "users.SeatReport"],
            because="The seat itself goes over with its history; what you reported stays yours.",
        ),
    ]


def retention() -> list[Rule]:
    return [
        Rule(
            key="users/sessions",
            record="Sessions that have ended",
            table=Session,
            keep_for=timedelta(days=1),
            counted_from="the day it ended",
            date="expire_date",
            happens="The row is deleted.",
            why="It serves nobody any more.",
            rows=lambda before: Session.objects.filter(expire_date__lt=before),
        ),
        Rule(
            key="users/unverified",
            record="Accounts whose address was never verified",
            table=User,
            keep_for=timedelta(days=30),
            counted_from="the day of signing up",
            date="date_joined",
            happens="The account is deleted.",
            why="Somebody may have typed the address of somebody else.",
            rows=lambda before: User.objects.unverified().filter(date_joined__lt=before),
            away=lambda people: delete_unverified(people=people),
        ),
        Rule(
            key="users/inactive",
            record="Accounts that nobody uses",
            table=User,
            keep_for=KEPT_FOR,
            counted_from="the last time somebody signed in",
            date="last_login",
            happens="The account is closed as if its person had asked; a mail warned them at least 30 days before.",
            why="Who has changed jobs must not be found as the contact of a trust.",
            rows=lambda before: User.objects.silent_since(before).warned_before(timezone.now() - WARNED_BEFORE),
            away=lambda people: close_inactive(people=people),
        ),
    ]


def people() -> Iterator[tuple[str, Sequence[Findable]]]:
    """Everybody who may be found, when search asks for everything."""
    everybody = User.objects.admitted().select_related("trust__region").prefetch_related("themes").order_by("pk")
    for person in everybody.iterator(chunk_size=500):
        if entries := findables_of(person):
            yield key_of(person), entries
