"""Which watched phrases stand in what somebody is about to say. Asked in forms, and where it is decided what waits."""

from __future__ import annotations

from .models import WatchedPhrase
from .models.phrases import bare
from .text import as_words

What = WatchedPhrase.What


def watched_in(*texts: str) -> list[WatchedPhrase]:
    """One query, whatever the number of phrases."""
    words = [bare(as_words(text)) for text in texts if text]
    return [phrase for phrase in WatchedPhrase.objects.all() if any(phrase.stands_in(text) for text in words)]


def reasons(found: list[WatchedPhrase]) -> list[str]:
    """What the writer reads: each reason once."""
    return list(dict.fromkeys(phrase.because for phrase in found if phrase.because))
