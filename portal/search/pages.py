"""How a page says what it may be found by."""

from __future__ import annotations

from collections.abc import Sequence

from wagtail.models import Page

from portal.cms.models import BasePage

from .findable import Findable


def key_of(page: Page) -> str:
    return f"page:{page.pk}"


def findables_of(page: Page) -> Sequence[Findable]:
    """What this page (of its own type) is found as now: nothing while it is not live or has no kind.

    A page type with several audiences answers `findables()` itself, from the richest to the plainest.
    """
    if not isinstance(page, BasePage) or not page.search_kind or not page.live:
        return []
    if hasattr(page, "findables"):
        return list(page.findables())
    within = page.search_within()
    return [
        Findable(
            kind=page.search_kind,
            title=page.title,
            summary=page.summary,
            body=page.search_body(),
            url=page.get_url() or "",
            topics=sorted(page.topics.names()),
            facets={**page.search_facets(), **({"network": [within]} if within else {})},
            audience=page.audience(),
            fresh_at=page.search_freshness(),
            standing=page.search_standing(),
            page=page.pk,
        )
    ]
