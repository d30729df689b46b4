"""Verbs of search: put a thing where people find it, and take it away. Called inside the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page, get_page_models

from portal.cms.audience import providers
from portal.cms.models import BasePage
from portal.notifications.models import Happening

from .engines.database import DatabaseEngine
from .entries import CONTENT, next_version, page_in, rows_of, same
from .findable import Findable
from .models import EntryFacet, SearchEntry
from .pages import findables_of, key_of, questions_of
from .tasks import feed_soon

MOST_REPAIRS = 500


@transaction.atomic
def put(*, key: str, entries: Iterable[Findable]) -> None:
    """Let `key` ("page:12", "thread:4") be found as these entries and no others, from the richest to the plainest.

    Safe to repeat: what has not changed is not written again. No entries is the same as `drop`.
    """
    wanted = rows_of(key, entries)
    present = {
        row.part: row for row in SearchEntry.objects.select_for_update(no_key=True, of=("self",)).filter(key=key)
    }
    on_page = {row.page_id for row in wanted if row.page_id and page_in(key) is None}
    off_line = set(Page.objects.filter(pk__in=on_page, live=False).values_list("pk", flat=True)) if on_page else set()
    changed, narrowed = [], dict[int, SearchEntry]()
    for row in wanted:
        if row.page_id in off_line:
            row.state = SearchEntry.State.WITHDRAWN
        before = present.pop(row.part, None)
        row.fresh_at = row.fresh_at or (before.fresh_at if before else timezone.now())
        if before is None or not same(before, row):
            row.version = next_version(after=before.version if before else 0)
            changed.append(row)
            if before and before.audience_id != row.audience_id:
                narrowed[before.pk] = row
    _write(changed)
    for pk, row in narrowed.items():
        _tell_only(pk, row.audience.tokens.values_list("token", flat=True))
    _remove(row for row in present.values() if row.state != SearchEntry.State.GONE)


@transaction.atomic
def drop(*, key: str) -> None:
    """Let `key` be found by nobody from now on."""
    _remove(SearchEntry.objects.select_for_update(no_key=True).filter(key=key).exclude(state=SearchEntry.State.GONE))


@transaction.atomic
def put_page(*, page: Page) -> None:
    """Let a page be found as it says now, and again what stands on it (its discussions)."""
    put(key=key_of(page), entries=findables_of(page))
    on_it = SearchEntry.objects.filter(page_id=page.pk, state=SearchEntry.State.WITHDRAWN)
    _set_state(on_it, SearchEntry.State.LIVE)
    questions = dict(questions_of(page))
    for key, entry in questions.items():
        put(key=key, entries=[entry])
    asked_before = SearchEntry.objects.live().filter(page_id=page.pk, key__startswith=f"faq:{page.pk}-")
    _remove(asked_before.exclude(key__in=questions))


@transaction.atomic
def put_pages_below(*, page: Page) -> None:
    """The page and all below it say again what they are found by: their addresses or audiences changed."""
    for below in page.get_descendants(inclusive=True).live().specific().iterator():
        put_page(page=below)


@transaction.atomic
def withdraw_page(*, page: Page) -> None:
    """The page is not found any more; what stands on it is hidden until the page is back."""
    drop(key=key_of(page))
    _set_state(SearchEntry.objects.live().filter(page_id=page.pk), SearchEntry.State.WITHDRAWN)


def purge() -> int:
    """Delete the markers of what was dropped, once every engine knows."""
    gone = SearchEntry.objects.filter(state=SearchEntry.State.GONE)
    if settings.ELASTICSEARCH_URL:
        gone = gone.filter(indexed_version__gte=F("version"))
    return gone.delete()[0]


def repair() -> int:
    """Compare pages and rows by number: put what is missing, drop what should not be there; how many were wrong."""
    kinds = [model for model in get_page_models() if issubclass(model, BasePage) and model.search_kind]
    findable = Page.objects.live().type(*kinds) if kinds else Page.objects.none()
    rows = SearchEntry.objects.live().filter(key__startswith="page:")
    present = set(rows.values_list("page_id", flat=True))
    wanted = set(findable.values_list("pk", flat=True))
    for pk in sorted(present - wanted):
        drop(key=f"page:{pk}")
    missing = sorted(wanted - present)[:MOST_REPAIRS]
    for page in Page.objects.filter(pk__in=missing).specific():
        put_page(page=page)
    return len(present - wanted) + len(missing)


def reindex() -> int:
    """Ask every provider for everything it has, put it, and drop what no provider knows; how many things there are."""
    seen = set[str]()
    for provider in providers("search"):
        for key, entries in provider():
            put(key=key, entries=entries)
            seen.add(key)
    prefixes = {key.partition(":")[0] for key in seen}
    for key in SearchEntry.objects.live().values_list("key", flat=True).distinct():
        if key.partition(":")[0] in prefixes and key not in seen:
            drop(key=key)
    return len(seen)


def _write(rows: list[SearchEntry]) -> None:
    if not rows:
        return
    rows = SearchEntry.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key", "part"], update_fields=[*_columns(), "version"]
    )
    EntryFacet.objects.filter(entry__in=rows).delete()
    EntryFacet.objects.bulk_create(
        EntryFacet(entry=row, name=name, value=value, label=label) for row in rows for name, value, label in row.facets
    )
    DatabaseEngine().index(rows)
    feed_soon()


def _remove(rows: Iterable[SearchEntry]) -> None:
    """Leave the rows as markers for the engine to drop; nothing of what they said stays."""
    for row in rows:
        row.state = SearchEntry.State.GONE
        row.title, row.summary, row.body, row.topics, row.facets = "", "", "", [], []
        row.version = next_version(after=row.version)
        row.save(update_fields=["state", "title", "summary", "body", "topics", "facets", "version"])
        row.facet_rows.all().delete()
        _tell_only(row.pk, [])
        DatabaseEngine().index([row])
        feed_soon()


def _columns() -> list[str]:
    return [name.removesuffix("_id") for name in CONTENT]


def _set_state(rows: Iterable[SearchEntry], state: str) -> None:
    for row in rows:
        row.state = state
        row.version = next_version(after=row.version)
        row.save(update_fields=["state", "version"])
        live = state == SearchEntry.State.LIVE
        _tell_only(row.pk, row.audience.tokens.values_list("token", flat=True) if live else [])
        feed_soon()


def _tell_only(pk: int, tokens: Iterable[str]) -> None:
    """News that a saved search told of this entry is for those alone who may find it now."""
    Happening.objects.filter(about=f"{SearchEntry._meta.label_lower}:{pk}").update(audience=sorted(tokens))
