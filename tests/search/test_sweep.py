"""What was missed is found: by the sweep each minute, and by `manage.py index`."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.home.models import ContentPage
from portal.search.actions import drop, reindex
from portal.search.engines.database import DatabaseEngine
from portal.search.finding import Query, search
from portal.search.models import SearchEntry
from portal.search.providers import sweep
from tests.factories.search import make_findable

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


@pytest.fixture(autouse=True)
def _in_the_database(settings) -> None:
    settings.ELASTICSEARCH_URL = ""


def titles() -> set[str]:
    return set(SearchEntry.objects.live().values_list("title", flat=True))


def test_a_page_saved_without_publishing_is_found_after_the_sweep(home):
    home.add_child(instance=ContentPage(title="Privacy"))
    assert titles() == set()
    assert sweep(timezone.now()) == 1
    assert titles() == {"Privacy"}
    assert sweep(timezone.now()) == 0


def test_a_page_taken_down_behind_searchs_back_is_dropped_by_the_sweep(home):
    page = home.add_child(instance=ContentPage(title="Privacy"))
    sweep(timezone.now())
    ContentPage.objects.filter(pk=page.pk).update(live=False)
    sweep(timezone.now())
    assert titles() == set()


def test_markers_are_purged_where_no_outside_engine_waits_for_them():
    key = make_findable("Short lived")
    drop(key=key)
    sweep(timezone.now())
    assert not SearchEntry.objects.exists()


def test_indexing_puts_every_page_and_drops_what_no_provider_knows(home):
    page = home.add_child(instance=ContentPage(title="Privacy"))
    make_findable("Of a deleted page", key="page:999999")
    make_findable("Of another app", key="elsewhere:1")
    assert reindex() == 1
    assert titles() == {"Privacy", "Of another app"}
    ContentPage.objects.filter(pk=page.pk).update(title="Privacy and cookies")
    call_command("index", verbosity=0)
    assert titles() == {"Privacy and cookies", "Of another app"}


def test_the_words_can_be_built_anew_from_the_rows(home):
    make_findable("Interview script")
    DatabaseEngine().dialect.clear()
    assert search(Query(text="interview", tokens=["public"])).total == 0
    call_command("index", "--rebuild", verbosity=0)
    assert search(Query(text="interview", tokens=["public"])).total == 1
