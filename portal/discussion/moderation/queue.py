"""What waits for one person's decision: comments, reports about people, and appeals, the most urgent first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from portal.discussion.models import Appeal, Comment, Concern, Report, Thread, Waiting
from portal.discussion.places import Places

A_PAGE = 20
REPORTED, PERSON, APPEAL = str(Comment.Hold.REPORTED), "person", "appeal"
REASONS = {
    **{str(code): str(label) for code, label in Comment.Hold.choices},
    PERSON: "Reports about a person",
    APPEAL: "Appeals",
}
MODELS: dict[str, type[Waiting]] = {"comment": Comment, "person": Concern, "appeal": Appeal}


@dataclass(frozen=True)
class Ticket:
    """One thing in the queue, as light as a list of thousands needs it. `row` comes with the page it is shown on."""

    kind: str  # a key of MODELS
    pk: int
    due: datetime
    reasons: tuple[str, ...]
    place: int | None  # the home of its network
    row: Any = None
    is_left_over: bool = False  # the staff read it only because its network did not decide in time

    @property
    def words(self) -> list[str]:
        return [REASONS[code] for code in self.reasons if code in REASONS]


class Queue:
    """The queue of one moderator. `place` and `reason` narrow what is listed, not what is counted."""

    def __init__(self, user: AbstractBaseUser, *, place: str = "", reason: str = "") -> None:
        self.user, self.asked_place, self.asked_reason = user, place, reason
        self.is_staff = bool(getattr(user, "is_staff", False))
        self.places = Places()

    @cached_property
    def looked_after(self) -> list[Page]:
        return self.places.looked_after_by(self.user)

    @property
    def looks_after_anything(self) -> bool:
        return self.is_staff or bool(self.looked_after)

    @cached_property
    def comments(self) -> Any:
        """Those that wait, of the networks this person looks after; for staff also those they may read, or must now."""
        mine = self.places.within(self.looked_after, "thread__page__path")
        if self.is_staff:
            seen = Thread.objects.in_sight_of(self.user)
            left_over = self.places.within(self.places.known_to(self.user), "thread__page__path")
            mine |= Q(thread__in=seen) | (Q(reminded=Waiting.Reminded.STAFF) & left_over)
        own = Q(author=self.user.pk) & Exists(Report.objects.open().filter(comment=OuterRef("pk")))
        return Comment.objects.waiting().filter(mine).exclude(own)  # whoever is reported does not see by whom

    @property
    def concerns(self) -> QuerySet:
        """Reports about people: the programme's staff decide them, never about themselves."""
        return (
            Concern.objects.filter(decided_at=None).exclude(person=self.user.pk)
            if self.is_staff
            else Concern.objects.none()
        )

    @property
    def appeals(self) -> QuerySet:
        """Those against what somebody else decided: in networks this person looks after; for staff, all."""
        waiting = Appeal.objects.filter(outcome="").exclude(writer=self.user.pk)
        others = ~Q(comment__decided_by=self.user.pk) & ~Q(block__by=self.user.pk)
        if not self.is_staff:
            here = Q(comment__isnull=False) & self.places.within(self.looked_after, "comment__thread__page__path")
            here |= Q(block__isnull=False) & self.places.within(self.looked_after, "block__page__path")
            others &= here
        return waiting.filter(others)

    @cached_property
    def everything(self) -> list[Ticket]:
        """Light rows of all that waits, the most urgent first."""
        tickets = []
        for pk, due, made, held_for, state, path in self.comments.values_list(
            "pk", "decide_by", "created_at", "held_for", "state", "thread__page__path"
        ):
            reasons = tuple(held_for.split()) if state == Comment.State.HELD else (REPORTED,)
            tickets.append(Ticket("comment", pk, due or made, reasons, self._place(path)))
        for pk, due, opened in self.concerns.values_list("pk", "decide_by", "opened_at"):
            tickets.append(Ticket("person", pk, due or opened, (PERSON,), None))
        for pk, due, made, *paths in self.appeals.values_list(
            "pk", "decide_by", "created_at", "comment__thread__page__path", "block__page__path"
        ):
            tickets.append(Ticket("appeal", pk, due or made, (APPEAL,), self._place(next(filter(None, paths), ""))))
        return sorted(tickets, key=lambda ticket: (ticket.due, ticket.kind, ticket.pk))

    def _place(self, path: str) -> int | None:
        place = self.places.of(path)
        return place.pk if place else None

    @cached_property
    def listed(self) -> list[Ticket]:
        """What the filters leave. A value that nothing has leaves everything out."""
        found = self.everything
        if self.asked_place:
            found = [ticket for ticket in found if str(ticket.place or "none") == self.asked_place]
        if self.asked_reason:
            found = [ticket for ticket in found if self.asked_reason in ticket.reasons]
        return found

    def page(self, number: str | None) -> Any:
        """A page of tickets with their rows: the same queries for any number."""
        page = Paginator(self.listed, A_PAGE).get_page(number)
        page.object_list = self.with_rows(list(page.object_list))
        return page

    def with_rows(self, tickets: list[Ticket]) -> list[Ticket]:
        rows = {kind: self._rows(kind, [ticket.pk for ticket in tickets if ticket.kind == kind]) for kind in MODELS}
        left_over = self._left_over(rows["comment"])
        return [
            replace(t, row=rows[t.kind][t.pk], is_left_over=t.kind == "comment" and t.pk in left_over)
            for t in tickets
            if t.pk in rows[t.kind]
        ]

    def _left_over(self, comments: dict[int, Comment]) -> set[int]:
        late = [one for one in comments.values() if one.reminded == Waiting.Reminded.STAFF]
        if not late or not self.is_staff:
            return set()
        threads = Thread.objects.in_sight_of(self.user).filter(pk__in={one.thread_id for one in late})
        own, seen = {place.pk for place in self.looked_after}, set(threads.values_list("pk", flat=True))
        return {c.pk for c in late if c.thread_id not in seen and self._place(c.thread.page.path) not in own}

    def _rows(self, kind: str, keys: list[int]) -> dict[int, Any]:
        if not keys:
            return {}
        related = {
            "comment": ["thread__page", "author", "parent__author"],
            "person": ["person"],
            "appeal": ["comment__thread__page", "comment__author", "block__person", "block__page", "writer"],
        }[kind]
        rows = MODELS[kind]._default_manager.select_related("claimed_by", *related)
        if kind == "comment":
            rows = rows.prefetch_related("attachments")
        if kind != "appeal":
            rows = rows.prefetch_related(Prefetch("reports", Report.objects.open().select_related("reporter")))
        return rows.in_bulk(keys)

    def ticket(self, kind: str, pk: int) -> Ticket | None:
        """One thing that waits for this person, with its row; None where nothing waits or it is not theirs."""
        found = [ticket for ticket in self.everything if (ticket.kind, ticket.pk) == (kind, pk)]
        return next(iter(self.with_rows(found)), None)

    def next(self) -> Ticket | None:
        """The most urgent that nobody else has taken, within the filters."""
        return next((t for t in self.with_rows(self.listed[:A_PAGE]) if not t.row.is_taken_from(self.user)), None)

    @property
    def overdue(self) -> int:
        now = timezone.now()
        return sum(ticket.due < now for ticket in self.everything)

    def choices_of_place(self) -> list[tuple[str, str]]:
        """The networks where something waits, each with its count."""
        counts = Counter(ticket.place for ticket in self.everything)
        names: dict[int | None, str] = {place.pk: place.title for place in self.places.all} | {
            None: "National pages and people"
        }
        rows = sorted((names.get(place, ""), str(place or "none"), number) for place, number in counts.items())
        return [(key, f"{name} ({number})") for name, key, number in rows]

    def choices_of_reason(self) -> list[tuple[str, str]]:
        counts = Counter(code for ticket in self.everything for code in ticket.reasons)
        return [(code, f"{words} ({counts[code]})") for code, words in REASONS.items() if counts[code]]
