"""The words of a body as plain text, for search and feeds."""

from __future__ import annotations

from django.utils.html import strip_tags
from wagtail.blocks import StreamValue


def plain_text(stream: StreamValue) -> str:
    """What a reader would read in these blocks."""
    if not stream:
        return ""
    return "\n".join(strip_tags(str(text)) for text in stream.stream_block.get_searchable_content(stream))
