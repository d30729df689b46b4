"""The kinds of news there are: each app declares its own, with the words people choose by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from .models.news import Level


@dataclass(frozen=True, kw_only=True)
class NewsKind:
    """A kind of news. People choose by `topic`, a family of kinds that share `name`: "replies", "meetings"."""

    key: str  # "discussion/reply"
    topic: str  # "replies"
    name: str  # "Replies to you, and mentions"
    level: str = Level.DIGEST  # how people hear who have chosen nothing
    members: bool = True  # whether all members of a network hear of it, or only those who follow


@cache
def kinds() -> dict[str, NewsKind]:
    """Every kind by its key, as the apps declare them."""
    found = [kind for path in settings.PORTAL_PROVIDERS["news"] for kind in import_string(path)()]
    return {kind.key: kind for kind in found}


def topics() -> dict[str, str]:
    """What people choose by: each topic with its name."""
    return {kind.topic: kind.name for kind in kinds().values()}


def default_level(topic: str) -> str:
    """How people hear of a topic who have chosen nothing."""
    return next(kind.level for kind in kinds().values() if kind.topic == topic)


def kinds_of(topic: str) -> list[str]:
    """Keys of the kinds of a topic."""
    return [key for key, kind in kinds().items() if kind.topic == topic]
