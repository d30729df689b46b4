"""Filling a portal with what others told long ago: news is written down, and nobody hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_quiet = ContextVar("news_quiet", default=False)


@contextmanager
def quietly() -> Iterator[None]:
    """For an import and the demonstration. What is published inside is known afterwards, so it never is news."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def is_quiet() -> bool:
    return _quiet.get()
