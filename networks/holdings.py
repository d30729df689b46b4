"""What networks hold about a person, and what becomes of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from portal.privacy.holdings import Exempt, Holding, Moved, erase, move

from . import actions
from .models import Bar, Broadcast, Departure, Invitation, JoinRequest, Membership, Proposal


def personal_data() -> list[Holding | Exempt]:
    return [
        Holding(
            name="Networks you belong to",
            table=Membership,
            person=["user"],
            show=membership,
            becomes="Ends.",
            close=lambda holding, person: actions.end_memberships(person=person),
            merge=move_memberships,
            related=["network__page"],
        ),
        Holding(
            name="Networks you asked to join",
            table=JoinRequest,
            person=["user"],
            others=["decided_by"],
            show=join_request,
            becomes="What still waits is withdrawn, and what you wrote to the convenors is erased.",
            close=lambda holding, person: actions.end_requests(person=person),
            related=["network__page"],
        ),
        Holding(
            name="Networks you may not join again",
            table=Bar,
            person=["user"],
            others=["by", "answered_by"],
            show=bar,
            becomes="Deleted.",
            close=erase,
            related=["network__page"],
        ),
        Holding(
            name="Networks you left",
            table=Departure,
            person=["user"],
            show=lambda row: {"network": row.network.page.title, "reason": row.reason, "left": row.left_at},
            becomes="Deleted.",
            close=erase,
            related=["network__page"],
        ),
        Holding(
            name="Networks you were invited to",
            table=Invitation,
            person=["user"],
            emails=["email"],
            others=["invited_by"],
            show=invitation,
            becomes="Deleted.",
            close=erase,
            related=["network__page"],
        ),
        Holding(
            name="What you proposed about local networks",
            table=Proposal,
            person=["user"],
            emails=["email"],
            others=["owner"],
            show=proposal,
            becomes="The proposal stays, without your name and address. One that waits for an answer is closed.",
            close=lambda holding, person: actions.forget_proposals(person=person, proposals=holding.about(person)),
        ),
        Holding(
            name="What you wrote to all members of a network by mail",
            table=Broadcast,
            person=["by"],
            show=lambda row: {
                "network": row.network.page.title,
                "subject": row.subject,
                "text": row.text,
                "written": row.created_at,
                "state": row.get_state_display(),
            },
            becomes="Stays without your name, as what the network was told.",
            related=["network__page"],
        ),
        Exempt(table="networks.NetworkPage", fields=["contact_email"], because="a shared mailbox, shown in public"),
    ]


def membership(row: Membership) -> dict[str, Any]:
    return {"network": row.network.page.title, "role": row.get_role_display(), "since": row.joined_at}


def join_request(row: JoinRequest) -> dict[str, Any]:
    return {
        "network": row.network.page.title,
        "message": row.message,
        "state": row.get_state_display(),
        "asked": row.asked_at,
        "decided": row.decided_at,
    }


def bar(row: Bar) -> dict[str, Any]:
    return {
        "network": row.network.page.title,
        "since": row.at,
        "reason": row.reason,
        "your appeal": row.appeal,
        "answer": row.answer,
    }


def invitation(row: Invitation) -> dict[str, Any]:
    return {
        "network": row.network.page.title,
        "email": row.email,
        "state": row.get_state_display(),
        "reason": row.reason,
        "sent": row.sent_at,
        "answered": row.answered_at,
    }


def proposal(row: Proposal) -> dict[str, Any]:
    return {
        "kind": row.get_kind_display(),
        "name": row.name,
        "email": row.email,
        "workplace": row.workplace,
        "message": row.message,
        "state": row.get_state_display(),
        "sent": row.created_at,
        "answered": row.replied_at,
    }


def move_memberships(holding: Holding, source: AbstractBaseUser, target: AbstractBaseUser) -> list[Moved]:
    """The groups that convenors edit by follow their memberships."""
    moved = move(holding, source, target)
    actions.compare_groups()
    return moved
