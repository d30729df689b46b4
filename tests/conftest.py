"""What every test may ask for."""

from __future__ import annotations

import pytest
from wagtail.models import Page, Site

from portal.home.models import HomePage


@pytest.fixture
def home(db) -> HomePage:
    """The front page of an otherwise empty site."""
    root = Page.objects.get(depth=1)
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    root.refresh_from_db()
    page = root.add_child(instance=HomePage(title="Home", slug="home"))
    Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)
    return page
