"""The support page: what the programme does, with its safeguards always on it."""

from __future__ import annotations

import pytest

from portal.programme.models import SupportPage
from tests.factories.toolbox import make_entry, make_toolbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def support(home) -> SupportPage:
    body = [{"type": "text", "value": "<p>Project managers and specialists by theme.</p>"}]
    return home.add_child(instance=SupportPage(title="Support for trusts", slug="support", body=body))


def test_the_safeguards_stand_on_the_page_whatever_editors_write(client, support):
    body = client.get("/support/").content.decode()
    assert "Project managers and specialists" in body
    assert "A clinician decides what is urgent" in body
    assert "The trust, not the programme, decides who is chargeable" in body


def test_it_leads_to_the_newest_tools(client, home, support):
    make_entry(make_toolbox(home), title="Debt log")
    assert "Debt log" in client.get("/support/").content.decode()


def test_search_is_given_its_words(support):
    assert "specialists by theme" in support.search_body()


def test_it_costs_few_queries(client, support, django_assert_max_num_queries):
    client.get("/support/")
    with django_assert_max_num_queries(10):
        client.get("/support/")
