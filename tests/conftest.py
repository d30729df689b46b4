"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from wagtail.models import Page, Site

from portal.home.models import HomePage
from tests.clients import Client
from tests.databases import copies_for

pytest_plugins = ["tests.parts"]

# The browser's driver keeps an event loop in the thread of the tests; Django would refuse the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, worker_id: str) -> Iterator[None]:
    """A copy of the migrated template for this worker, and a fresh one after each test that commits."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        copies = copies_for(worker_id)
        copies.renew()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: copies.renew())
        yield
        copies.remove()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """A rolled back test must not leave its sites, counts or throttles to the next one."""
    cache.clear()


@pytest.fixture
def client() -> Client:
    """Signs people in with all that is asked of them."""
    return Client()


@pytest.fixture
def home(db) -> HomePage:
    """The front page of an otherwise empty site."""
    return plant_home()


def plant_home() -> HomePage:
    root = Page.objects.get(depth=1)
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    root.refresh_from_db()
    page = root.add_child(instance=HomePage(title="Home", slug="home"))
    Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)
    return page


@pytest.fixture(autouse=True)
def mail_becomes_rows(settings) -> None:
    """pytest-django swaps the mail backend for a list in memory; ours is part of what is tested."""
    settings.EMAIL_BACKEND = "portal.notifications.backends.OutboxBackend"
