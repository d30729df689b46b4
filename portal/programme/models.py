"""The programme's own pages: what support there is for trusts."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel

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

    def search_body(self) -> str:
        return plain_text(self.body)
