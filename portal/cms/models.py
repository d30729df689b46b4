"""What every page has: a summary, topics, themes, and an audience that one oracle asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import Http404, HttpRequest
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail.snippets.models import register_snippet
from wagtail.url_routing import RouteResult

from portal.privacy.editing import PageForm, SnippetForm

from .audience import PUBLIC, may_see
from .pauses import Pause, SafetyCorrection, WaitsInPauses
from .querysets import BasePageManager

__all__ = ["BasePage", "BodyField", "Pause", "SafetyCorrection", "Theme", "WaitsInPauses"]

register_snippet(Pause)


class BodyField(StreamField):
    """A StreamField that keeps its blocks out of migrations: editing blocks is not a change of the database."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


@register_snippet
class Theme(models.Model):
    """A theme of practice, for example debt recovery. The same ten words for tools, people and meetings."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=0)

    base_form_class = SnippetForm
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("order")]

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class PageTopic(TaggedItemBase):
    """A free tag on a page."""

    content_object = ParentalKey(Page, on_delete=models.CASCADE, related_name="topic_items")


class PageAudience(models.Model):
    """One token of a page's audience, written whenever the page is saved, published or moved."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="audience_rows")
    token = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "token"], name="one_row_for_page_and_token")]
        indexes = [models.Index(fields=["token", "page"])]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.token}"


class CollectionAudience(models.Model):
    """One token of the audience of a collection's files. One without a row is as what it lies in."""

    collection = models.ForeignKey("wagtailcore.Collection", models.CASCADE, related_name="audience_rows")
    token = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["collection", "token"], name="one_row_for_collection_and_token")]

    def __str__(self) -> str:
        return f"{self.collection_id}: {self.token}"


class BasePage(Page):
    """The kind of every page. What a page says of itself is asked here and answered by its own type."""

    summary = models.CharField(
        max_length=300, blank=True, help_text="One or two sentences: shown in lists, search results and feeds."
    )
    topics = ClusterTaggableManager(through="cms.PageTopic", blank=True, verbose_name="tags")

    objects = BasePageManager()
    base_form_class = PageForm

    # Privacy is the audience's alone: Wagtail's own view restrictions would be a second truth.
    private_page_options: list[str] = []
    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    # Whether questions and discussions are started here (a network), beside the comments any page may take.
    takes_threads = False

    # What search calls this page ("tool", "meeting" …); empty means: not findable.
    search_kind = ""
    called = "page"  # what readers call one of these

    class Meta:
        abstract = True

    def audience(self) -> Iterable[str]:
        """The tokens of those who may see this page (see portal.cms.audience)."""
        return [PUBLIC]

    def audience_inside(self) -> Iterable[str]:
        """The tokens of those who see what stands below this page, where that says nothing else."""
        return self.audience()

    def may_be_seen_by(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        return may_see(user, [row.token for row in self.audience_rows.all()])

    def can_comment(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Whether this person may write under this page."""
        return False

    def edition_now(self) -> str:
        """What its published edition is called, where something may be checked against it; else empty."""
        return ""

    def takes_guest_comments(self) -> bool:
        """Whether somebody without an account may write, to be held for moderation."""
        return False

    def discussion_audience(self) -> Iterable[str]:
        """The tokens of those who may read what is said here: the page's own unless it narrows them."""
        return self.audience()

    def moderators(self) -> Iterable[AbstractBaseUser]:
        """The people who look after comments here; nobody means the programme's staff."""
        return []

    def news_group(self) -> models.Model | None:
        """The network whose members hear of what happens here; None: nobody but those who follow."""
        return None

    def news_touches(self) -> Iterable[models.Model]:
        """What somebody may follow to hear of this page: its tags, and what its type adds."""
        return list(self.topics.all())

    def pause_region(self) -> int | None:
        """The region whose pauses of publication hold here; None: national."""
        return None

    def search_facets(self) -> dict[str, list[str]]:
        """The values to filter by in search, a list a facet."""
        return {}

    def search_body(self) -> str:
        """The words of the page beyond title and summary, as plain text."""
        return ""

    def search_within(self) -> tuple[str, str] | None:
        """The network it belongs to, as the address and as people say it, to search inside that network."""
        return None

    def search_freshness(self) -> datetime | None:
        """When the page was last good: newer comes first among equals."""
        return self.last_published_at or self.first_published_at

    def search_standing(self) -> int:
        """1 endorsed or checked (up in search), -1 stale or superseded (down), else 0."""
        return 0

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self.write_audience()

    def write_audience(self) -> None:
        """Make the rows say what `audience()` says. Safe to repeat."""
        wanted = set(self.audience())
        present = set(self.audience_rows.values_list("token", flat=True))
        if wanted != present:
            self.audience_rows.exclude(token__in=wanted).delete()
            PageAudience.objects.bulk_create(
                [PageAudience(page_id=self.pk, token=token) for token in wanted - present], ignore_conflicts=True
            )

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Never any (see `private_page_options`); Wagtail would ask with two queries on each request."""
        return PageViewRestriction.objects.none()

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a page below in one step. Wagtail would ask twice for each level of the tree."""
        if len(path_components) > 1:
            url_path = f"{self.url_path}{'/'.join(path_components)}/"
            below = Page.objects.filter(slug=path_components[-1], url_path=url_path, path__startswith=self.path)
            page = below.specific().first()
            if page is not None:
                return page.route(request, [])
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any):
        if not getattr(request, "is_preview", False):
            models.prefetch_related_objects([self], "audience_rows")  # "Who can see this?" reads the same rows
            if not self.may_be_seen_by(request.user):
                raise Http404
        return super().serve(request, *args, **kwargs)
