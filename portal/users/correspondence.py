"""What privacy asks about messages between people: whose they are, how long they are kept, what goes with a seat."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from portal.privacy.holdings import Exempt, Holding, erase
from portal.privacy.retention import Rule

from .charges import Charge, Private
from .models import Blocking, Message


def personal_data() -> list[Holding | Exempt]:
    return [
        Holding(
            name="Messages you wrote",
            table=Message,
            person=["sender"],
            others=["settled_by"],
            show=written,
            becomes="Deleted. What was sent stands in the mail of whoever received it.",
            close=erase,
            related=["seat__organisation"],
        ),
        Holding(
            name="Messages you received",
            table=Message,
            person=["receiver"],
            show=lambda row: {"sent": row.sent_at, "reported": row.reported_at, "your report": row.report},
            becomes="Deleted.",
            close=erase,
        ),
        Holding(
            name="People you hear no messages from",
            table=Blocking,
            person=["person"],
            others=["blocked"],
            show=lambda row: {"since": row.at},
            becomes="Deleted.",
            close=erase,
        ),
    ]


def written(row: Message) -> dict[str, Any]:
    return {
        "to": str(row.seat) if row.seat else "",
        "subject": row.subject,
        "message": row.body,
        "sent": row.sent_at,
    }


def retention() -> list[Rule]:
    return [
        Rule(
            key="users/messages",
            record="Messages between members",
            table=Message,
            keep_for=timedelta(days=90),
            counted_from="the day it was sent",
            date="sent_at",
            happens="The row is deleted, unless a report about it waits.",
            why="People answer within weeks, and have the words in their mail.",
            rows=lambda before: Message.objects.old(before),
        )
    ]


def hand_over() -> list[Charge | Private]:
    return [
        Private(
            tables=["users.Message", "users.Blocking"],
            because="What people wrote to you, and you to them, is between the two of you.",
        )
    ]
