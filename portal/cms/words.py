"""The words of a body as plain text, for search and feeds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.html import strip_tags
from django.utils.text import slugify
from wagtail.blocks import StreamValue, StructValue


def plain_text(stream: StreamValue) -> str:
    """What a reader would read in these blocks."""
    if not stream:
        return ""
    return "\n".join(strip_tags(str(text)) for text in stream.stream_block.get_searchable_content(stream))


def anchor_of(question: str) -> str:
    """The part of a page's address that leads to this question."""
    return f"q-{slugify(question)[:80]}"


def questions_in(value: Any) -> Iterator[tuple[str, str]]:
    """Each (question, answer in plain text) in a stream and in the streams within it."""
    for child in value or ():
        if child.block_type == "questions":
            yield from ((row["question"], strip_tags(str(row["answer"].source))) for row in child.value)
        elif isinstance(child.value, StructValue):
            for inner in child.value.values():
                if isinstance(inner, StreamValue):
                    yield from questions_in(inner)
