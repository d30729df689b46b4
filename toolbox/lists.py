"""What was said of a draft and answered, as a list to take away: for its readers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import models
from django.http import Http404
from django.utils import timezone

from portal.files.tables import Column, Table

from .drafting import may_edit
from .models import DraftForComment, DraftRemark, ReadingRequest
from .receipts import may_follow_up, people_of, still_waits
from .reviewing import to_check_by


class DraftRemarksTable(Table):
    """The comments on one draft: `?draft=3`."""

    key = "toolbox/draft-comments"
    title = "Comments on a draft"
    columns = [
        Column("Paragraph", "paragraph.number", "number"),
        Column("It said", "paragraph.words"),
        Column("Comment", "shown"),
        Column("By", "by"),
        Column("Written", "at", "moment"),
        Column("Answer", "get_answer_display"),
        Column("Reason", "reason"),
        Column("Answered", "answered_at", "moment"),
    ]
    coded = ("draft",)

    @cached_property
    def draft(self) -> DraftForComment:
        key = self.asked.get("draft", "")
        found = (
            DraftForComment.objects.filter(pk=key).first()
            if key.isascii() and key.isdigit() and len(key) < 10
            else None
        )
        if found is None:
            raise Http404("There is no such draft.")
        if not DraftForComment.objects.visible_to(self.user).filter(pk=found.pk).exists() and not may_edit(
            self.user, found.entry
        ):
            raise Http404("There is no such draft.")
        return found

    def rows(self) -> models.QuerySet:
        edits = may_edit(self.user, self.draft.entry)
        remarks = DraftRemark.objects.shown_to(self.user, edits=edits).filter(paragraph__draft=self.draft)
        return remarks.select_related("paragraph", "writer").order_by("paragraph__number", "at", "pk")

    def target(self) -> DraftForComment:
        return self.draft

    def name(self) -> str:
        return f"Comments on {self.draft}"


class ReadingsTable(Table):
    """Who has confirmed a reading, and who has not: `?reading=3`."""

    key = "toolbox/readings"
    title = "Read and confirmed"
    columns = [
        Column("Name", "said_name"),
        Column("Trust", "said_trust"),
        Column("State", "state"),
        Column("Confirmed", "confirmed_at", "moment"),
        Column("Version", "confirmed_version"),
    ]
    coded = ("reading",)

    @cached_property
    def reading(self) -> ReadingRequest:
        key = self.asked.get("reading", "")
        known = key.isascii() and key.isdigit() and len(key) < 10
        found = ReadingRequest.objects.select_related("entry").filter(pk=key).first() if known else None
        if found is None or not may_follow_up(self.user, found):
            raise Http404("There is no such request.")
        return found

    def rows(self) -> models.QuerySet:
        return people_of(self.reading)

    def dressed(self, rows: list[Any]) -> Iterable[Any]:
        for person in rows:
            person.said_name, person.said_trust = str(person), str(person.trust or "")
            person.state = "To confirm" if still_waits(self.reading, person) else "Confirmed"
        return rows

    def target(self) -> ReadingRequest:
        return self.reading

    def name(self) -> str:
        return f"Read and confirmed: {self.reading.entry}"


class ReviewsTable(Table):
    """Tools that must be checked soon, are late or in the archive: of those whom this person asks after."""

    key = "toolbox/reviews"
    title = "Tools to check"
    columns = [
        Column("Tool", "title"),
        Column("Type", "get_type_display"),
        Column("Owner", "owner_name"),
        Column("Contact", "contact_name"),
        Column("Last reviewed", "last_reviewed", "date"),
        Column("Review by", "review_by", "date"),
        Column("Step", lambda entry: entry.review_step.get_step_display() if hasattr(entry, "review_step") else ""),
    ]

    def rows(self) -> models.QuerySet:
        return to_check_by(self.user, timezone.localdate())
