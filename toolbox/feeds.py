"""Atom feeds of the toolbox: what is new and updated, for anybody."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed

from portal.cms.models import Theme

from .models import EntryPage
from .querysets import EntryQuerySet

LONGEST = 50


class ToolboxFeed(Feed):
    feed_type = Atom1Feed
    title = "Toolbox: new and updated tools"
    subtitle = "Guidance, templates, procedures and case studies for overseas visitor teams."
    link = "/toolbox/"
    author_name = "Overseas Visitor Network"

    def entries(self) -> EntryQuerySet:
        """What anybody may see; a feed has no reader to ask."""
        return EntryPage.objects.visible_to(AnonymousUser()).newest().for_cards()

    def items(self, obj: Theme | None = None) -> EntryQuerySet:
        return self.entries()[:LONGEST]

    def item_title(self, item: EntryPage) -> str:
        return item.title

    def item_description(self, item: EntryPage) -> str:
        return item.summary

    def item_link(self, item: EntryPage) -> str:
        return item.get_url() or "/"

    def item_guid(self, item: EntryPage) -> str:
        return item.full_url

    def item_author_name(self, item: EntryPage) -> str:
        return item.owner_name

    def item_pubdate(self, item: EntryPage) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: EntryPage) -> datetime | None:
        return item.last_published_at

    def item_categories(self, item: EntryPage) -> list[str]:
        return [item.get_type_display(), *(theme.name for theme in item.themes.all())]


class ThemeFeed(ToolboxFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Theme:
        return get_object_or_404(Theme, slug=slug)

    def title(self, obj: Theme) -> str:  # type: ignore[override]
        return f"Toolbox: {obj.name}"

    def link(self, obj: Theme) -> str:  # type: ignore[override]
        return f"/toolbox/?theme={obj.slug}"

    def items(self, obj: Theme | None = None) -> EntryQuerySet:
        found = self.entries()
        return (found.in_facet("theme", [obj.slug]) if obj else found)[:LONGEST]
