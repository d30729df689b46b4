"""Registering through the browser: what each person sees, and that nothing happens on GET."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Meeting, Registration
from networks.models import Network
from portal.notifications.models import Mail
from tests.factories.events import make_event, make_registration
from tests.factories.networks import make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def url(name: str, event) -> str:
    return reverse(f"events:{name}", args=[event.pk])


def words(response) -> str:
    return response.content.decode()


def test_registering_gives_a_place_and_leads_back_to_the_meeting(client, home):
    event, person = make_event(home), UserFactory()
    client.force_login(person)
    shown = client.get(url("register", event))
    assert shown.status_code == 200
    assert person.email in words(shown)
    assert not Registration.objects.exists(), "looking changes nothing"
    done = client.post(url("register", event), follow=True)
    assert done.redirect_chain == [(event.url, 302)]
    assert "You have a place. We have sent you an email" in words(done)
    assert Registration.objects.get().user == person


def test_a_visitor_is_sent_to_sign_in_and_back(client, home):
    event = make_event(home)
    response = client.post(url("register", event))
    assert response.status_code == 302
    assert response.url == f"/accounts/login/?next={url('register', event)}"
    assert not Registration.objects.exists()


def test_a_full_meeting_puts_the_person_on_the_waiting_list_and_says_so(client, home):
    event = make_event(home, capacity=1)
    make_registration(event, UserFactory())
    client.force_login(UserFactory())
    assert "Join the waiting list" in words(client.get(event.url))
    done = client.post(url("register", event), follow=True)
    assert "You are on the waiting list." in words(done)
    assert "You are number 1 on the waiting list" in words(done)


def test_two_tabs_end_with_one_place_and_no_error(client, home):
    event = make_event(home)
    client.force_login(UserFactory())
    client.post(url("register", event))
    second = client.post(url("register", event), follow=True)
    assert second.status_code == 200
    assert "You have a place already." in words(second)
    assert Registration.objects.count() == Mail.objects.count() == 1


def test_a_refusal_is_a_403_with_its_sentence_and_the_next_step(client, home):
    event = make_event(home, for_roles=["finance-director"])
    client.force_login(UserFactory())
    response = client.post(url("register", event))
    assert response.status_code == 403
    assert "This meeting is for finance directors. Your profile says overseas visitor manager." in words(response)
    assert reverse("users:trusts") in words(response)
    assert not Registration.objects.exists()


def test_the_form_says_no_before_somebody_presses_anything(client, home):
    event = make_event(home, for_roles=["finance-director"])
    client.force_login(UserFactory())
    shown = words(client.get(url("register", event)))
    assert "This meeting is for finance directors." in shown
    assert "Register</button>" not in shown


@pytest.mark.parametrize("name", ["register", "event_calendar", "people", "call_off"])
def test_what_somebody_may_not_see_is_not_there(client, home, name):
    event = make_event(home, network=make_network(home, kind=Network.Kind.PRIVATE))
    client.force_login(UserFactory())
    assert client.get(url(name, event)).status_code == 404


def test_withdrawing_asks_first_and_passes_the_place_on(client, home):
    event, person, next_one = make_event(home, capacity=1), UserFactory(), UserFactory()
    make_registration(event, person)
    waiting = make_registration(event, next_one, Registration.State.WAITING)
    client.force_login(person)
    assert "Give your place back?" in words(client.get(url("withdraw", event)))
    waiting.refresh_from_db()
    assert waiting.is_waiting, "looking changes nothing"
    done = client.post(url("withdraw", event), follow=True)
    assert "You have withdrawn." in words(done)
    waiting.refresh_from_db()
    assert waiting.has_a_place
    again = client.post(url("withdraw", event), follow=True)
    assert "You have withdrawn already." in words(again)


def test_somebody_who_left_the_network_can_still_withdraw(client, home):
    network, person = make_network(home, kind=Network.Kind.PRIVATE), UserFactory()
    event = make_event(home, network=network)
    make_registration(event, person)
    client.force_login(person)
    assert client.post(url("withdraw", event)).status_code == 302
    assert Registration.objects.get().is_withdrawn


def test_withdrawing_without_a_registration_leads_to_the_meeting(client, home):
    event = make_event(home)
    client.force_login(UserFactory())
    assert client.get(url("withdraw", event)).url == event.url


def test_my_meetings_shows_what_comes_what_was_and_only_mine(client, home):
    person = UserFactory()
    for title, days, state in [("Next", 3, "confirmed"), ("Waiting for", 5, "waiting"), ("Been to", -5, "confirmed")]:
        make_registration(make_event(home, title=title, in_days=days), person, state)
    make_registration(make_event(home, title="Withdrawn from"), person, "withdrawn")
    make_registration(make_event(home, title="Of somebody else"), UserFactory())
    client.force_login(person)
    page = words(client.get(reverse("events:mine")))
    assert page.index("Next") < page.index("Waiting for") < page.index("Been to</h2>")
    assert "Withdrawn from" not in page
    assert "Of somebody else" not in page


def test_the_secret_address_is_shown_once_and_can_be_stopped(client, home):
    client.force_login(UserFactory())
    made = words(client.post(reverse("events:make_link")))
    assert "/calendar.ics" in made
    assert "http://testserver/events/mine/" in made
    assert "http://testserver/events/mine/" not in words(client.get(reverse("events:mine")))
    client.post(reverse("events:revoke_link"))
    assert "Make a link" in words(client.get(reverse("events:mine")))


@pytest.mark.parametrize("name", ["make_link", "revoke_link"])
def test_links_are_never_made_or_stopped_by_reading(client, home, name):
    client.force_login(UserFactory())
    assert client.get(reverse(f"events:{name}")).status_code == 405


def test_a_convenor_sees_who_comes_and_a_member_does_not(client, home):
    network = make_network(home)
    event = make_event(home, network=network, capacity=2)
    convenor, member = UserFactory(), UserFactory(first_name="Zephyrine")
    make_member(network, convenor, "convenor")
    make_member(network, member)
    make_registration(event, member)
    client.force_login(convenor)
    assert "Zephyrine" in words(client.get(url("people", event)))
    client.force_login(member)
    for name in ("people", "call_off"):
        assert client.get(url(name, event)).status_code == 403


def test_the_list_of_people_is_for_the_organisers(client, home):
    network = make_network(home, kind=Network.Kind.PRIVATE)
    event = make_event(home, network=network)
    member, convenor = UserFactory(), UserFactory()
    make_member(network, member)
    make_member(network, convenor, "convenor")
    make_registration(event, member)
    address = reverse("privacy:list", args=["events/people"])
    for person, status in ((UserFactory(), 404), (member, 403), (convenor, 200)):
        client.force_login(person)
        assert client.get(address, {"event": event.pk}).status_code == status
    for nothing in ("", "x", "99999999999"):
        assert client.get(address, {"event": nothing}).status_code == 404


def test_calling_off_needs_a_reason_and_keeps_what_was_chosen(client, home):
    event = make_event(home)
    client.force_login(StaffFactory())
    response = client.post(url("call_off", event), {"what": "cancel", "reason": ""})
    assert response.status_code == 422
    assert "Say why, so that people know what to expect." in words(response)
    assert "checked" in words(response)
    assert Meeting.objects.get().state == Meeting.State.SCHEDULED
    done = client.post(url("call_off", event), {"what": "cancel", "reason": "The hall is flooded."}, follow=True)
    assert "The meeting is cancelled. Everybody has been emailed." in words(done)
    assert "The hall is flooded." in words(done)


def test_registering_costs_at_most_fourteen_queries(client, home):
    network, person = make_network(home), UserFactory()
    make_member(network, person)
    event = make_event(home, network=network, capacity=50)
    for _ in range(20):
        make_registration(event, UserFactory())
    client.force_login(person)
    client.get(event.url)
    with CaptureQueriesContext(connection) as captured:
        assert client.post(url("register", event)).status_code == 302
    assert Registration.objects.filter(user=person).exists()
    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]  # begin and commit ask nothing
    assert len(asked) <= 14, asked
