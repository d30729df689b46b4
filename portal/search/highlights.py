"""Matched words marked, and the piece of a body around them: from the row as it is now, whatever engine found it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .query import Plan
from .words import WORD, fold, stem

SNIPPET = 220


class Marker:
    """Marks what a plan asked for in any text."""

    def __init__(self, plan: Plan) -> None:
        self.phrases: Collection[tuple[str, ...]] = {
            tuple(stem(word) for word in phrase) for phrase in [*plan.alternatives, *((word,) for word in plan.fuzzy)]
        }
        self.longest = max((len(phrase) for phrase in self.phrases), default=0)
        # A quick look before stemming: only places where a word begins like one that is asked for.
        starts = {re.escape(phrase[0][:-1] if len(phrase[0]) > 3 else phrase[0]) for phrase in self.phrases}
        self.hint = re.compile(rf"\b(?:{'|'.join(sorted(starts))})", re.IGNORECASE) if starts else None

    def mark(self, text: str) -> SafeString:
        parts, done = [], 0
        for start, end in self._spans(text):
            parts += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
            done = end
        return mark_safe("".join([*parts, escape(text[done:])]))

    def summary(self, summary: str, body: str) -> SafeString:
        """The summary when it says why this was found, or when the body does not; else a piece of the body."""
        if summary and (not self.phrases or next(self._spans(summary), None)):
            return self.mark(summary)
        return self._snippet(body) or self.mark(summary or _cut(body, 0))

    def _snippet(self, body: str) -> SafeString | None:
        if self.hint is None:
            return None
        for place in list(self.hint.finditer(body))[:200]:
            piece = _cut(body, max(0, place.start() - 60))
            if next(self._spans(piece), None):
                return self.mark(piece)
        return None

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        words = [(found.start(), found.end(), stem(fold(found.group()))) for found in WORD.finditer(text)]
        place = 0
        while place < len(words):
            for size in range(min(self.longest, len(words) - place), 0, -1):
                if tuple(word for _, _, word in words[place : place + size]) in self.phrases:
                    yield words[place][0], words[place + size - 1][1]
                    place += size
                    break
            else:
                place += 1


def _cut(text: str, start: int) -> str:
    """A piece from about here, at the borders of words, with dots where something is left out."""
    if start:
        start = text.find(" ", start) + 1 or start
    piece = text[start : start + SNIPPET]
    if start + SNIPPET < len(text):
        piece = piece.rpartition(" ")[0] or piece
        piece += " …"
    return f"… {piece}" if start and piece else piece
