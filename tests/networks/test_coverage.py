"""Where the networks reach: figures for everybody, trusts for colleagues, and no mark of what is confidential."""

from __future__ import annotations

import pytest
from django.urls import reverse

from networks.models import NetworkPage
from portal.organisations.models import Region
from tests.factories.networks import make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
COVERAGE = "/networks/coverage/"


@pytest.fixture
def london(home) -> Region:
    """A network with one member from one of two trusts."""
    region = Region.objects.get(slug="london")
    here = OrganisationFactory(name="Thamesgate Hospitals", region=region)
    OrganisationFactory(name="Lonelyside Hospitals", region=region)
    make_member(make_network(home), UserFactory(trust=here))
    return region


def words(client, address: str = COVERAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_public_reads_how_many_networks_there_are_and_no_trust(client, london):
    page = words(client)
    assert "1 network in seven regions" in page and "Trusts with" not in page
    assert "Thamesgate" not in page and "Lonelyside" not in page
    assert client.get(reverse("networks:coverage_of", args=["london"])).status_code == 302


def test_colleagues_see_which_trusts_have_somebody_and_which_nobody(client, london):
    client.force_login(UserFactory(trust=None))
    page = words(client)
    assert "1 of 2 trusts have somebody in a network" in page
    page = words(client, reverse("networks:coverage_of", args=["london"]))
    without, _, represented = page.partition("Trusts with a member (1)")
    assert "Lonelyside Hospitals" in without.partition("Trusts without a member (1)")[2]
    assert "Thamesgate Hospitals" in represented


def test_whoever_waits_for_approval_sees_what_the_public_sees(client, london):
    client.force_login(UserFactory(admitted_at=None))
    assert "Trusts with" not in words(client)
    assert client.get(reverse("networks:coverage_of", args=["london"])).status_code == 403


def test_a_confidential_network_and_its_members_leave_no_mark(client, home, london):
    hidden = make_network(home, title="Whisper group", kind="confidential", region=Region.objects.get(slug="midlands"))
    there = OrganisationFactory(name="Quietfield Hospitals", region=hidden.page.region)
    member = make_member(hidden, UserFactory(trust=there)).user
    client.force_login(member)
    assert "1 of 3 trusts have somebody in a network" in words(client)
    page = words(client, reverse("networks:coverage_of", args=["midlands"]))
    assert "Whisper" not in page and "Trusts without a member (1)" in page and "No network here yet" in page


@pytest.mark.parametrize("size", [2, 12])
def test_the_map_costs_the_same_however_much_there_is(client, home, size, django_assert_max_num_queries):
    for number in range(size):
        make_member(make_network(home, title=f"Network {number}"), UserFactory(trust=OrganisationFactory()))
    client.get(COVERAGE)
    with django_assert_max_num_queries(8):
        words(client)
    client.force_login(UserFactory())
    with django_assert_max_num_queries(15):
        words(client)


def test_the_finder_shows_the_whole_tree(client, home):
    top = make_network(home).page
    middle = top.add_child(instance=NetworkPage(title="Finance", region=top.region))
    middle.add_child(instance=NetworkPage(title="Finance in the south", region=top.region))
    page = words(client, "/networks/")
    assert page.index("London network") < page.index(">Finance<") < page.index("Finance in the south")
