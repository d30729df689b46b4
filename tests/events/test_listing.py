"""The list of meetings: what comes, what was, filters that never lead nowhere, and a constant number of queries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from events.models import Minutes
from networks.models import Network
from portal.organisations.models import Region
from portal.users.models import Role
from tests.factories.events import make_event, make_index, make_registration
from tests.factories.networks import make_member, make_network
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def words(client, home, query: str = "") -> str:
    response = client.get(f"{make_index(home).url}{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_what_comes_in_its_order_and_leads_to_what_was(client, home):
    make_event(home, title="Second", in_days=9)
    make_event(home, title="First", in_days=2)
    make_event(home, title="Long past", in_days=-9)
    page = words(client, home)
    assert page.index("First") < page.index("Second")
    assert "Long past" not in page
    past = words(client, home, "?when=past")
    assert "Long past" in past
    assert "First" not in past


def test_a_meeting_that_runs_now_is_still_coming_up(client, home):
    make_event(home, title="Now", starts_at=timezone.now() - timedelta(minutes=10))
    assert "Now" in words(client, home)


def test_meetings_of_a_network_show_to_those_who_may_see_them(client, home):
    private = make_network(home, title="Private", kind=Network.Kind.PRIVATE)
    make_event(home, network=private, title="Inside")
    assert "Inside" not in words(client, home)
    assert "Private" not in words(client, home), "nor does the filter name it"
    member = UserFactory()
    make_member(private, member)
    client.force_login(member)
    assert "Inside" in words(client, home)


def test_region_network_and_month_narrow_the_list_and_count_what_they_give(client, home):
    london = make_network(home, title="London network", kind=Network.Kind.OPEN)
    midlands = make_network(
        home, title="Midlands network", kind=Network.Kind.OPEN, region=Region.objects.get(slug="midlands")
    )
    london_tz = timezone.get_default_timezone()
    make_event(home, network=london, title="In London", starts_at=datetime(2040, 1, 31, 23, 30, tzinfo=london_tz))
    make_event(home, network=midlands, title="In Leicester", starts_at=datetime(2040, 7, 1, 0, 30, tzinfo=london_tz))
    make_event(home, title="For all", starts_at=datetime(2040, 7, 9, 9, 0, tzinfo=london_tz))
    assert "In Leicester" not in words(client, home, "?region=london")
    assert "In London" not in words(client, home, f"?network={midlands.pk}")
    national = words(client, home, "?region=national")
    assert "For all" in national
    assert "In London" not in national
    july = words(client, home, "?month=2040-07")
    assert "In Leicester" in july, "half past midnight of the first of July in London is July"
    assert "In London" not in july
    assert "London (1)" in words(client, home)
    assert "July 2040</a> (2)" in words(client, home)


def test_a_role_sees_what_is_for_it_and_what_is_for_everybody(client, home):
    make_event(home, title="For directors", for_roles=[Role.FINANCE_DIRECTOR])
    make_event(home, title="For managers", for_roles=[Role.OVM], mode="online")
    make_event(home, title="For all", mode="hybrid")
    page = words(client, home, f"?for={Role.FINANCE_DIRECTOR}")
    assert "For directors" in page
    assert "For all" in page
    assert "For managers" not in page
    assert "Finance director (2)" in page
    assert "Overseas visitor manager (2)" in page
    online = words(client, home, f"?format=online&for={Role.OVM}")
    assert "For managers" in online
    assert "For all" not in online
    assert "In person and online (1)" in online


def test_a_month_shows_past_and_coming_on_their_day_in_london(client, home):
    london = timezone.get_default_timezone()
    make_event(home, title="Late on the last", starts_at=datetime(2040, 6, 30, 23, 30, tzinfo=london))
    make_event(home, title="Early on the first", starts_at=datetime(2040, 7, 1, 0, 30, tzinfo=london))
    page = words(client, home, "?view=month&month=2040-07")
    assert "July 2040: 1 meeting" in page
    assert "Early on the first" in page
    assert "Late on the last" not in page
    assert "month=2040-06" in page
    assert "month=2040-08" in page
    assert "Late on the last" in words(client, home, "?view=month&month=2040-06")
    assert "No meeting in this month" in words(client, home, "?view=month&month=2040-09")


def test_a_month_can_be_narrowed_like_the_list_and_keeps_its_choice(client, home):
    make_event(home, title="Online one", mode="online", starts_at=datetime(2040, 7, 3, 9, tzinfo=UTC))
    make_event(home, title="In a hall", starts_at=datetime(2040, 7, 4, 9, tzinfo=UTC))
    page = words(client, home, "?view=month&month=2040-07&format=online")
    assert "Online one" in page
    assert "In a hall" not in page
    assert "view=month&amp;month=2040-08&amp;format=online" in page


def test_a_month_costs_the_same_for_one_meeting_and_for_forty(client, home, django_assert_max_num_queries):
    starts_at = datetime(2040, 7, 3, 9, tzinfo=UTC)
    for number in range(40):
        make_event(home, title=f"Meeting {number}", starts_at=starts_at + timedelta(hours=12 * number))
    words(client, home, "?view=month&month=2040-07")
    with django_assert_max_num_queries(12):
        words(client, home, "?view=month&month=2040-07")


def test_the_calendar_of_a_choice_holds_what_the_list_of_that_choice_shows(client, home):
    make_event(home, title="Online one", mode="online")
    make_event(home, title="In a hall")
    address = f"{reverse('events:calendar')}?format=online"
    assert address in words(client, home, "?format=online")
    feed = client.get(address).content.decode()
    assert "Online one" in feed
    assert "In a hall" not in feed


@pytest.mark.parametrize(
    "query",
    [
        "?for=x",
        "?for=%00",
        "?view=month&month=2014-13",
        "?month=9999-13",
        "?month=x",
        "?network=x",
        "?network=99999999999",
        "?page=1000000000",
        "?page=0",
        "?page=x",
    ],
)
def test_what_cannot_be_read_is_not_found(client, home, query):
    make_event(home)
    assert client.get(f"{make_index(home).url}{query}").status_code == 404


@pytest.mark.parametrize("query", ["?region=nowhere", "?network=99", "?month=2031-01", "?when=sometime", "?x=%00"])
def test_a_choice_that_fits_nothing_says_what_to_do(client, home, query):
    make_event(home, in_days=30)
    assert client.get(f"{make_index(home).url}{query}").status_code == 200


def test_an_empty_list_leads_on(client, home):
    assert "Find your network" in words(client, home)


def test_long_lists_have_pages(client, home):
    for number in range(23):
        make_event(home, title=f"Meeting {number:02}", in_days=number + 1)
    assert "Meeting 19" in words(client, home)
    assert "Meeting 20" not in words(client, home)
    assert "Meeting 22" in words(client, home, "?page=2")


def test_places_in_the_list_are_true_for_the_person_who_looks(client, home):
    make_event(home, capacity=5, kept={Role.FINANCE_DIRECTOR: 4})
    assert "1 place left" in words(client, home)
    client.force_login(UserFactory(role=Role.FINANCE_DIRECTOR))
    assert "5 places left" in words(client, home)


@pytest.mark.parametrize("rows", [10, 100])
def test_the_list_costs_the_same_for_ten_and_for_a_hundred(client, home, rows, django_assert_max_num_queries):
    network = make_network(home, kind=Network.Kind.OPEN)
    for number in range(rows):
        event = make_event(home, network=network if number % 2 else None, title=f"Meeting {number}", capacity=9)
        make_registration(event, UserFactory())
    words(client, home)
    with django_assert_max_num_queries(12):
        words(client, home)
    client.force_login(UserFactory())
    with django_assert_max_num_queries(18):
        words(client, home)


# The tags that other rooms use


def render(template: str, user=None, **context) -> str:
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    words = Context({"request": request, "user": request.user, **context})
    return Template("{% load events_tags %}" + template).render(words)


def test_another_room_shows_the_next_meetings_of_a_network(home, django_assert_max_num_queries):
    network = make_network(home, kind=Network.Kind.OPEN)
    for number in range(5):
        make_event(home, network=network, title=f"Ours {number}", in_days=number + 1)
    make_event(home, title="National", in_days=1)
    template = '{% upcoming_events network=network limit=3 as events %}{% include "events/_list.html" %}'
    with django_assert_max_num_queries(6):
        shown = render(template, network=network)
    assert [f"Ours {number}" in shown for number in range(5)] == [True, True, True, False, False]
    assert "National" not in shown
    assert "National" in render(template.replace("network=network ", ""), network=network)
    assert "Ours 0" in render(template, network=network.page), "the page of a network does as well"


def test_somebodys_next_meeting_is_the_next_they_have_a_place_at(home):
    person = UserFactory()
    make_registration(make_event(home, title="Later", in_days=9), person)
    make_registration(make_event(home, title="Next", in_days=3), person)
    make_registration(make_event(home, title="Waiting", in_days=1), person, "waiting")
    template = "{% my_next_meeting user as mine %}{{ mine.meeting.page.title }}"
    assert render(template, person) == "Next"
    assert render(template) == ""


def test_past_meetings_say_how_many_came_and_lead_to_minutes_that_all_may_read(
    client, home, django_assert_max_num_queries
):
    for number in range(12):
        event = make_event(home, title=f"Past {number}", in_days=-9)
        for _ in range(2):
            make_registration(event, UserFactory(), present_at=event.starts_at)
        Minutes.objects.create(meeting=event.meeting, published_at=event.ends_at, members_only=number == 0)
    Minutes.objects.filter(meeting__page__title="Past 1").update(published_at=None)
    page = words(client, home, "?when=past")
    assert page.count("2 people came") == 12
    assert page.count("Minutes<") == 10, "neither a draft nor what is for fewer people"
    with django_assert_max_num_queries(12):
        words(client, home, "?when=past")
