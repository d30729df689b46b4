"""Verbs of the roof: plant the pages that every portal starts with."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from portal.users.models import User

from .models import ContentPage, HomePage, Visit
from .plain import PAGES


@transaction.atomic
def plant_plain_pages(*, home: HomePage) -> list[ContentPage]:
    """Contact, accessibility, privacy and terms under the home page. Those that exist are left as editors have them."""
    present = set(home.get_children().values_list("slug", flat=True))
    planted = []
    for plain in PAGES:
        if plain.slug not in present:
            page = ContentPage(title=plain.title, slug=plain.slug, summary=plain.summary, body=plain.body)
            planted.append(home.add_child(instance=page))
    return planted


# Looking again within these hours is the same visit: what was new a moment ago still is.
ONE_VISIT = timedelta(hours=4)
AT_FIRST = timedelta(days=14)


@transaction.atomic
def note_visit(*, user: User) -> datetime:
    """Remember that somebody looked at their home now; says when they looked the time before."""
    now = timezone.now()
    visit, _new = Visit.objects.get_or_create(user=user, defaults={"seen_at": now, "before": now - AT_FIRST})
    if now - visit.seen_at > ONE_VISIT:
        visit.before, visit.seen_at = visit.seen_at, now
        visit.save(update_fields=["before", "seen_at"])
    return visit.before
