"""What people answered, read for lists of people and counted for organisers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from .answers import Answer, Outcome
from .models import EventPage, Registration, Reply
from .questions import key_of


def replies_of(registrations: Iterable[Registration]) -> dict[int, list[Reply]]:
    """The replies of each of these registrations, by its key. One query."""
    found: dict[int, list[Reply]] = {registration.pk: [] for registration in registrations}
    for reply in Reply.objects.filter(registration__in=list(found)).order_by("pk"):
        found[reply.registration_id].append(reply)
    return found


def can_change_replies(registration: Registration, now: datetime) -> Answer | None:
    """Why not; None when they can."""
    if registration.has_ended:
        return Answer(Outcome.HAS_WITHDRAWN, "You are not registered any more. Nothing else has changed.")
    if registration.meeting.has_started(now):
        return Answer(Outcome.OVER, "The meeting has started, so your answers stay as they are.")
    return None


@dataclass
class Tally:
    """One question with what people with a place answered: counts of choices, or the texts."""

    question: str
    choices: list[str]
    replies: list[Reply] = field(default_factory=list)
    is_asked: bool = True  # False: editors have taken the question out since

    @property
    def counts(self) -> list[tuple[str, int, int]]:
        """(choice, number, hundredths of those who answered); also choices that editors have taken out since."""
        found = Counter(value for reply in self.replies for value in reply.values)
        each = {**dict.fromkeys(self.choices, 0), **found} if self.choices else {}
        return [(choice, number, round(100 * number / len(self.replies or [0]))) for choice, number in each.items()]


def tallies(event: EventPage) -> list[Tally]:
    """In the order of the page; then what is no longer asked but was answered. Two queries, however many come."""
    asked = {key_of(one.name): Tally(one.text, one.options) for one in event.questions.all()}
    for reply in Reply.objects.of_those_who_come(event.meeting):
        gone = asked.setdefault(key_of(reply.name), Tally(reply.question, [], is_asked=False))
        gone.replies.append(reply)
    return list(asked.values())


def same_words(texts: Iterable[str]) -> list[tuple[str, int]]:
    """Texts with how often each was said; "Vegan" and "vegan." are the same. The most frequent first."""
    said: dict[str, list[str]] = {}
    for text in filter(None, (text.strip().rstrip(".") for text in texts)):
        said.setdefault(text.casefold(), []).append(text)
    return sorted(((each[0], len(each)) for each in said.values()), key=lambda pair: (-pair[1], pair[0].casefold()))
