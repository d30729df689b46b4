"""Tests that commit leave nothing behind, and what migrations wrote is there again."""

from __future__ import annotations

import pytest
from wagtail.models import Page

from portal.organisations.models import Geography, Region


@pytest.mark.engines
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_that_commits_gets_a_fresh_database_with_what_migrations_wrote(time):
    assert Region.objects.count() >= 7
    assert not Page.objects.filter(slug="left-behind").exists()
    Page.objects.get(depth=1).add_child(instance=Page(title="Left behind", slug="left-behind"))
    Geography.objects.all().delete()
    Region.objects.all().delete()
