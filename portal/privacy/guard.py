"""The patient-identifier guard: what a text may hold, in sentences, and the text without it."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest

from .identifiers import Hit, Kind, Mask, find, redact
from .models import LocalPattern

MASKS = "privacy:masks"
MASKS_FOR = 300  # seconds
EXAMPLES = re.compile(r"^9{3}")  # NHS numbers that are never issued
_BLOCK = re.compile(r"</?(?:p|div|h[1-6]|li|ul|ol|br|hr|td|th|tr|table|blockquote)\b[^<>]*>", re.I)
_TAG = re.compile(r"<[^<>]*>")
_DIGITS = re.compile(r"\d\D{0,3}\d\D{0,3}\d\D{0,3}\d")


@dataclass(frozen=True)
class Verdict:
    """What was found in one text. It lives as long as the request; nothing of the text is kept."""

    text: str
    hits: tuple[Hit, ...] = ()
    allow: frozenset[Kind] = frozenset()
    masks: tuple[Mask, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.hits)

    @property
    def is_clear(self) -> bool:
        return any(hit.clear for hit in self.hits)

    @property
    def kinds(self) -> list[Kind]:
        """Each kind once, in the order of the text."""
        return list(dict.fromkeys(hit.kind for hit in self.hits))

    @property
    def clear_kinds(self) -> list[Kind]:
        return list(dict.fromkeys(hit.kind for hit in self.hits if hit.clear))

    @property
    def what(self) -> str:
        """ "an NHS number and a date of birth"."""
        return in_words(self.kinds)

    @property
    def sentence(self) -> str:
        verb = "It looks as if this contains" if self.is_clear else "This may contain"
        return f"{verb} {self.what}."

    def redacted(self) -> str:
        return redact(self.text, masks=self.masks, allow=self.allow)


def inspect(
    text: str, *, allow: Collection[Kind] = (), masks: Sequence[Mask] | None = None, examples: bool = False
) -> Verdict:
    """Look through a text or a file name. `masks`: of hospital numbers; by default those of all trusts.

    `examples`: NHS numbers of the range kept for tests (999) may stand, as guidance has to show what one looks like.
    """
    if not text or not any(letter.isdigit() for letter in text):
        return Verdict(text or "")
    known = tuple(local_masks() if masks is None and _DIGITS.search(text) else masks or ())
    hits = find(text, masks=known, allow=allow)
    if examples:
        hits = [hit for hit in hits if hit.kind is not Kind.NHS or not EXAMPLES.match(text[hit.start : hit.end])]
    return Verdict(text, tuple(hits), frozenset(allow), known)


def inspect_html(value: str, **kwargs: Any) -> Verdict:
    """Words of rich text as a reader sees them: a number half in bold is one number."""
    return inspect(html.unescape(_TAG.sub("", _BLOCK.sub("\n", value))), **kwargs)


def in_words(kinds: Iterable[Kind]) -> str:
    """ "an NHS number and a date of birth"."""
    words = [Kind(kind).one for kind in kinds]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def local_masks() -> list[Mask]:
    """The hospital numbers that trusts have described, from the cache: looking costs no query."""
    return cache.get_or_set(MASKS, _stored_masks, MASKS_FOR) or []


def _stored_masks() -> list[Mask]:
    return [pattern.as_mask() for pattern in LocalPattern.objects.all()]


# What was found while a request is answered. ----------------------------------------------------------------------


class Note(NamedTuple):
    """That something was found: never what."""

    kind: Kind
    place: str
    clear: bool
    outcome: str


_notes: ContextVar[list[Note] | None] = ContextVar("privacy_notes", default=None)


def begin_notes() -> list[Note]:
    notes: list[Note] = []
    _notes.set(notes)
    return notes


def end_notes() -> None:
    _notes.set(None)


def note(*, verdict: Verdict, place: str, outcome: str) -> None:
    """Remember for the end of the request that the guard found something here. Without a request nobody is told."""
    notes = _notes.get()
    if notes is None:
        return
    clear = set(verdict.clear_kinds)
    notes.extend(Note(kind, place[:80], kind in clear, outcome) for kind in verdict.kinds)


def warn(request: HttpRequest) -> None:
    """Tell an editor what was unclear and let through. Not while the editor saves by itself, twice a second."""
    if "json" in request.headers.get("Accept", ""):
        return
    unclear = dict.fromkeys(note.kind for note in _notes.get() or () if note.outcome == "passed")
    if unclear:
        messages.warning(request, f"This may contain {in_words(unclear)}. Check it before anybody reads it.")
