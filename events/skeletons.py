"""How a kit's plain lines become an agenda and questions. No database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

SESSION = re.compile(r"(?P<minutes>\d{1,3})\s+(?P<title>\S.*)")
YES_OR_NO = "(yes or no)"


@dataclass(frozen=True)
class Asked:
    name: str
    text: str
    is_yes_no: bool


def sessions_in(lines: str) -> list[tuple[int, str]]:
    """(minutes, title) of each line; a line that cannot be read is named."""
    found = []
    for line in filter(None, (line.strip() for line in lines.splitlines())):
        match = SESSION.fullmatch(line)
        if match is None or len(match["title"]) > 150:
            raise ValueError(f"Begin with the minutes, then a short title: “20 Welcome”. This line is not so: “{line}”")
        found.append((int(match["minutes"]), match["title"]))
    return found


def agenda_from(lines: str, starts_at: datetime) -> list[tuple[str, dict[str, object]]]:
    """The sessions one after another, from the start in local time."""
    clock, sessions = starts_at, list[tuple[str, dict[str, object]]]()
    for minutes, title in sessions_in(lines):
        ends = clock + timedelta(minutes=minutes)
        words = {"title": title, "chair": "", "speakers": "", "advisers": "", "text": ""}
        until = ends.time() if ends.time() > clock.time() else None
        sessions.append(("session", {"time": clock.time(), "ends": until, **words}))
        clock = ends
    return sessions


def moved(at: time | None, by: timedelta) -> time | None:
    """A time of the agenda when the whole meeting begins so much earlier or later."""
    return (datetime(2000, 1, 2, at.hour, at.minute) + by).time() if at else None


def questions_in(lines: str) -> list[Asked]:
    found: list[Asked] = []
    for line in filter(None, (line.strip() for line in lines.splitlines())):
        name, colon, text = (part.strip() for part in line.partition(":"))
        if not (name and colon and text) or len(name) > 60 or len(text) > 200:
            raise ValueError(f"Write a short name, a colon and the question. This line is not so: “{line}”")
        if any(name.lower() == one.name.lower() for one in found):
            raise ValueError(f"Two questions are called “{name}”.")
        is_yes_no = text.endswith(YES_OR_NO)
        found.append(Asked(name, text.removesuffix(YES_OR_NO).strip(), is_yes_no))
    return found
