"""Verbs of the roof: plant the pages that every portal starts with, give it its address, note a visit."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from portal.cms.models import BasePage
from portal.programme.actions import set_up_analysts, set_up_editing
from portal.users.models import User

from .models import ContentPage, HomePage, Visit
from .plain import PAGES
from .sections import SECTIONS, WRITTEN_BY_THE_PROGRAMME

P = TypeVar("P", bound=BasePage)


@transaction.atomic
def plant_portal() -> dict[str, Page]:
    """The home page, its parts and plain pages, the site's address, and who may write. By slug; safe to repeat.

    What exists is left as editors have it, whatever they call it now: a part is known by the type of its page.
    """
    home = _plant_home()
    planted: dict[str, Page] = {"home": home}
    for model, slug, title, summary in SECTIONS:
        planted[slug] = model.objects.first() or _publish_below(home, model(title=title, slug=slug, summary=summary))
    plant_plain_pages(home=home)
    settle_address()
    set_up_editing(sections=[planted[slug] for slug in WRITTEN_BY_THE_PROGRAMME])
    set_up_analysts()
    return planted


@transaction.atomic
def plant_plain_pages(*, home: HomePage) -> list[ContentPage]:
    """Contact, accessibility, privacy and terms under the home page. Those that exist are left as editors have them."""
    present = set(home.get_children().values_list("slug", flat=True))
    return [
        _publish_below(home, ContentPage(title=plain.title, slug=plain.slug, summary=plain.summary, body=plain.body))
        for plain in PAGES
        if plain.slug not in present
    ]


@transaction.atomic
def settle_address() -> Site | None:
    """Permalinks, share links and the site map carry the address that people see (`PORTAL_URL`)."""
    address = urlsplit(settings.PORTAL_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first()
    if site and (site.hostname, site.port) != (address.hostname, port):
        site.hostname, site.port = address.hostname or "localhost", port
        site.save()
    return site


def _plant_home() -> HomePage:
    """Our home page, where Wagtail's own welcome page was."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        home = root.add_child(
            instance=HomePage(
                title=settings.PORTAL_NAME,
                slug="portal",
                lead="Ask colleagues in your region, use tools that worked elsewhere, and meet.",
            )
        )
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home, "site_name": settings.PORTAL_NAME},
        create_defaults={"hostname": "localhost", "root_page": home, "site_name": settings.PORTAL_NAME},
    )
    for page in Page.objects.filter(depth=2, slug="home").exact_type(Page):
        page.delete()
    home.refresh_from_db()
    if home.slug == "portal":
        home.slug = "home"
        home.save_revision().publish()
    return HomePage.objects.get(pk=home.pk)


def _publish_below(home: HomePage, page: P) -> P:
    home.refresh_from_db()
    home.add_child(instance=page)
    page.save_revision().publish()  # with a first version to go back to, and found by search at once
    return type(page).objects.get(pk=page.pk)


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
