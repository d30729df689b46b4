"""What search engines elsewhere are told of."""

from __future__ import annotations

import pytest

from portal.home.models import ContentPage
from tests.factories.networks import make_network

pytestmark = pytest.mark.django_db


def test_the_sitemap_names_public_pages_and_nothing_taken_down(client, home):
    home.add_child(instance=ContentPage(title="Privacy", slug="privacy"))
    gone = home.add_child(instance=ContentPage(title="Gone", slug="gone", live=False))
    make_network(home, title="London network")
    told = client.get("/sitemap.xml").content.decode()
    assert "/privacy/" in told
    assert "/networks/london-network/" in told
    assert gone.slug not in told


def test_the_sitemap_does_not_cost_more_with_more_pages(client, home, django_assert_max_num_queries):
    for number in range(30):
        home.add_child(instance=ContentPage(title=f"Page {number}"))
    with django_assert_max_num_queries(6):
        client.get("/sitemap.xml")
