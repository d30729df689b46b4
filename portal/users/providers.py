"""What people's app answers when privacy asks: the account itself, and what allauth keeps of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.utils import timezone

from portal.notifications.actions import clean_mails
from portal.notifications.models import Lease, Mail
from portal.privacy.holdings import Exempt, Holding, blank, erase, stay
from portal.privacy.models import Closing, Export
from portal.privacy.retention import Rule
from portal.search.findable import Findable

from .actions import (
    anonymise,
    ask_holders,
    doubt_bounced,
    doubt_closed_trusts,
    end_hand_overs,
    end_tenures,
    open_seats,
    remind_holders,
)
from .actions.inactive import KEPT_FOR, WARNED_BEFORE, close_inactive, delete_unverified, warn_inactive
from .actions.my_data import KIND, lease_of
from .charges import Private
from .findable import findables_of, key_of
from .jobs import close, make_my_data
from .models import (
    Absence,
    Agreement,
    Application,
    HandOver,
    Merge,
    Portrait,
    SeatReport,
    Specialist,
    Suspension,
    Tenure,
    User,
    Viewing,
)
from .visibility import CIRCLE_OF, Circle

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


def personal_data() -> list[Holding | Exempt]:
    """Asked last when an account closes: the others find what is theirs by its addresses."""
    return [
        Holding(
            name="Your seats",
            table=Tenure,
            person=["person"],
            others=["vouched_by"],
            show=tenure,
            becomes="End. The seat is vacant.",
            close=lambda holding, person: end_tenures(person=person),
            related=["seat__organisation"],
        ),
        Holding(
            name="When you asked for an account",
            table=Application,
            person=["person"],
            others=["decided_by"],
            show=application,
            becomes="Deleted.",
            close=erase,
        ),
        Holding(
            name="Terms you agreed to",
            table=Agreement,
            person=["person"],
            show=lambda row: {"version": str(row.version), "agreed": row.at},
            becomes="Stays with the account, which no longer names you.",
            related=["version"],
        ),
        Holding(
            name="Your photo",
            table=Portrait,
            person=["person"],
            show=lambda row: {"what it shows": row.description},
            becomes="Deleted.",
            close=erase,
            merge=stay,
            files=lambda row: [ContentFile(bytes(row.large), name="photo.jpg")],
        ),
        *of_stewardship(),
        Holding(
            name="Seats you handed over, or were offered",
            table=HandOver,
            person=["successor"],
            others=["offered_by"],
            show=lambda row: {"state": row.get_state_display(), "offered": row.offered_at, "answered": row.answered_at},
            becomes="What waits for an answer is taken back. The others stay, under the name “Former member”.",
            close=lambda holding, person: end_hand_overs(person=person),
        ),
        Holding(
            name="What you reported about seats",
            table=SeatReport,
            person=["reporter"],
            show=lambda row: {"reported": row.at, "in your words": row.reason},
            becomes="Stays without your words.",
            close=blank(reason=""),
        ),
        Holding(
            name="Themes you answer for",
            table=Specialist,
            person=["person"],
            show=lambda row: {"theme": str(row.theme), "days": row.day_names, "note": row.note},
            becomes="Deleted.",
            close=erase,
            related=["theme"],
        ),
        Holding(
            name="Days on which you were away",
            table=Absence,
            person=["person"],
            others=["cover"],
            show=lambda row: {"from": row.first_day, "to": row.last_day},
            becomes="Deleted.",
            close=erase,
        ),
        *of_signing_in(),
        Holding(
            name="Your email addresses",
            table=EmailAddress,
            person=["user"],
            show=lambda row: {"address": row.email, "verified": row.verified, "the one we write to": row.primary},
            becomes="Deleted. You can sign up anew with the same address.",
            close=erase,
            merge=stay,
        ),
        Holding(
            name="Your account",
            table=User,
            person=["pk"],
            show=account,
            becomes="Stays without anything that names you, so that what you wrote keeps an author.",
            close=lambda holding, person: int(anonymise(person=person)),
            merge=stay,
            prefetch=["themes", "groups"],
            related=["trust"],
        ),
        Exempt(
            table="account.EmailAddress", fields=["email"], because="found by its account: a typed address is no proof"
        ),
        Exempt(table="users.User_themes", fields=["user"], because="part of the account: shown and cleared with it"),
        Exempt(table="users.User_groups", fields=["user"], because="part of the account: shown and cleared with it"),
        Exempt(
            table="users.User_user_permissions",
            fields=["user"],
            because="part of the account: cleared with it; the portal gives permissions to groups alone",
        ),
        Exempt(
            table="account.EmailConfirmation",
            fields=["email_address"],
            because="unused: links that verify an address are signed, not stored; deleted with the address",
        ),
    ]


def of_stewardship() -> list[Holding | Exempt]:
    """What staff did about the account. It tells of the one account alone, so merging moves none of it."""
    return [
        Holding(
            name="Suspensions of your account",
            table=Suspension,
            person=["person"],
            others=["suspended_by", "lifted_by"],
            show=lambda row: {"from": row.suspended_at, "until": row.lifted_at, "reason": row.reason},
            becomes="Deleted.",
            close=erase,
            merge=stay,
        ),
        Holding(
            name="Times when staff viewed the portal as you do",
            table=Viewing,
            person=["person"],
            others=["viewer"],
            show=lambda row: {"from": row.began_at, "until": row.ended_at, "reason": row.reason},
            becomes="Deleted. The log says that it was done.",
            close=erase,
            merge=stay,
        ),
        Holding(
            name="Accounts of yours that were made one",
            table=Merge,
            person=["source", "target"],
            others=["merged_by", "undone_by"],
            show=lambda row: {"when": row.merged_at, "undone": row.undone_at, "reason": row.reason},
            becomes="Deleted. The log says that it was done.",
            close=erase,
            merge=stay,
        ),
    ]


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


def of_signing_in() -> list[Holding]:
    """What allauth's other apps keep, as far as they are on. What signs somebody in is named, never shown."""
    tables = [
        ("mfa.Authenticator", "Your second factors and passkeys", authenticator),
        ("usersessions.UserSession", "Where you are signed in", session),
        ("socialaccount.SocialAccount", "Accounts elsewhere that sign you in", elsewhere),
    ]
    return [
        Holding(
            name=name,
            table=apps.get_model(label),
            person=["user"],
            show=show,
            becomes="Deleted.",
            close=erase,
            merge=stay,
        )
        for label, name, show in tables
        if label.partition(".")[0] in apps.app_configs
    ]


def account(person: User) -> dict[str, Any]:
    return {
        "first name": person.first_name,
        "last name": person.last_name,
        "email": person.email,
        "job title": person.job_title,
        "role": person.get_role_display(),
        "trust": str(person.trust or ""),
        "themes": [str(theme) for theme in person.themes.all()],
        "telephone": person.phone,
        "who sees it": {part: Circle(getattr(person, column)).label for part, column in CIRCLE_OF.items()},
        "groups": [group.name for group in person.groups.all()],
        "member of staff": person.is_staff,
        "signed up": person.date_joined,
        "last signed in": person.last_login,
    }


def tenure(row: Tenure) -> dict[str, Any]:
    return {
        "seat": str(row.seat),
        "since": row.since,
        "until": row.ended_on,
        "confirmed": row.confirmed_at,
        "in doubt because": row.get_doubt_display(),
    }


def application(row: Application) -> dict[str, Any]:
    return {
        "reason": row.reason,
        "state": row.get_state_display(),
        "asked": row.asked_at,
        "decided": row.decided_at,
        "answer": row.answer,
    }


def authenticator(row: Any) -> dict[str, Any]:
    return {"kind": row.get_type_display(), "added": row.created_at, "last used": row.last_used_at}


def session(row: Any) -> dict[str, Any]:
    return {
        "browser": row.user_agent,
        "network address": row.ip,
        "signed in": row.created_at,
        "last seen": row.last_seen_at,
    }


def elsewhere(row: Any) -> dict[str, Any]:
    return {"provider": row.provider, "number there": row.uid, "last used": row.last_login, "joined": row.date_joined}


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
