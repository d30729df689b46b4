"""An archive that opens without the portal: chapters of rows as pages and CSV, with the files that belong to them."""

from __future__ import annotations

import csv
import io
import posixpath
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

import nh3
from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_valid_filename

from .tables import cell

BLOCK = 64 * 1024
# Files beyond this are named in the archive and not put in: it is fetched over a hospital's network.
MOST_BYTES = 1024**3
TAGS = {
    *("p", "br", "h2", "h3", "h4", "ul", "ol", "li", "strong", "b", "em", "i", "a", "blockquote", "hr"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "details", "summary", "figcaption"),
}
ATTRIBUTES = {"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}

Progress = Callable[[str, int], Any]  # the chapter that is being written, and how many rows there are so far


@dataclass(frozen=True)
class Row:
    """One row of a chapter. Its first cell leads to a page of its own, where it has one."""

    cells: Sequence[Any]
    page: str = ""  # safe HTML
    files: Sequence[tuple[str, FieldFile]] = ()


@dataclass(frozen=True)
class Chapter:
    """What one app has: `key` names its folder and its CSV."""

    key: str
    name: str
    columns: Sequence[str]
    rows: Iterable[Row]
    about: str = ""


@dataclass
class Written:
    """A chapter that is in the archive, for the contents."""

    chapter: Chapter
    count: int = 0
    files: int = 0


@dataclass
class Bundle:
    """Memory stays flat: rows pass one by one, files in blocks, tables in temporary files."""

    title: str
    about: str
    into: IO[bytes]
    progress: Progress = lambda chapter, done: None
    written: list[Written] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    done: int = 0
    taken: int = 0

    def write(self, chapters: Iterable[Chapter]) -> int:
        """Write the archive; how many rows it has."""
        with zipfile.ZipFile(self.into, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as self.zip:
            for chapter in chapters:
                self.written.append(self.chapter(chapter))
            words = {"written": self.written, "left_out": self.left_out, "about": self.about}
            self.page("index.html", "index", up="", heading=self.title, **words)
            self.zip.writestr("style.css", render_to_string("files/bundle/style.css"))
        return self.done

    def chapter(self, chapter: Chapter) -> Written:
        made = Written(chapter)
        with tempfile.TemporaryFile("w+b") as table, tempfile.TemporaryFile("w+b") as data:
            text = io.TextIOWrapper(data, encoding="utf-8-sig", newline="", write_through=True)
            lines = csv.writer(text)
            lines.writerow([*chapter.columns, "Files"])
            for row in chapter.rows:
                made.count += 1
                names = list(self.files(chapter, made.count, row))
                made.files += len(names)
                address = f"{made.count}.html" if row.page else ""
                if row.page:
                    words = {"row": row, "chapter": chapter, "names": names, "content": row.page}
                    self.page(f"{chapter.key}/{address}", "row", up="../", heading=row.cells[0], **words)
                lines.writerow([as_text(one) for one in row.cells] + [", ".join(names)])
                shown = {"cells": row.cells, "address": address, "names": names}
                table.write(render_to_string("files/bundle/_line.html", shown).encode())
                self.done += 1
                self.progress(chapter.name, self.done)
            text.detach()
            data.seek(0)
            self.copy(data, f"{chapter.key}/{chapter.key}.csv")
            table.seek(0)
            self.listing(made, table)
        return made

    def listing(self, made: Written, table: IO[bytes]) -> None:
        """The page of a chapter: its table is copied into the middle."""
        words = {"heading": made.chapter.name, "title": self.title, "up": "../", "made": made, "here": HERE}
        before, _, after = render_to_string("files/bundle/chapter.html", words).partition(HERE)
        with self.zip.open(f"{made.chapter.key}/index.html", "w", force_zip64=True) as page:
            page.write(before.encode())
            while block := table.read(BLOCK):
                page.write(block)
            page.write(after.encode())

    def page(self, name: str, template: str, **words: Any) -> None:
        now = {"title": self.title, "portal": settings.PORTAL_NAME, "made_at": timezone.now()}
        self.zip.writestr(name, render_to_string(f"files/bundle/{template}.html", now | words))

    def files(self, chapter: Chapter, number: int, row: Row) -> Iterator[str]:
        """The files of a row, by their place in the archive. What is missing or too much is named."""
        for name, content in row.files:
            place = f"files/{chapter.key}/{number}-{get_valid_filename(posixpath.basename(name) or 'file')}"
            try:
                size = content.size
            except OSError:
                self.left_out.append(f"{place} (the file is missing)")
                continue
            if self.taken + size > MOST_BYTES:
                self.left_out.append(f"{place} (the archive would be too large: fetch it from the portal)")
                continue
            self.taken += size
            with content.open("rb") as source:
                self.copy(source, place)
            yield place

    def copy(self, content: IO[bytes], name: str) -> None:
        with self.zip.open(name, "w", force_zip64=True) as target:
            while block := content.read(BLOCK):
                target.write(block)


HERE = "<!-- rows -->"


def as_text(value: Any) -> Any:
    """As in a list that is taken away: inert in whatever opens it."""
    value = cell(value)
    return value.isoformat(sep=" ", timespec="minutes") if hasattr(value, "hour") else value


def outward(tag: str, attribute: str, value: str) -> str | None:
    """Addresses inside the portal become whole."""
    if attribute == "href" and value.startswith("/") and not value.startswith("//"):
        return settings.PORTAL_URL.rstrip("/") + value
    return value


def plain_html(
    content: str,
    *,
    leads: Callable[[str, str, str], str | None] = outward,
    also: Mapping[str, set[str]] | None = None,
) -> SafeString:
    """What an editor wrote: headings, lists, tables, and links that lead to the portal. No scripts, no style.

    `leads` may send an address elsewhere: (tag, attribute, value) -> the value to write, or None for none.
    `also` are further tags that stay, with their attributes.
    """
    more = dict(also or {})
    attributes = {**ATTRIBUTES, **more}
    clean = nh3.clean(content, tags=TAGS | set(more), attributes=attributes, attribute_filter=leads, link_rel=None)
    return mark_safe(clean)
