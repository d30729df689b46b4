"""Which trust uses which tool: said by those who work there, and shown to those who may know."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.audit.models import LogEntry
from tests.clients import Client
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import seat
from tests.factories.toolbox import make_entry, make_toolbox
from tests.factories.users import UserFactory
from toolbox.actions import say_adoption
from toolbox.models import Adoption, AdoptionStep, EntryPage
from toolbox.spread import Spread

pytestmark = pytest.mark.django_db

SINCE = {"since_day": "1", "since_month": "9", "since_year": "2025"}


@pytest.fixture
def tool(home):
    return make_entry(make_toolbox(home), title="Card reader on the ward")


def officer(**fields):
    trust = OrganisationFactory(kind="trust", **fields)
    person = UserFactory(trust=trust)
    seat(person, trust, vouched=True)
    return person, trust


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def say(client, tool, **data):
    return client.post(f"/toolbox/adoption/{tool.pk}/say/", {"status": "using", **SINCE, **data}, follow=True)


def test_somebody_who_works_there_says_it_and_members_read_it(tool):
    person, trust = officer()
    say(signed_in(person), tool, effect="Invoices are paid before discharge.", may_be_asked="on")
    page = signed_in(UserFactory()).get(f"/toolbox/adoption/{tool.pk}/").content.decode()
    assert trust.name in page
    assert "Invoices are paid before discharge." in page
    assert str(person) in page
    assert LogEntry.objects.filter(action="toolbox/adopted").exists()


def test_a_name_stands_there_only_where_its_owner_agreed(tool):
    person, _ = officer()
    say(signed_in(person), tool)
    assert str(person) not in signed_in(UserFactory()).get(f"/toolbox/adoption/{tool.pk}/").content.decode()


def test_nobody_says_it_for_a_trust_without_a_seat_that_others_vouch_for(tool):
    person, trust = UserFactory(), OrganisationFactory(kind="trust")
    seat(person, trust)
    assert signed_in(person).get(f"/toolbox/adoption/{tool.pk}/say/").status_code == 403
    assert not Adoption.objects.exists()


def test_visitors_see_numbers_from_three_trusts_on_and_never_a_name(tool):
    trusts = []
    for _ in range(2):
        person, trust = officer()
        say(signed_in(person), tool)
        trusts.append(trust)
    page = Client().get(f"/toolbox/adoption/{tool.pk}/").content.decode()
    assert "Numbers are shown once three trusts" in page
    person, trust = officer()
    say(signed_in(person), tool)
    page = Client().get(f"/toolbox/adoption/{tool.pk}/").content.decode()
    assert "3 trusts" in page
    assert not [one for one in [*trusts, trust] if one.name in page]
    assert "Tried out or used by 3 trusts" in Client().get(tool.url).content.decode()


def test_each_step_stays_and_saying_the_same_again_adds_none(tool):
    person, _ = officer()
    client = signed_in(person)
    say(client, tool, status="considering")
    say(client, tool, status="piloting")
    say(client, tool, status="piloting", effect="Faster")
    assert [step.status for step in AdoptionStep.objects.order_by("pk")] == ["considering", "piloting"]
    assert Adoption.objects.get().effect == "Faster"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"status": "stopped"}, "Say why it stopped"),
        ({"since_year": "2999"}, "This day has not come yet"),
        ({"since_day": ""}, "must include a day"),
        ({"status": ""}, "There is a problem"),
        ({"effect": "NHS number 943 476 5919"}, "NHS number"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_is_kept(tool, data, words):
    person, _ = officer()
    page = say(signed_in(person), tool, **({"effect": "Kept words"} | data))
    assert page.status_code == 422
    assert words in page.content.decode()
    if "effect" not in data:
        assert "Kept words" in page.content.decode()
    assert not Adoption.objects.exists()


def test_what_was_said_by_mistake_is_taken_back_by_the_trust_alone(tool):
    person, _ = officer()
    say(signed_in(person), tool)
    said = Adoption.objects.get()
    other, _ = officer()
    assert signed_in(other).post(f"/toolbox/adoption/said/{said.pk}/take-back/").status_code == 404
    signed_in(person).post(f"/toolbox/adoption/said/{said.pk}/take-back/")
    assert not Adoption.objects.exists()


def test_a_trust_sees_what_trusts_like_it_use_and_not_what_it_uses_itself(home, tool):
    person, trust = officer(trust_type="teaching")
    other = make_entry(tool.get_parent(), title="Letter that is answered")
    for _ in range(2):
        peer, peers = officer(trust_type="teaching", region=None)
        say_adoption(actor=peer, entry=other, trust=peers, status="using", since=date(2025, 1, 1))
        say_adoption(actor=peer, entry=tool, trust=peers, status="stopped", since=date(2025, 1, 1), reason="x")
    page = signed_in(person).get(f"/toolbox/at/{trust.code}/").content.decode()
    assert "Letter that is answered" in page
    assert "2 trusts" in page
    assert "Card reader on the ward" not in page, "what others stopped using is no recommendation"
    say_adoption(actor=person, entry=other, trust=trust, status="using", since=date(2025, 1, 1))
    assert "Trusts like this one use" not in signed_in(person).get(f"/toolbox/at/{trust.code}/").content.decode()


def test_a_trusts_page_shows_no_tool_that_its_reader_may_not_see(home):
    from tests.factories.networks import make_network

    network = make_network(home, title="Private network", kind="private")
    secret = make_entry(network.page, title="Between us alone")
    person, trust = officer()
    Adoption.objects.create(entry=secret, organisation=trust, status="using", since=date(2025, 1, 1))
    assert "Between us alone" not in signed_in(person).get(f"/toolbox/at/{trust.code}/").content.decode()
    assert "Between us alone" not in signed_in(UserFactory()).get(f"/toolbox/at/{trust.code}/").content.decode()


def test_the_spread_counts_where_each_trust_stood_at_the_end_of_a_month(tool):
    today = timezone.localdate()
    months = [(today.replace(day=1) - timedelta(days=31 * back)).replace(day=1) for back in (6, 4, 2)]
    for status in ("using", "stopped"):
        person, trust = officer()
        say_adoption(actor=person, entry=tool, trust=trust, status="piloting", since=months[0])
        say_adoption(actor=person, entry=tool, trust=trust, status=status, since=months[1], reason="x")
    counts = Spread(tool, today).by_month
    assert counts[months[0]] == 2
    assert counts[months[1]] == counts[months[2]] == 1


def test_pages_of_adoption_cost_the_same_however_many_trusts(tool, django_assert_max_num_queries):
    people = [officer() for _ in range(12)]
    for person, trust in people:
        say_adoption(actor=person, entry=tool, trust=trust, status="using", since=date(2025, 1, 1), may_be_asked=True)
    client = signed_in(people[0][0])
    client.get(f"/toolbox/adoption/{tool.pk}/")
    with django_assert_max_num_queries(14):
        client.get(f"/toolbox/adoption/{tool.pk}/")
    with django_assert_max_num_queries(16):
        client.get(f"/toolbox/at/{people[0][1].code}/")
    assert EntryPage.objects.count() == 1
