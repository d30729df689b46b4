"""The sitemap: what anybody may see, and nothing else."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from wagtail.contrib.sitemaps import Sitemap
from wagtail.query import PageQuerySet

from .querysets import visible_pages


class PublicPages(Sitemap):
    """Pages of a public audience. They are read without their bodies: an address and a date is all it takes."""

    limit = 5000

    def items(self) -> PageQuerySet:
        root = self.get_wagtail_site().root_page
        pages = root.get_descendants(inclusive=True).order_by("path")
        return visible_pages(pages, AnonymousUser())
