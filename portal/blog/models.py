"""The blog: posts with bylines, their categories, and the governments whose time a post may be of."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable
from wagtail.snippets.models import register_snippet

from networks.models import NetworkContentMixin
from portal.cms.audience import PUBLIC, may_see
from portal.cms.blocks import BodyBlocks
from portal.cms.models import BasePage, BodyField, WaitsInPauses
from portal.cms.panels import PausePanel
from portal.cms.words import plain_text
from portal.privacy.editing import SnippetForm

from .editing import PostForm
from .querysets import CategoryQuerySet, GovernmentQuerySet, PostManager

POSTS_ON_A_PAGE = 10


@register_snippet
class Category(models.Model):
    """What a post is filed under."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    description = models.CharField(max_length=250, blank=True)

    objects = CategoryQuerySet.as_manager()
    base_form_class = SnippetForm
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("blog:category", args=[self.slug])


@register_snippet
class Government(models.Model):
    """A government of the United Kingdom. A post dated inside the term of one that has ended says so."""

    name = models.CharField(
        max_length=150, unique=True, help_text="As the banner says it: 2010 to 2015 Conservative and … government"
    )
    took_office = models.DateField()
    left_office = models.DateField(null=True, blank=True, help_text="Empty while it is in office.")

    objects = GovernmentQuerySet.as_manager()
    base_form_class = SnippetForm
    panels = [FieldPanel("name"), FieldRowPanel([FieldPanel("took_office"), FieldPanel("left_office")])]

    class Meta:
        ordering = ["-took_office"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.left_office and self.took_office and self.left_office <= self.took_office:
            raise ValidationError({"left_office": "Choose a day after it took office."})


class BlogIndexPage(BasePage):
    """The front of the blog: a featured post, then all that its reader may see, newest first."""

    featured = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="featured post"
    )

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["blog.PostPage"]
    content_panels = [*BasePage.content_panels, PageChooserPanel("featured", "blog.PostPage")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        posts = PostPage.objects.visible_to(request.user)
        around = sidebar(request.user)
        pages = Paginator(posts.for_cards(), POSTS_ON_A_PAGE)
        pages.count = around.pop("count")  # the months know it already
        listing = pages.get_page(request.GET.get("page"))
        if self.featured_id and listing.number == 1:
            context["featured"] = posts.filter(pk=self.featured_id).first()
        return context | {"posts": listing} | around


class PostPage(WaitsInPauses, NetworkContentMixin, BasePage):
    """A post: national under the blog, or a network's own."""

    posted_on = models.DateField(default=timezone.localdate, null=True, blank=True, db_index=True)
    updated_on = models.DateField(null=True, blank=True, help_text="Shown when it is later than the day of posting.")
    categories = ParentalManyToManyField(Category, related_name="posts", blank=True)
    themes = ParentalManyToManyField("cms.Theme", related_name="posts", blank=True)
    body = BodyField(BodyBlocks(), blank=True)
    comments_open = models.BooleanField(default=True)
    contact = models.EmailField(
        "contact's address",
        blank=True,
        help_text="A shared mailbox for questions about this post. Empty: readers are led to the contact page.",
    )

    objects = PostManager()

    search_kind = "post"
    called = "post"
    parent_page_types = ["blog.BlogIndexPage", "networks.NetworkPage"]
    subpage_types: list[str] = []
    base_form_class = PostForm
    content_panels = [
        PausePanel(),
        *BasePage.content_panels,
        InlinePanel("bylines", label="Byline", heading="By"),
        FieldRowPanel([FieldPanel("posted_on"), FieldPanel("updated_on")], heading="Dates"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("categories", widget=forms.CheckboxSelectMultiple),
                FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
                FieldPanel("topics"),
            ],
            heading="How people find it",
        ),
        MultiFieldPanel([FieldPanel("comments_open"), FieldPanel("contact")], heading="Comments and questions"),
    ]

    class Meta:
        verbose_name = "post"

    @property
    def shown_update(self) -> Any:
        """The day of the update, if it is worth saying."""
        late = self.updated_on and (self.posted_on is None or self.updated_on > self.posted_on)
        return self.updated_on if late else None

    @property
    def byline(self) -> str:
        return ", ".join(str(byline) for byline in self.bylines.all())

    @property
    def footnotes(self) -> list[Any]:
        return [block for block in self.body if block.block_type == "footnote"]

    def waits(self) -> bool:
        """A post of an open network is for the public, too."""
        return may_see(AnonymousUser(), self.audience())

    def is_for_anybody(self) -> bool:
        return PUBLIC in self.audience()

    def government_of_its_time(self) -> Government | None:
        """The ended government in whose term it is dated, for the history-mode banner."""
        if self.posted_on is None:
            return None
        then = Government.objects.in_office_on(self.posted_on).first()
        ended = then is not None and then.left_office is not None and then.left_office <= timezone.localdate()
        return then if ended else None

    def can_comment(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        return self.comments_open and super().can_comment(user)

    def takes_guest_comments(self) -> bool:
        return self.comments_open and super().takes_guest_comments()

    def search_facets(self) -> dict[str, list[tuple[str, str]]]:  # type: ignore[override]
        return {
            "category": [(category.slug, category.name) for category in self.categories.all()],
            "theme": [(theme.slug, theme.name) for theme in self.themes.all()],
        }

    def news_touches(self) -> list[models.Model]:
        """Its tags, categories, themes and named writers; and the programme, where it speaks for nobody else."""
        national = [] if self.network() else [BlogIndexPage.objects.first()]
        writers = [byline.user for byline in self.bylines.all() if byline.user]
        found = [*super().news_touches(), *self.categories.all(), *self.themes.all(), *writers, *national]
        return [thing for thing in found if thing is not None]

    def search_body(self) -> str:
        return "\n".join(part for part in (plain_text(self.body), self.byline) if part)

    def search_freshness(self) -> datetime | None:
        return timezone.make_aware(datetime.combine(self.posted_on, time(9))) if self.posted_on else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        posts = PostPage.objects.visible_to(request.user)
        earlier, later = posts.sibling_of(self).around(self) if self.posted_on and self.pk else (None, None)
        return context | {
            "government": self.government_of_its_time(),
            "earlier": earlier,
            "later": later,
            "related": list(posts.related_to(self)[:3]) if self.pk else [],
            "trail": self.trail(),
        }

    def trail(self) -> list[tuple[str, str]]:
        """The way here, known without asking the page tree."""
        network = self.network()
        if network is None:
            return [("Home", "/"), ("Blog", "/blog/")]
        return [("Home", "/"), ("Networks", "/networks/"), (network.page.title, network.page.get_url() or "/networks/")]


class Byline(Orderable):
    """Who wrote a post, as it was then. It may point to an account, and outlives it."""

    post = ParentalKey(PostPage, on_delete=models.CASCADE, related_name="bylines")
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=150, blank=True)
    on_behalf_of = models.CharField(max_length=150, blank=True, help_text="For example a hospital or another team.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="bylines", verbose_name="account"
    )

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("job_title")]),
        FieldRowPanel([FieldPanel("on_behalf_of"), FieldPanel("user")]),
    ]

    def __str__(self) -> str:
        return self.name


def sidebar(user: AbstractBaseUser | AnonymousUser) -> dict[str, Any]:
    """Ways into the blog: categories and months, with how many posts this reader finds there, and in all."""
    months = list(PostPage.objects.visible_to(user).months())
    return {
        "categories": list(Category.objects.with_counts(user)),
        "months": [month for month in months if month["month"]][:24],
        "count": sum(month["posts"] for month in months),
    }
