"""The blocks of guidance: chapters with a title and a body."""

from __future__ import annotations

from wagtail import blocks

from portal.cms.blocks import BodyBlocks


class ChapterBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120)
    body = BodyBlocks()

    class Meta:
        icon = "list-ol"


class Chapters(blocks.StreamBlock):
    chapter = ChapterBlock()
