"""Places in a Word file, in square brackets, that a trust fills with its own words.

Editors write them as people do on paper: [Name of the trust], [PALS]. What is no place of the trust ([Date], [invoice])
is left for whoever sends the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import IO, Any

from docx import Document
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

# What stands in the brackets, in any case -> what it is.
PLACES = {
    "name of the trust": "trust",
    "trust": "trust",
    "our trust": "trust",
    "name of the team": "team",
    "overseas visitor team": "team",
    "address of the overseas visitor team": "address",
    "address": "address",
    "telephone": "telephone",
    "phone": "telephone",
    "email": "email",
    "e-mail": "email",
    "pals": "pals",
    "logo": "logo",
}
LOGO_HEIGHT = Cm(1.8)
BRACKETS = re.compile(r"\[([^\[\]]{2,60})\]")


def places_in(file: IO[bytes]) -> tuple[set[str], list[str]]:
    """Which places of a trust a file has, and what else stands in brackets, in its order."""
    found: set[str] = set()
    others: list[str] = []
    for _part, paragraph in paragraphs_of(Document(file)):
        for words in BRACKETS.findall(text_of(paragraph)):
            if place := PLACES.get(" ".join(words.casefold().split())):
                found.add(place)
            elif words not in others:
                others.append(words)
    return found, others


def filled(file: IO[bytes], *, values: Mapping[str, str], logo: bytes | None, about: str, version: str) -> bytes:
    """The file with its places filled. A place without a value stays, so that nobody sends a gap unseen."""
    document = Document(file)
    for part, paragraph in list(paragraphs_of(document)):
        words = text_of(paragraph)
        if "[" not in words:
            continue
        written = BRACKETS.sub(lambda match: _value(match, values), words)
        if logo and "[logo]" in written.casefold():
            written = re.sub(r"\[logo\]", "", written, flags=re.I)
            Paragraph(paragraph, _Within(part)).add_run().add_picture(BytesIO(logo), height=LOGO_HEIGHT)  # type: ignore[arg-type]
        if written != words:
            _write(paragraph, words, written)
    document.core_properties.comments, document.core_properties.version = about[:250], version
    into = BytesIO()
    document.save(into)
    return into.getvalue()


def paragraphs_of(document: Any) -> Iterator[tuple[XmlPart, Any]]:
    """Of the body, tables, boxes, headers and footers."""
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart) and part.partname.startswith("/word/"):
            for paragraph in part.element.iter(qn("w:p")):
                yield part, paragraph


def text_of(paragraph: Any) -> str:
    return "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))


def _value(match: re.Match[str], values: Mapping[str, str]) -> str:
    place = PLACES.get(" ".join(match[1].casefold().split()), "")
    return ", ".join(values.get(place, "").split("\n")) or match[0]


def _write(paragraph: Any, before: str, after: str) -> None:
    """Word cuts a line into pieces where its look changes: the pieces before and after the change keep theirs."""
    pieces = list(paragraph.iter(qn("w:t")))
    same = _alike(before, after)
    tail = _alike(before[same:][::-1], after[same:][::-1])
    changed = (same, len(before) - tail)
    position, put = 0, False
    for piece in pieces:
        words = piece.text or ""
        start, end = position, position + len(words)
        position = end
        kept_before = words[: max(0, min(changed[0], end) - start)] if start < changed[0] else ""
        kept_after = words[max(0, changed[1] - start) :] if end > changed[1] else ""
        if end <= changed[0] or start >= changed[1]:
            continue
        new = "" if put else after[same : len(after) - tail]
        put = True
        piece.text = kept_before + new + kept_after
        piece.set(qn("xml:space"), "preserve")


def _alike(one: str, other: str) -> int:
    """How many characters are the same from the beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


class _Within:
    """What a paragraph asks for when it is given a picture: the part that keeps it."""

    def __init__(self, part: XmlPart) -> None:
        self.part = part
