"""The demonstration's toolbox as search has it, without its pages: those take half a minute to publish."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from portal.cms.audience import PUBLIC
from portal.demo import decisions
from portal.demo.cast import Cast
from portal.demo.further_tool_texts import FURTHER
from portal.demo.tool_texts import TOOLS, Tool
from portal.files import extract
from portal.search.actions import put
from portal.search.findable import Findable
from portal.search.finding import Query, search

from . import DEPTH

LONDON = "network:london"
PLANNED = "Which papers came with planned treatment?"  # the decision tool with questions of its own


def load_toolbox() -> None:
    for tool in [*TOOLS, *FURTHER]:
        _put(
            title=tool.title,
            kind="guidance" if tool.type == "guidance" else "tool",
            summary=tool.summary,
            body="\n".join(_body(tool)),
            topics=sorted(tool.topics),
            audience=[LONDON if tool.network else PUBLIC],
            fresh_at=timezone.now() - timedelta(days=tool.published),
            standing=-1 if tool.review_in < 0 else 0,
        )
    _put(
        title=PLANNED,
        kind="tool",
        summary="Questions about an S2 or another paper, and what to check before anybody decides.",
        body="\n".join(_texts(decisions.steps(Cast(sections={}))[1:])),
        audience=[PUBLIC],
        fresh_at=timezone.now() - timedelta(days=20),
    )


def found(text: str) -> list[str]:
    """The slugs of what a member in London finds, best first."""
    answer = search(Query(text=text, tokens=(PUBLIC, LONDON), kinds=("tool", "guidance"), per_page=DEPTH))
    return [hit.entry.key.partition(":")[2] for hit in answer.hits]


def _put(*, title: str, **fields: Any) -> None:
    slug = slugify(title)
    put(key=f"judged:{slug}", entries=[Findable(title=title, url=f"/toolbox/{slug}/", **fields)])


def _body(tool: Tool) -> Iterator[str]:
    """What `EntryPage.search_body` says."""
    yield from tool.body
    for title, texts in tool.chapters:
        yield from (title, *texts)
    yield from (tool.same, tool.edition)
    for label, name, _version, make in tool.files:
        kind = PurePath(name).suffix.lstrip(".")
        yield from (label, name, *extract.READERS[kind](io.BytesIO(make())))


def _texts(value: Any) -> Iterator[str]:
    """Every text of a nested value that somebody reads."""
    if isinstance(value, str) and " " in value:
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        yield from _texts(inner)
