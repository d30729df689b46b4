"""What every template may say about the site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

MENU = [
    ("Home", "/", "home"),
    ("Networks", "/networks/", "networks"),
    ("Meetings", "/meetings/", "meetings"),
    ("Toolbox", "/toolbox/", "toolbox"),
    ("Guidance", "/toolbox/?type=guidance", "guidance"),
    ("Blog", "/blog/", "blog"),
    ("Support", "/support/", "support"),
]


# Verbs stand under the app's own name; people look for them where the pages are.
ELSEWHERE = {"events": "meetings", "programme": "support"}


def section_of(request: HttpRequest) -> str:
    """The part of the menu that an address belongs to; a view may say otherwise with `section` in its context."""
    if request.path.startswith("/toolbox/") and request.GET.get("type") == "guidance":
        return "guidance"
    first = request.path.strip("/").partition("/")[0]
    first = ELSEWHERE.get(first, first)
    return next((name for _, href, name in MENU if href.strip("/") == first), first)


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "section": section_of(request),
        "site_name": settings.PORTAL_NAME,
        "site_strapline": settings.PORTAL_STRAPLINE,
        "site_banner": settings.PORTAL_BANNER,
        "menu": MENU,
    }
