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


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": settings.PORTAL_NAME,
        "site_strapline": settings.PORTAL_STRAPLINE,
        "site_banner": settings.PORTAL_BANNER,
        "menu": MENU,
    }
