"""What was said of a draft and answered, as a list to take away: for its readers."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.http import Http404

from portal.files.tables import Column, Table

from .drafting import may_edit
from .models import DraftForComment, DraftRemark


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
