"""How a poll for a date stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser

from .models import DatePoll, PollOption, PollVote
from .words import counted

Says = PollVote.Says


@dataclass(frozen=True)
class Line:
    option: PollOption
    yes: int
    maybe: int
    no: int

    @property
    def rank(self) -> tuple[int, int]:
        """Who can come first, then who can come gladly."""
        return (self.yes + self.maybe, self.yes)


class Tally:
    """Counts for every member; who said what is for the convenors."""

    def __init__(self, poll: DatePoll) -> None:
        self.poll = poll

    @cached_property
    def votes(self) -> list[PollVote]:
        return list(PollVote.objects.filter(option__poll=self.poll).select_related("user").order_by("pk"))

    @cached_property
    def lines(self) -> list[Line]:
        counts: dict[tuple[int, str], int] = defaultdict(int)
        for vote in self.votes:
            counts[vote.option_id, vote.says] += 1
        return [Line(one, *(counts[one.pk, says] for says in Says)) for one in self.poll.options.all()]

    @property
    def best(self) -> Line | None:
        """The date most can make; the earliest among equals. None while nobody can."""
        found = max(self.lines, key=lambda line: line.rank, default=None)
        return found if found and found.rank > (0, 0) else None

    @property
    def voters(self) -> int:
        return len({vote.user_id for vote in self.votes})

    @property
    def table(self) -> list[tuple[str, int, int, int, str]]:
        return [
            (str(line.option), line.yes, line.maybe, line.no, "Best so far" if line is self.best else "")
            for line in self.lines
        ]

    head = ("Date", "Yes", "If need be", "No", "Standing")

    @property
    def caption(self) -> str:
        return counted(self.voters, "member has answered", "members have answered")

    @property
    def people_head(self) -> list[str]:
        return ["Name", *(str(line.option) for line in self.lines)]

    @property
    def people_rows(self) -> list[list[str]]:
        return [[name, *said] for name, said in self.by_person]

    @property
    def by_person(self) -> list[tuple[str, list[str]]]:
        found: dict[str, dict[int, str]] = defaultdict(dict)
        for vote in self.votes:
            found[str(vote.user)][vote.option_id] = vote.get_says_display()
        options = [line.option.pk for line in self.lines]
        return sorted((name, [said.get(key, "Not said") for key in options]) for name, said in found.items())

    def of(self, user: AbstractBaseUser) -> dict[int, str]:
        return {vote.option_id: vote.says for vote in self.votes if vote.user_id == user.pk}
