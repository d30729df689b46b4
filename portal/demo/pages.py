"""The plain pages: contact, accessibility, privacy, terms."""

from __future__ import annotations

from portal.home.actions import plant_plain_pages

from .cast import Cast


def load(cast: Cast) -> None:
    plant_plain_pages(home=cast.home)
