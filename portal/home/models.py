"""The home page, and plain pages such as contact and privacy."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel

from portal.cms.blocks import BodyBlocks
from portal.cms.models import BasePage, BodyField

from .front import front


class HomePage(BasePage):
    """The front door. What it shows is read from the rooms; editors write the greeting."""

    heading = models.CharField(max_length=120, default="You are not the only overseas visitor manager")
    lead = models.CharField(max_length=300, blank=True)

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*BasePage.content_panels, FieldPanel("heading"), FieldPanel("lead")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "front": front(request.user)}


class ContentPage(BasePage):
    """A plain page: contact, accessibility, privacy, terms."""

    body = BodyField(BodyBlocks(), blank=True)

    search_kind = "page"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    content_panels = [*BasePage.content_panels, FieldPanel("body")]


class Visit(models.Model):
    """When somebody last looked at their own home, so that it can say what is new since then."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="visit")
    seen_at = models.DateTimeField()
    before = models.DateTimeField(help_text="The visit before this one.")

    def __str__(self) -> str:
        return f"{self.user}, {self.seen_at:%Y-%m-%d}"
