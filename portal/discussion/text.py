"""What somebody typed, as safe HTML: paragraphs and links, nothing else."""

from __future__ import annotations

import nh3
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

ALLOWED = {"p", "br", "a"}


def as_html(text: str) -> SafeString:
    html = linebreaks(urlize(text, nofollow=True, autoescape=True), autoescape=False)
    return mark_safe(
        nh3.clean(
            html,
            tags=ALLOWED,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow ugc noopener",
        )
    )
