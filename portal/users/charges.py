"""What goes with a seat: each app names what it hands to a successor, and how. Private things are named nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from .models import User


@dataclass(frozen=True, kw_only=True)
class Charge:
    """One kind of thing that somebody does in their role, and not as themselves.

    `rows` finds what the giver has. `give` hands one row over by a verb of its app, and says whether it could:
    a successor who has it already keeps theirs. It must be safe to repeat.
    """

    key: str  # "networks/memberships"; kept with the hand-over
    name: str  # "Your networks"
    rows: Callable[[User], models.QuerySet]
    give: Callable[[Any, User, User], bool]  # row, giver, taker
    label: Callable[[Any], str] = str

    def listed(self, giver: User) -> list[str]:
        """What would move, in words."""
        return [self.label(row) for row in self.rows(giver)]


@dataclass(frozen=True, kw_only=True)
class Private:
    """Tables about a person that never move to a successor, with the reason in words that people read."""

    tables: Sequence[str]  # "users.Tenure"
    because: str


def provided() -> list[Charge | Private]:
    return [one for path in settings.PORTAL_PROVIDERS["hand_over"] for one in import_string(path)()]


def charges() -> list[Charge]:
    return [one for one in provided() if isinstance(one, Charge)]


def private() -> list[Private]:
    return [one for one in provided() if isinstance(one, Private)]
