"""What the chair types after a meeting, on its way from the form to the rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser

from .models import AgreedAction, EventPage, Minutes


@dataclass(frozen=True)
class Decided:
    text: str  # empty: it goes
    pk: int | None = None  # None: a new one


@dataclass(frozen=True)
class Agreed:
    text: str  # empty: it goes, as long as it is a draft
    owner: AbstractBaseUser | None = None
    owner_role: str = ""
    due_on: date | None = None
    pk: int | None = None


@dataclass(frozen=True)
class Settled:
    """What became of an action of an earlier meeting."""

    action: AgreedAction
    state: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class Record:
    heard: str = ""
    sections: list[dict[str, str]] = field(default_factory=list)
    members_only: bool = False
    decisions: list[Decided] = field(default_factory=list)
    actions: list[Agreed] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)


def sections_of(event: EventPage, minutes: Minutes | None) -> list[dict[str, str]]:
    """A section for each session of the agenda with what has been written; what was written of others stays."""
    written = {section["id"]: section for section in (minutes.sections if minutes else [])}
    now = [{"id": str(block.id), "title": block.value["title"], "text": ""} for block in event.agenda]
    sections = [{**section, "text": written.pop(section["id"], {}).get("text", "")} for section in now]
    return sections + [section for section in written.values() if section["text"]]
