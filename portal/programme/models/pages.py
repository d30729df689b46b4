"""The programme's own pages: what support there is for trusts."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from wagtail.admin.panels import FieldPanel

from portal.cms.audience import takes_part
from portal.cms.blocks import BodyBlocks
from portal.cms.models import BasePage, BodyField
from portal.cms.words import plain_text


class SupportPage(BasePage):
    """What the support programme is, whom it is for, and the safeguards it never touches."""

    body = BodyField(BodyBlocks(), blank=True)

    search_kind = "page"
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    content_panels = [*BasePage.content_panels, FieldPanel("body"), FieldPanel("topics")]

    def can_comment(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Anybody with an approved account talks with the programme, and puts ideas to it."""
        return takes_part(user)

    def search_body(self) -> str:
        return plain_text(self.body)
