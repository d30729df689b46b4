"""Verbs of saved and recent searches: save, change, delete, take back, remember, forget; and tell what is new."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.http import QueryDict
from django.utils import timezone

from portal.audit.actions import log
from portal.cms.audience import takes_part, tokens_of
from portal.notifications.actions import happened
from portal.notifications.models import Happening

from .finding import found_since
from .forms import Asked
from .models import SearchEntry
from .saved import MOST_RECENT, RecentSearches, SavedSearch

FOUND = "search/found"
TAKE_BACK = timedelta(days=1)
SETTLED = timedelta(minutes=10)  # by then, whatever transaction wrote an entry has ended
CURRENT = timedelta(days=30)
MOST_TOLD = 10  # of one search in one sweep


@transaction.atomic
def save_search(*, person: AbstractBaseUser, name: str, address: str, tells: bool) -> SavedSearch:
    """Keep a search. What it finds now is not news."""
    last = SearchEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    saved = SavedSearch.objects.create(person=person, name=name, address=address, tells=tells, after=last)
    log(actor=person, action="search/saved", target=saved)
    return saved


@transaction.atomic
def change_search(*, saved: SavedSearch, name: str, tells: bool) -> None:
    """Another name, or whether it tells. What came while it was silent is not news."""
    if tells and not saved.tells:
        saved.after = SearchEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    saved.name, saved.tells = name, tells
    saved.save(update_fields=["name", "tells", "after"])
    log(actor=saved.person, action="search/changed", target=saved)


@transaction.atomic
def delete_search(*, saved: SavedSearch) -> None:
    """It is gone from the list and tells nothing; for a day it can be taken back."""
    saved.deleted_at = timezone.now()
    saved.save(update_fields=["deleted_at"])
    log(actor=saved.person, action="search/deleted", target=saved)


@transaction.atomic
def take_back(*, saved: SavedSearch) -> None:
    saved.deleted_at = None
    saved.save(update_fields=["deleted_at"])
    log(actor=saved.person, action="search/taken_back", target=saved)


@transaction.atomic
def remember_searches(*, person: AbstractBaseUser, remember: bool) -> None:
    """From now on, or no more: then those that were remembered go too."""
    if remember:
        RecentSearches.objects.get_or_create(person=person)
    else:
        RecentSearches.objects.filter(person=person).delete()
    log(actor=person, action="search/remembering", target=person, data={"remember": remember})


def note_search(*, person: Any, asked: Asked) -> None:
    """Remember a search of somebody who wants that."""
    recent = RecentSearches.objects.filter(person_id=person.pk).first() if person.is_authenticated else None
    if recent is None:
        return
    address = asked.address().removeprefix("?")
    recent.addresses = [address, *(one for one in recent.addresses if one != address)][:MOST_RECENT]
    recent.save(update_fields=["addresses", "changed_at"])


def tell_of_new(now: datetime) -> int:
    """Each thing that came since, once for each search, to whoever may see it now; how many were told."""
    SavedSearch.objects.filter(deleted_at__lt=now - TAKE_BACK).delete()
    _keep_audiences(now)
    last = SearchEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    told = 0
    for saved in SavedSearch.objects.kept().filter(tells=True, after__lt=last).select_related("person"):
        told += _tell(saved)
    settled = time.time_ns() // 1000 - int(SETTLED.total_seconds() * 1_000_000)
    before = SearchEntry.objects.filter(version__lt=settled).aggregate(last=Max("pk"))["last"] or 0
    SavedSearch.objects.filter(after__lt=before).update(after=before)
    return told


def _tell(saved: SavedSearch) -> int:
    if not takes_part(saved.person):
        return 0
    asked = Asked.of(QueryDict(saved.address))
    told = 0
    for hit in found_since(asked.query(tokens_of(saved.person)), after=saved.after, limit=100):
        if told == MOST_TOLD:
            break
        entry, key = hit.entry, f"{saved.pk}:{hit.entry.key}"
        if Happening.objects.filter(key=f"{FOUND}:{key}").exists():
            continue
        happened(
            kind=FOUND,
            about=entry,
            title=f"New in your search “{saved.name}”: {entry.title}",
            excerpt=entry.summary[:300],
            url=entry.url,
            audience=_audience(entry),
            key=key,
            to=[saved.person],
        )
        told += 1
    return told


def _keep_audiences(now: datetime) -> None:
    """News of a thing is for those who may see the thing as it is now: a digest asks again before it tells."""
    rows = list(Happening.objects.filter(kind=FOUND, at__gte=now - CURRENT))
    keys = {int(row.about.rpartition(":")[2]) for row in rows}
    entries = SearchEntry.objects.live().with_audiences().in_bulk(keys)
    for row in rows:
        entry = entries.get(int(row.about.rpartition(":")[2]))
        audience = _audience(entry) if entry else []
        if row.audience != audience:
            Happening.objects.filter(pk=row.pk).update(audience=audience)


def _audience(entry: SearchEntry) -> list[str]:
    return sorted(token.token for token in entry.audience.tokens.all())
