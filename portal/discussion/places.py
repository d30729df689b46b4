"""The networks as places in the page tree: which one a page stands in, and which somebody looks after."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from wagtail.models import Page

from portal.cms.audience import providers
from portal.cms.models import BasePage
from portal.cms.querysets import visible_pages


class Places:
    """The homes of all networks, asked once for a request."""

    def __init__(self) -> None:
        (self.provider,) = providers("places")
        self.all: list[Page] = list(self.provider().order_by("depth", "title"))

    def of(self, path: str) -> Page | None:
        """The home of the network that a page with this path stands in, the nearest; None for a national page."""
        return next((place for place in reversed(self.all) if path.startswith(place.path)), None)

    def looked_after_by(self, user: AbstractBaseUser) -> list[Page]:
        keys = set(self.provider(looked_after_by=user).values_list("pk", flat=True))
        return [place for place in self.all if place.pk in keys]

    def known_to(self, user: AbstractBaseUser | AnonymousUser) -> list[Page]:
        """Those whose home this person may see: all but confidential networks of others."""
        keys = set(visible_pages(self.provider(), user).values_list("pk", flat=True))
        return [place for place in self.all if place.pk in keys]

    def within(self, places: Iterable[Page], column: str) -> Q:
        """Of rows with a page's path in `column`: those that stand in one of these places, and in no nearer one."""
        wanted, found = {place.pk for place in places}, Q(pk__in=[])
        for place in self.all:
            if place.pk in wanted:
                here = Q(**{f"{column}__startswith": place.path})
                for other in self.all:
                    if other.pk not in wanted and other.path != place.path and other.path.startswith(place.path):
                        here &= ~Q(**{f"{column}__startswith": other.path})
                found |= here
        return found


def place_of(page: Page) -> Page | None:
    """The home of the network that a page stands in or is; None for a national page."""
    (provider,) = providers("places")
    return provider().filter(pk__in=page.get_ancestors(inclusive=True).values("pk")).order_by("-depth").first()


def audience_for(page: BasePage) -> str:
    """The token a new thread keeps, where a page narrows its discussions; empty where they are for its readers."""
    narrowed = set(page.discussion_audience())
    return "" if narrowed == set(page.audience()) else next(iter(sorted(narrowed)))
