"""What meetings hold about people, how it is shown to them, and what becomes of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from portal.privacy.holdings import Holding, Moved, blank, erase, move, stay
from portal.users.models import User

from . import series_rows
from .actions import forget_person, keep_the_better, revoke_calendar_link
from .models import AgreedAction, CalendarLink, Delegation, Invitation, Minutes, Needs, Registration, Reply


def personal_data() -> list[Holding]:
    return [
        *series_rows.personal_data(),
        Holding(  # before the registrations: these lose whose they are
            name="What you answered when you registered",
            table=Reply,
            person=["registration__user"],
            emails=["registration__email"],
            show=reply,
            becomes="Deleted.",
            close=erase,
            merge=stay,  # follows the registration
            related=["registration__meeting__page"],
        ),
        Holding(
            name="What you need at a meeting (food, access)",
            table=Needs,
            person=["registration__user"],
            emails=["registration__email"],
            show=needs,
            becomes="Deleted.",
            close=erase,
            merge=stay,
            related=["registration__meeting__page"],
        ),
        Holding(
            name="Meetings you registered for",
            table=Registration,
            person=["user"],
            emails=["email"],
            others=["registered_by", "present_by"],
            merge=join_registrations,
            show=registration,
            becomes="Places at coming meetings are given back. Past ones stay as a number, without name or address.",
            close=lambda holding, person: forget_person(person=person, registrations=holding.about(person)),
            related=["meeting__page"],
        ),
        Holding(
            name="The secret link to your calendar",
            table=CalendarLink,
            person=["user"],
            show=lambda link: {"made": link.created_at},
            becomes="Stops to work.",
            close=end_link,
            merge=stay,
        ),
        Holding(
            name="Invitations to meetings",
            table=Invitation,
            person=["user"],
            emails=["email"],
            others=["invited_by"],
            show=invitation,
            becomes="Deleted. A place that came of one is given back.",
            close=erase,
            related=["meeting__page"],
        ),
        Holding(
            name="Who acts for you at meetings, and for whom you act",
            table=Delegation,
            person=["director", "assistant"],
            emails=["director_email"],
            show=delegation,
            becomes="Ends, and is deleted.",
            close=erase,
        ),
        Holding(
            name="Actions that meetings gave you",
            table=AgreedAction,
            person=["owner"],
            others=["closed_by"],
            show=agreed,
            becomes="Stay, with the role alone. What is open is for the organisers to give to somebody else.",
            close=blank(owner=None),
            related=["meeting__page"],
        ),
        Holding(
            name="Minutes you wrote",
            table=Minutes,
            person=["written_by"],
            show=lambda row: {"meeting": row.meeting.page.title, "changed": row.changed_at},
            becomes="Stay. Nothing says who wrote them.",
            close=blank(written_by=None),
            related=["meeting__page"],
        ),
    ]


def reply(row: Reply) -> dict[str, Any]:
    return {"meeting": row.registration.meeting.page.title, "question": row.question, "answer": row.value}


def needs(row: Needs) -> dict[str, Any]:
    return {"meeting": row.registration.meeting.page.title, "food": row.dietary, "access": row.access}


def agreed(row: AgreedAction) -> dict[str, Any]:
    return {
        "meeting": row.meeting.page.title,
        "action": row.text,
        "by": row.due_on,
        "state": row.get_state_display(),
        "outcome": row.outcome,
        "closed": row.closed_at,
    }


def registration(row: Registration) -> dict[str, Any]:
    return {
        "meeting": row.meeting.page.title,
        "starts": row.meeting.starts_at,
        "name": row.name,
        "email": row.email,
        "role": row.get_role_display(),
        "state": row.get_state_display(),
        "registered": row.created_at,
        "withdrawn": row.withdrawn_at,
        "seen at the meeting": row.present_at,
        "organisers' note": row.note,
        "registered by": "you" if row.registered_by_id == row.user_id else "somebody else",
    }


def invitation(row: Invitation) -> dict[str, Any]:
    return {
        "meeting": row.meeting.page.title,
        "name": row.name,
        "email": row.email,
        "sent": row.sent_at,
        "answer": row.get_state_display(),
        "answered": row.answered_at,
        "reason": row.reason,
    }


def delegation(row: Delegation) -> dict[str, Any]:
    """Neither side's name: each knows the other."""
    return {"state": row.get_state_display(), "asked": row.asked_at, "granted": row.granted_at, "ended": row.ended_at}


def join_registrations(holding: Holding, source: AbstractBaseUser, target: AbstractBaseUser) -> list[Moved]:
    """One person has one place: of two registrations for the same meeting the better stays, and nobody is mailed."""
    moved = move(holding, source, target)
    keep_the_better(person=target)  # type: ignore[arg-type]
    return moved


def end_link(holding: Holding, person: User) -> int:
    links = holding.about(person).count()
    revoke_calendar_link(user=person)
    return links
