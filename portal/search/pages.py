"""How a page says what it may be found by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wagtail.fields import StreamField
from wagtail.models import Page

from portal.cms.models import BasePage
from portal.cms.words import anchor_of, questions_in

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


def questions_of(page: Page) -> Iterator[tuple[str, Findable]]:
    """The questions that a live page answers, each with an address of its own."""
    if not isinstance(page, BasePage) or not page.live:
        return
    streams = [getattr(page, field.name) for field in page._meta.get_fields() if isinstance(field, StreamField)]
    for question, answer in (found for stream in streams for found in questions_in(stream)):
        anchor = anchor_of(question)
        yield (
            f"faq:{page.pk}-{anchor}"[:120],
            Findable(
                kind="faq",
                title=question,
                summary=answer[:300],
                body=answer,
                url=f"{page.get_url() or ''}#{anchor}",
                audience=page.audience(),
                fresh_at=page.search_freshness(),
                standing=page.search_standing(),
                page=page.pk,
            ),
        )
