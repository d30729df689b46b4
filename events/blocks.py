"""The agenda: sessions with a time, a title and who speaks."""

from __future__ import annotations

from wagtail import blocks


class SessionBlock(blocks.StructBlock):
    time = blocks.TimeBlock(label="Starts at")
    title = blocks.CharBlock(max_length=150)
    speakers = blocks.CharBlock(max_length=250, required=False, help_text="Names with their roles.")
    text = blocks.TextBlock(required=False, label="What it is about")

    class Meta:
        icon = "time"


class Agenda(blocks.StreamBlock):
    session = SessionBlock()
