"""A tool's draft as paragraphs: the words that are meant for readers, and nothing else that an editor has typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from wagtail import blocks
from wagtail.blocks import StreamValue

from networks.models import Network
from portal.cms.blocks import TableBlock
from portal.discussion.places import Places

from .models import EntryPage

PIECES = ["h2", "h3", "h4", "p", "li"]


def may_edit(user: AbstractBaseUser | AnonymousUser, entry: EntryPage) -> bool:
    """Whether somebody writes this tool: they open its draft for comment, and answer."""
    return user.is_authenticated and bool(entry.permissions_for_user(user).can_edit())


def networks_for(entry: EntryPage, *, by: AbstractBaseUser) -> list[Network]:
    """Whose members may be asked: those of its own network alone, of a national tool those of any that one sees."""
    if (network := entry.network()) is not None:
        return [network]
    pages = [page.pk for page in Places().known_to(by)]
    return list(Network.objects.select_related("page").filter(page__in=pages).order_by("page__title"))


def paragraphs_of(entry: EntryPage) -> list[tuple[str, str]]:
    """Of its latest draft: (chapter that begins here, words), in reading order."""
    return paragraphs_in(entry.get_latest_revision_as_object())


def paragraphs_in(entry: EntryPage) -> list[tuple[str, str]]:
    """Of the page as it is given: (chapter that begins here, words), in reading order."""
    found = [("", words) for words in _words_of(entry.body)]
    for chapter in entry.chapters:
        inside = [("", words) for words in _stream(chapter.value["body"])]
        found += [
            (chapter.value["title"], words) if not place else (head, words)
            for place, (head, words) in enumerate(inside)
        ]
    return found


def _words_of(stream: StreamValue) -> list[str]:
    return list(_stream(stream))


def _stream(stream: StreamValue) -> Iterator[str]:
    for child in stream:
        for words in _block(child.block, child.value):
            if words := " ".join(words.split()):
                yield words


def _block(block: blocks.Block, value: Any) -> Iterator[str]:
    if isinstance(block, blocks.RichTextBlock):
        yield from _rich(value.source)
    elif isinstance(block, TableBlock):
        yield from [value["caption"], " | ".join(value["header"])]
        yield from (" | ".join(row) for row in value["rows"])
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _block(child, value[name])
    elif isinstance(block, blocks.ListBlock):
        for one in value:
            yield from _block(block.child_block, one)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield value or ""


def _rich(html: str) -> Iterator[str]:
    soup = BeautifulSoup(html, "html.parser")
    pieces = [piece for piece in soup.find_all(PIECES) if piece.find(PIECES) is None]
    yield from (piece.get_text(" ") for piece in pieces) if pieces else [soup.get_text(" ")]
