"""A network that is moved is never seen by more people than before."""

from __future__ import annotations

import pytest

from networks.models import Network
from portal.search.models import SearchEntry
from tests.factories.networks import make_network

pytestmark = pytest.mark.django_db


def kind_of(network: Network) -> str:
    return Network.objects.get(pk=network.pk).kind


def test_under_a_narrower_network_it_takes_that_ones_kind_and_so_do_its_sub_groups(home):
    private = make_network(home, title="Private", kind="private")
    moved = make_network(home, title="Open", kind="open")
    below = make_network(home, title="Below", kind="restricted")
    below.page.move(moved.page, pos="last-child")
    moved.page.refresh_from_db()
    private.page.refresh_from_db()
    moved.page.move(private.page, pos="last-child")
    assert kind_of(moved) == kind_of(below) == "private"


def test_under_a_confidential_network_its_own_page_is_found_by_nobody_else(home):
    hidden = make_network(home, title="Hidden", kind="confidential")
    moved = make_network(home, title="Open", kind="open")
    moved.page.move(hidden.page, pos="last-child")
    page = type(moved.page).objects.get(pk=moved.page_id)
    assert list(page.audience_rows.values_list("token", flat=True)) == [moved.members]
    assert list(
        SearchEntry.objects.live().filter(page_id=page.pk).values_list("audience__tokens__token", flat=True)
    ) == [moved.members]


def test_a_narrow_network_stays_narrow_in_a_wide_place(home):
    wide, narrow = make_network(home, title="Open", kind="open"), make_network(home, title="Closed", kind="private")
    narrow.page.move(wide.page, pos="last-child")
    assert kind_of(narrow) == "private"
