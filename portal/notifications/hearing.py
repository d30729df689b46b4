"""Which notices may still become mail: unread, not muted since, and of things their person may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.contrib.auth import get_user_model

from portal.cms.audience import holding

from .models import Follow, Notice


def still_to_tell(notices: Sequence[Notice]) -> list[Notice]:
    """Asked at the moment of sending. A handful of queries, however many people and things."""
    unread = [notice for notice in notices if notice.read_at is None and notice.person.is_active]
    people = {notice.person_id for notice in unread}
    muted: dict[int, set[str]] = defaultdict(set)
    for person, thing in Follow.objects.filter(person__in=people, muted=True).values_list("person", "about"):
        muted[person].add(thing)
    holders = who_holds({token for notice in unread for token in notice.happening.audience}, people)
    return [
        notice
        for notice in unread
        if not notice.happening.silenced_by(muted[notice.person_id], by_name=notice.by_name)
        and any(notice.person_id in holders[token] for token in notice.happening.audience)
    ]


def who_holds(tokens: Iterable[str], people: Iterable[int]) -> dict[str, set[int]]:
    """Of these people, those who hold each token."""
    among = get_user_model()._default_manager.filter(pk__in=people)
    held: dict[str, set[int]] = defaultdict(set)
    for token in tokens:
        held[token] = set(among.filter(holding([token])).values_list("pk", flat=True))
    return held
