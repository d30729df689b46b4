"""Verbs of the roof: plant the pages that every portal starts with."""

from __future__ import annotations

from django.db import transaction

from .models import ContentPage, HomePage
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
