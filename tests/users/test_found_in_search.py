"""People in search: each circle finds what it may see, once, and a change counts at once."""

from __future__ import annotations

import pytest

from networks import actions as networks
from portal.search.actions import reindex
from portal.search.models import SearchEntry
from portal.users.actions import anonymise, find_person, update_profile
from portal.users.visibility import CIRCLE_OF, Circle
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import make_waiting
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

OPEN = dict.fromkeys(CIRCLE_OF.values(), Circle.SIGNED_IN)


def hits(client, viewer, words) -> list[str]:
    if viewer is None:
        client.logout()
    else:
        client.force_login(viewer)
    results = client.get("/search/", {"q": words}).context["listing"].results
    return [hit.entry.summary for hit in results.hits if hit.entry.kind == "person"]


@pytest.fixture
def network(home):
    return make_network(home, kind="private")


def test_each_circle_finds_what_it_may_see_and_finds_it_once(client, network):
    trust = OrganisationFactory(name="Quince Trust (invented)")
    person = UserFactory(
        first_name="Zebedee",
        job_title="Lead",
        trust=trust,
        **OPEN | {"seat_to": Circle.NETWORKS, "job_title_to": Circle.CONVENORS},
    )
    make_member(network, person)
    colleague, convenor = UserFactory(), UserFactory()
    make_member(network, colleague)
    make_convenor(network, convenor)
    find_person(person=person)
    assert hits(client, None, "Zebedee") == []
    assert hits(client, UserFactory(), "Zebedee") == [""]
    assert hits(client, colleague, "Zebedee") == ["Overseas visitor manager, Quince Trust (invented)"]
    assert hits(client, convenor, "Zebedee") == ["Lead, Quince Trust (invented)"]
    assert hits(client, StaffFactory(), "Zebedee") == ["Lead, Quince Trust (invented)"]
    assert hits(client, UserFactory(), "Quince") == [], "what is hidden leads nowhere"


def test_a_name_for_networks_is_found_there_alone(client, network):
    person, colleague = UserFactory(first_name="Zebedee"), UserFactory()
    make_member(network, colleague)
    make_member(network, person)
    find_person(person=person)
    assert hits(client, UserFactory(), "Zebedee") == []
    assert len(hits(client, colleague, "Zebedee")) == 1


def test_leaving_a_network_and_closing_a_part_count_at_once(client, network):
    person, colleague = UserFactory(first_name="Zebedee"), UserFactory()
    for one in (person, colleague):
        make_member(network, one)
    find_person(person=person)
    assert len(hits(client, colleague, "Zebedee")) == 1
    networks.leave(network=network, user=person)
    assert hits(client, colleague, "Zebedee") == []
    update_profile(user=person, themes=[], shown_to=Circle.SIGNED_IN)
    assert len(hits(client, UserFactory(), "Zebedee")) == 1
    update_profile(user=person, themes=[], shown_to=Circle.NOBODY)
    assert hits(client, UserFactory(), "Zebedee") == []


def test_whoever_waits_or_has_left_is_not_found_and_no_index_holds_an_address(home):
    make_waiting(first_name="Waiting", **OPEN)
    UserFactory(first_name="Left", is_active=False, **OPEN)
    UserFactory(first_name="Here", email="here@trust-a.example", phone="020 7946 0000", **OPEN)
    reindex()
    entries = SearchEntry.objects.live().filter(kind="person")
    assert [entry.title for entry in entries] == ["Here Example"]
    said = "".join(f"{entry.title}{entry.summary}{entry.body}" for entry in entries)
    assert "@" not in said
    assert "7946" not in said


def test_a_closed_account_is_found_no_more(home):
    person = UserFactory(**OPEN)
    find_person(person=person)
    assert SearchEntry.objects.live().filter(kind="person").exists()
    anonymise(person=person)
    assert not SearchEntry.objects.live().filter(kind="person").exists()
