"""The agenda: sessions with their times, a title, and who leads, speaks and advises."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from wagtail import blocks


class SessionBlock(blocks.StructBlock):
    time = blocks.TimeBlock(label="Starts at")
    ends = blocks.TimeBlock(label="Ends at", required=False)
    title = blocks.CharBlock(max_length=150)
    chair = blocks.CharBlock(max_length=200, required=False, help_text="Name and role, where it is not the meeting's.")
    speakers = blocks.CharBlock(max_length=250, required=False, help_text="Names with their roles.")
    advisers = blocks.CharBlock(
        max_length=250, required=False, help_text="Who answers questions: names with their roles."
    )
    text = blocks.TextBlock(required=False, label="What it is about")

    class Meta:
        icon = "time"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        session = super().clean(value)
        if session["ends"] and session["ends"] <= session["time"]:
            message = "A session ends after it starts."
            raise blocks.StructBlockValidationError(block_errors={"ends": ValidationError(message)})
        return session

    def search_text(self, value: blocks.StructValue) -> str:
        return " ".join(filter(None, (value[name] for name in ("title", "chair", "speakers", "advisers", "text"))))


class Agenda(blocks.StreamBlock):
    session = SessionBlock()
