"""Which trusts come: counted over the last meetings, for those who run the network, in few queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import timezone

from events.actions import cancel_meeting
from events.attendance import Attendance
from events.models import Registration, Series
from portal.organisations.models import Region
from tests.factories.events import make_event, make_registration
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home):
    return make_network(home)


@pytest.fixture
def convenor(network):
    person = UserFactory(trust=None)
    make_convenor(network, person)
    return person


@pytest.fixture
def trust():
    return OrganisationFactory(name="Quayside Hospitals", region=Region.objects.get(slug="london"))


def meeting(home, network, days_ago: int, **fields):
    return make_event(home, network=network, in_days=-days_ago, title=f"Meeting {days_ago}", **fields)


def came(event, trust, number: int = 1, missed: int = 0) -> None:
    for place in range(number + missed):
        row = make_registration(event, UserFactory(trust=trust))
        if place < number:
            Registration.objects.filter(pk=row.pk).update(present_at=event.starts_at)


def row_of(found: Attendance, trust):
    return next(row for row in found.rows if row.trust == trust)


def test_each_cell_says_how_many_came_and_how_many_had_a_place_and_did_not(home, network, convenor, trust):
    first, second, third = (meeting(home, network, days) for days in (30, 20, 10))
    came(first, trust, 2, missed=1)
    came(second, trust, 0, missed=1), came(second, OrganisationFactory())
    came(third, trust, 0, missed=2)  # nobody marked who came
    found = Attendance(convenor, network=network)
    assert found.events == [first, second, third]
    row = row_of(found, trust)
    assert [(cell.came, cell.missed, cell.shade) for cell in row.cells] == [
        (2, 1, "2"),
        (0, 1, "missed"),
        (0, 2, "unmarked"),
    ]
    assert (row.came, row.attended) == (2, 1)
    assert [(cell.came, cell.missed) for cell in found.totals] == [(2, 1), (1, 1), (0, 2)]


def test_trusts_of_the_region_stand_there_though_nobody_came(home, network, convenor, trust):
    other = OrganisationFactory(name="Far away", region=Region.objects.get(slug="midlands"))
    member = UserFactory(trust=OrganisationFactory(name="Of a member"))
    make_member(network, member)
    meeting(home, network, 5)
    trusts = [row.trust for row in Attendance(convenor, network=network).rows]
    assert trust in trusts and member.trust in trusts and other not in trusts


def test_a_trust_is_missed_after_three_meetings_where_it_was_marked_who_came(home, network, convenor, trust):
    there = OrganisationFactory(name="Always there", region=trust.region)
    for days in (40, 30, 20):
        came(meeting(home, network, days), there)
    meeting(home, network, 10)  # nobody marked: it tells nothing
    found = Attendance(convenor, network=network)
    assert row_of(found, trust).is_missing and not row_of(found, there).is_missing
    came(found.events[0], trust)
    assert row_of(Attendance(convenor, network=network), trust).is_missing is False


def test_coming_and_cancelled_meetings_and_those_of_other_networks_do_not_count(home, network, convenor):
    was = meeting(home, network, 3)
    make_event(home, network=network, in_days=2, title="To come")
    make_event(home, network=make_network(home, title="Other"), in_days=-2, title="Elsewhere")
    off = make_event(home, network=network, in_days=1, title="Off")
    cancel_meeting(event=off, actor=convenor, reason="Snow")
    off.meeting.starts_at = off.meeting.ends_at = timezone.now() - timedelta(days=1)
    off.meeting.save(update_fields=["starts_at", "ends_at"])
    assert Attendance(convenor, network=network).events == [was]


def test_the_last_twelve_meetings_are_shown(home, network, convenor):
    for days in range(1, 15):
        meeting(home, network, days)
    found = Attendance(convenor, network=network)
    assert [event.title for event in found.events] == [f"Meeting {days}" for days in range(12, 0, -1)]


def test_only_those_who_run_the_network_see_it(home, network, convenor, client):
    url = reverse("events:attendance", query={"network": network.pk})
    member = UserFactory()
    make_member(network, member)
    for person, status in ((member, 403), (UserFactory(), 403), (convenor, 200), (StaffFactory(), 200)):
        client.force_login(person)
        assert client.get(url).status_code == status, person


def test_a_series_is_of_its_network_and_a_national_one_of_the_programme(home, network, convenor, trust):
    series = Series.objects.create(name="Peer review", network=network)
    came(meeting(home, network, 9, series=series), trust)
    meeting(home, network, 8)
    found = Attendance.asked(convenor, QueryDict(f"series={series.pk}"))
    assert [event.title for event in found.events] == ["Meeting 9"] and found.can_be_seen()
    national = Attendance.asked(convenor, QueryDict(f"series={Series.objects.create(name='National').pk}"))
    assert not national.can_be_seen()


@pytest.mark.parametrize("query", ["", "network=x", "network=99999999999", "series=4711", "network=0"])
def test_an_address_that_says_nothing_is_not_found(convenor, query):
    with pytest.raises(Http404):
        Attendance.asked(convenor, QueryDict(query))


def test_the_map_takes_as_many_queries_for_many_trusts_and_meetings_as_for_few(
    home, network, convenor, client, django_assert_max_num_queries, django_assert_num_queries
):
    client.force_login(convenor)
    url = reverse("events:attendance", query={"network": network.pk})
    came(meeting(home, network, 1), OrganisationFactory())
    client.get(url)
    with django_assert_max_num_queries(14) as asked:
        client.get(url)
    for days in range(2, 8):
        came(meeting(home, network, days), OrganisationFactory(region=Region.objects.get(slug="london")), missed=1)
    with django_assert_num_queries(len(asked)):
        assert client.get(url).status_code == 200


def test_a_convenors_page_says_it_in_a_sentence(home, network, convenor, client, trust):
    came(meeting(home, network, 1), trust)
    client.force_login(convenor)
    text = client.get(reverse("networks:manage", args=[network.pk])).text
    assert "At the last 1 meeting:" in text
    assert reverse("events:attendance") in text
