"""What accounts hold about people, how it is shown to them, and what becomes of it."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.files.base import ContentFile

from portal.privacy.holdings import Exempt, Holding, blank, erase, stay

from .actions import anonymise, end_hand_overs, end_tenures
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
