"""The finder and a network's home: what each person reads, and at what price."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache

from networks import actions
from networks.kinds import KINDS
from networks.models import Network, NetworkPage
from networks.visibility import describe
from portal.cms.audience import may_see
from portal.organisations.models import Region
from tests.factories.networks import make_convenor, make_domain, make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home) -> Network:
    return make_network(home)


def words(client, address: str, **query) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def crowd(network: Network, size: int) -> None:
    for _ in range(size):
        make_member(network, UserFactory())


@pytest.mark.parametrize("size", [3, 30])
def test_a_network_home_costs_the_same_however_many_belong(home, client, network, size, django_assert_max_num_queries):
    crowd(network, size)
    client.get(network.page.url)  # the site's root paths are in the cache from now on
    with django_assert_max_num_queries(15):
        words(client, network.page.url)
    client.force_login(network.memberships.first().user)
    with django_assert_max_num_queries(21):
        words(client, network.page.url)


@pytest.mark.parametrize("size", [2, 15])
def test_the_finder_costs_the_same_however_many_networks_there_are(home, client, size, django_assert_max_num_queries):
    for number in range(size):
        top = make_network(home, title=f"Network {number}", slug=f"network-{number}")
        crowd(top, 1)
        top.page.add_child(instance=NetworkPage(title=f"Sub-group {number}"))
    client.get("/networks/")
    with django_assert_max_num_queries(12):
        assert f"Sub-group {size - 1}" in words(client, "/networks/")
    client.force_login(UserFactory())
    with django_assert_max_num_queries(18):
        words(client, "/networks/")


def test_a_region_without_a_network_offers_to_start_one(network, client):
    page = words(client, "/networks/")
    assert "/networks/propose/?kind=start&amp;region=south-west" in page
    assert "kind=start&amp;region=london" not in page
    assert "#region-london" in page


def test_a_trust_is_found_by_a_word_of_its_name_with_the_networks_of_its_region(network, client):
    OrganisationFactory(name="Thamesgate Hospitals")
    OrganisationFactory(name="Tamarbank Hospitals", region=Region.objects.get(slug="south-west"))
    page = words(client, "/networks/", trust="thames")
    assert "Thamesgate Hospitals" in page and "Tamarbank" not in page
    assert "South West has no network yet" in words(client, "/networks/", trust="tamar")
    assert "No trust has that name" in words(client, "/networks/", trust="zzz")


@pytest.mark.parametrize("typed", ["\x00", "%", "' OR 1=1", "x" * 5000, "<script>alert(1)</script>", "\ud83d"])
def test_whatever_is_typed_the_finder_answers(network, client, typed):
    page = words(client, "/networks/", trust=typed.encode("utf-8", "replace"), region=typed.encode("utf-8", "replace"))
    assert "<script>alert" not in page


def test_a_confidential_network_is_in_no_list_no_count_and_on_no_map_for_others(home, client, network):
    hidden = make_network(home, title="Whisper group", kind="confidential", region=Region.objects.get(slug="midlands"))
    hidden.page.write_audience()
    member = make_member(hidden, UserFactory()).user
    assert "Whisper" not in words(client, "/networks/")
    assert client.get(hidden.page.url).status_code == 404
    client.force_login(StaffFactory())
    assert "Whisper" not in words(client, "/networks/")
    client.force_login(member)
    page = words(client, "/networks/")
    assert "Whisper group" in page
    assert "kind=start&amp;region=midlands" in page  # no mark on the map, not even for its members
    assert "Whisper group" in words(client, hidden.page.url)


def test_a_private_network_shows_strangers_a_teaser_and_members_the_whole(home, client):
    network = make_network(
        home,
        kind="private",
        summary="For finance directors.",
        announcement="Bring the ledger",
        body=[("text", "<p>Our secret handshake</p>")],
    )
    member = make_member(network, UserFactory()).user
    for user in (None, UserFactory()):
        if user:
            client.force_login(user)
        page = words(client, network.page.url)
        assert "For finance directors." in page
        assert "secret handshake" not in page and "Bring the ledger" not in page
    client.force_login(member)
    page = words(client, network.page.url)
    assert "secret handshake" in page and "Bring the ledger" in page
    assert "secret handshake" not in network.page.search_body()


def test_the_announcement_of_a_restricted_network_is_for_people_with_an_account(home, client):
    network = make_network(home, announcement="Room 4 this time")
    assert "Room 4" not in words(client, network.page.url)
    client.force_login(UserFactory())
    assert "Room 4" in words(client, network.page.url)


@pytest.mark.parametrize(("kind", "button"), [("open", "Join this network"), ("restricted", "Ask to join")])
def test_the_home_offers_the_way_in_that_there_is(home, client, kind, button):
    network = make_network(home, kind=kind)
    for user in (None, UserFactory()):
        if user:
            client.force_login(user)
        assert button in words(client, network.page.url)
    make_domain("one.example", OrganisationFactory())
    client.force_login(UserFactory(email="a@one.example"))
    assert "Join this network" in words(client, network.page.url)


def test_a_single_convenor_is_warned_and_two_are_not(home, client, network):
    first = UserFactory()
    make_convenor(network, first)
    client.force_login(first)
    assert "Two convenors are better than one" in words(client, network.page.url)
    make_member(network, UserFactory(), "convenor")
    assert "Two convenors are better than one" not in words(client, network.page.url)


@pytest.mark.parametrize("kind", KINDS)
def test_what_who_can_see_this_says_is_what_the_oracle_does(home, kind):
    network = make_network(home, kind=kind)
    member, stranger, anonymous = make_member(network, UserFactory()).user, UserFactory(), AnonymousUser()
    sentence = describe([network.readers], Network.objects.all())
    assert may_see(member, [network.readers])
    assert may_see(anonymous, [network.readers]) == sentence.startswith("Anybody, also without")
    assert may_see(stranger, [network.readers]) == sentence.startswith("Anybody")


def test_networks_of_the_region_of_the_trust_are_suggested_and_joined_ones_are_not(home, network):
    user = UserFactory()
    make_network(home, title="North West network", region=Region.objects.get(slug="north-west"))
    make_network(home, title="Whisper", kind="confidential")
    assert [n.page.title for n in Network.objects.suggested_for(user)] == ["London network"]
    make_member(network, user)
    assert not Network.objects.suggested_for(user)
    assert not Network.objects.suggested_for(AnonymousUser())
    assert not Network.objects.suggested_for(UserFactory(trust=None))


def test_pages_that_may_be_kept_carry_no_token(home, client, network):
    make_convenor(network, UserFactory())
    cache.clear()
    for address in ("/networks/", network.page.url, "/networks/propose/thank-you/"):
        response = client.get(address)
        assert "csrfmiddlewaretoken" not in response.content.decode()
        assert not response.cookies


def test_the_refusal_stands_beside_what_was_typed(home, client, network):
    user = UserFactory()
    actions.request_to_join(network=network, user=user)
    client.force_login(user)
    response = client.post(f"/networks/{network.pk}/join/", {"message": "Let me in again"})
    assert response.status_code == 422
    assert "You have already asked to join" in response.content.decode()
    assert "Let me in again" in response.content.decode()


def test_who_gains_and_who_loses_sight_is_shown_before_a_kind_changes(home, client, network):
    convenor = UserFactory()
    make_convenor(network, convenor)
    client.force_login(convenor)
    address = f"/networks/{network.pk}/manage/kind/"
    page = client.post(address, {"kind": "open"}).content.decode()
    assert "Anybody with an account." in page and "Anybody, also without an account." in page
    network.refresh_from_db()
    assert network.kind == "restricted"
    client.post(address, {"kind": "open", "confirmed": "on"})
    network.refresh_from_db()
    assert network.kind == "open"


def test_what_a_restricted_network_is_about_is_found_and_its_announcement_is_not(home):
    network = make_network(home, announcement="Room 4 this time", body=[("text", "<p>Coastal trusts</p>")])
    assert "Coastal trusts" in network.page.search_body()
    assert "Room 4" not in network.page.search_body()


@pytest.mark.parametrize(
    ("shown_to", "stranger", "member", "convenor"),
    [
        ("signed-in", True, True, True),
        ("networks", False, True, True),
        ("convenors", False, False, True),
        ("nobody", False, False, False),
    ],
)
def test_a_member_is_named_to_those_they_chose_and_counted_for_everybody(
    home, client, shown_to, stranger, member, convenor
):
    network = make_network(home, kind="open")
    people = {"stranger": UserFactory(), "member": UserFactory(), "convenor": UserFactory()}
    make_member(network, people["member"])
    make_convenor(network, people["convenor"])
    make_member(network, UserFactory(first_name="Zebedee", shown_to=shown_to))
    for name, sees in {"stranger": stranger, "member": member, "convenor": convenor}.items():
        client.force_login(people[name])
        for address in (f"/networks/{network.pk}/members/", network.page.get_url()):
            page = client.get(address).content.decode()
            assert ("Zebedee" in page) is sees, (name, address)
            assert "3 members" in page
