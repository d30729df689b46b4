"""The door: marks by code, name and link, walk-ins, two helpers at once, and a phone that tells twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from events import actions, tickets
from events.answers import Refused
from events.attendees import Attendee
from events.models import DoorLink, DoorMark, EventPage, Registration
from portal.audit.models import LogEntry
from portal.notifications.models import Mail
from tests.clients import Client
from tests.factories.events import make_event, make_registration
from tests.factories.networks import make_convenor, make_network
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def convenor(home):
    network = make_network(home)
    person = UserFactory()
    make_convenor(network, person)
    person.network = network
    return person


@pytest.fixture
def event(home, convenor) -> EventPage:
    """It began an hour ago."""
    return make_event(home, network=convenor.network, in_days=-1 / 24, hours=3, capacity=2)


@pytest.fixture
def organiser(convenor) -> Client:
    client = Client()
    client.force_login(convenor)
    return client


def helper_of(event: EventPage, convenor) -> Client:
    """Somebody without an account who came by the link."""
    client = Client()
    token = actions.make_door_link(event=event, actor=convenor)
    assert client.get(reverse("events:door_opened", args=[token])).status_code == 302
    return client


def taken_by(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def door(event: EventPage, name: str = "door") -> str:
    return reverse(f"events:{name}", args=[event.pk])


def mark(client: Client, event: EventPage, code: str, verb: str = "mark", **fields):
    return client.post(door(event, f"door_{verb}"), {"code": code, **fields}, **JSON).json()


def test_a_press_marks_somebody_and_a_second_says_since_when(organiser, event):
    person = make_registration(event, UserFactory(first_name="Olu", last_name="Adeyemi"))
    assert mark(organiser, event, person.code)["outcome"] == "here"
    told = mark(organiser, event, person.code)
    assert told["outcome"] == "already" and "already here since" in told["sentence"]
    assert Registration.objects.get(pk=person.pk).was_present


def test_looking_marks_nobody(organiser, event):
    person = make_registration(event, UserFactory())
    for address in (f"{door(event)}?code={person.code}", reverse("events:ticket", args=[person.code])):
        assert organiser.get(address, follow=True).status_code == 200
    assert not Registration.objects.present().exists()


def test_a_code_is_read_as_it_is_typed_and_as_the_picture_holds_it(organiser, event):
    first, second = (make_registration(event, UserFactory()) for _ in range(2))
    assert mark(organiser, event, f" {tickets.spelled(first.code).lower()} ")["outcome"] == "here"
    assert mark(organiser, event, tickets.ticket_url(second))["outcome"] == "here"


def test_a_code_of_another_meeting_is_unknown_here(home, organiser, event):
    elsewhere = make_registration(make_event(home), UserFactory())
    assert mark(organiser, event, elsewhere.code)["outcome"] == "unknown"
    assert mark(organiser, event, "")["outcome"] == "unknown"


def test_a_plain_form_marks_too_and_goes_back_to_the_list(organiser, event):
    person = make_registration(event, UserFactory())
    answer = organiser.post(door(event, "door_mark"), {"code": person.code}, follow=True)
    assert f"{person.name} is here." in answer.content.decode()
    answer = organiser.post(door(event, "door_undo"), {"code": person.code}, follow=True)
    assert "is not marked as here" in answer.content.decode()


def test_what_a_phone_sends_twice_counts_once_even_after_an_undo(organiser, event):
    person, key = make_registration(event, UserFactory()), str(uuid4())
    mark(organiser, event, person.code, key=key)
    mark(organiser, event, person.code, verb="undo", key=str(uuid4()))
    assert mark(organiser, event, person.code, key=key)["outcome"] == "back"
    assert not Registration.objects.get(pk=person.pk).was_present
    assert DoorMark.objects.count() == 2


def test_the_time_is_that_at_the_door_if_it_can_be_true(organiser, event):
    first, second = (make_registration(event, UserFactory()) for _ in range(2))
    seen = timezone.now() - timedelta(minutes=20)
    mark(organiser, event, first.code, at=seen.isoformat())
    mark(organiser, event, second.code, at=(seen + timedelta(days=2)).isoformat())
    first.refresh_from_db()
    second.refresh_from_db()
    assert abs(first.present_at - seen) < timedelta(seconds=1)
    assert second.present_at <= timezone.now()


def test_somebody_who_waits_comes_in_while_there_is_room_and_beyond_it_only_when_asked(organiser, event):
    waits, late = (make_registration(event, UserFactory(), state="waiting") for _ in range(2))
    make_registration(event, UserFactory())
    assert mark(organiser, event, waits.code)["outcome"] == "here"
    told = mark(organiser, event, late.code)
    assert told["outcome"] == "ask" and "Let them in?" in told["sentence"]
    assert not Registration.objects.get(pk=late.pk).was_present
    assert mark(organiser, event, late.code, even_if_full="on")["outcome"] == "here"
    assert LogEntry.objects.filter(action="events/let-in").count() == 2


def walk_in(client: Client, event: EventPage, **fields):
    said = {"name": "Alison Wray", "email": "alison.wray@portway.example", "role": "", "trust": "", **fields}
    return client.post(door(event, "walk_in"), said)


def test_a_walk_in_is_here_and_gets_no_mail(organiser, event):
    assert walk_in(organiser, event).status_code == 302
    person = event.meeting.registrations.get()
    assert (person.via, person.was_present, person.has_a_place) == (Registration.Via.DOOR, True, True)
    assert not Mail.objects.exists()


def test_beyond_the_capacity_a_walk_in_needs_a_yes(organiser, event):
    for _ in range(2):
        make_registration(event, UserFactory())
    answer = walk_in(organiser, event)
    assert answer.status_code == 422 and "All places are taken. Let them in?" in answer.content.decode()
    assert event.meeting.registrations.count() == 2
    assert walk_in(organiser, event, even_if_full="on").status_code == 302
    assert event.meeting.registrations.count() == 3
    assert LogEntry.objects.get(action="events/walked-in").data["over_capacity"] is True


def test_a_walk_in_who_is_on_the_list_is_marked_and_not_doubled(organiser, event):
    person = make_registration(event, UserFactory(email="alison.wray@portway.example"))
    walk_in(organiser, event)
    assert event.meeting.registrations.get() == person
    assert event.meeting.registrations.get().was_present


def test_the_trust_of_a_walk_in_is_found_by_its_code(organiser, event):
    trust = UserFactory().trust
    walk_in(organiser, event, trust=trust.code.lower())
    assert event.meeting.registrations.get().trust == trust
    assert walk_in(organiser, event, email="b@portway.example", trust="No such place").status_code == 422


def test_a_helper_without_an_account_sees_the_list_marks_and_reaches_nothing_else(event, convenor):
    person = make_registration(event, UserFactory(first_name="Olu", last_name="Adeyemi"))
    helper = helper_of(event, convenor)
    page = helper.get(door(event)).content.decode()
    assert "Olu Adeyemi" in page and person.email not in page
    assert mark(helper, event, person.code)["outcome"] == "here"
    assert Registration.objects.get(pk=person.pk).present_by is None
    for name in ("people", "call_off", "door_link"):
        assert "/accounts/login/" in helper.get(door(event, name)).url


def test_the_link_works_around_the_meeting_only_and_not_once_it_is_stopped(home, convenor, event):
    early = make_event(home, network=convenor.network, in_days=1)
    token = actions.make_door_link(event=early, actor=convenor)
    assert "not open yet" in Client().get(reverse("events:door_opened", args=[token])).content.decode()
    over = make_event(home, network=convenor.network, in_days=-1)
    token = actions.make_door_link(event=over, actor=convenor)
    assert Client().get(reverse("events:door_opened", args=[token])).status_code == 410
    helper = helper_of(event, convenor)
    actions.revoke_door_link(event=event, actor=convenor)
    assert helper.get(door(event)).status_code == 410
    assert helper.post(door(event, "door_mark"), {"code": "A"}).status_code == 410


def test_a_new_link_ends_the_one_before_and_only_a_digest_is_kept(event, convenor):
    helper = helper_of(event, convenor)
    token = actions.make_door_link(event=event, actor=convenor)
    assert helper.get(door(event)).status_code == 410
    assert token not in DoorLink.objects.get().digest


def test_a_link_opens_the_door_of_its_own_meeting_only(home, event, convenor):
    helper = helper_of(event, convenor)
    other = make_event(home, network=convenor.network, in_days=0)
    assert "/accounts/login/" in helper.get(door(other)).url


def test_marks_made_offline_are_taken_a_while_after_the_end_but_names_are_not_shown(home, convenor):
    event = make_event(home, network=convenor.network, in_days=-1 / 24, hours=3)
    person = make_registration(event, UserFactory())
    helper = helper_of(event, convenor)
    EventPage.objects.filter(pk=event.pk).update(ends_at=timezone.now())
    type(event.meeting).objects.update(ends_at=timezone.now() - timedelta(minutes=5))
    assert helper.get(door(event)).status_code == 410
    assert mark(helper, event, person.code)["outcome"] == "here"


def test_before_its_day_nobody_is_marked(home, convenor, organiser):
    event = make_event(home, network=convenor.network, in_days=3)
    person = make_registration(event, UserFactory())
    assert mark(organiser, event, person.code)["outcome"] == "refused"
    with pytest.raises(Refused):
        actions.walk_in(event=event, attendee=Attendee(name="A", email="a@b.example"), actor=convenor)


def test_the_picture_leads_a_helper_to_the_person_and_nobody_else_anywhere(event, convenor):
    person = make_registration(event, UserFactory(first_name="Olu", last_name="Adeyemi"))
    address = reverse("events:ticket", args=[person.code])
    assert helper_of(event, convenor).get(address).url == f"{door(event)}?code={person.code}"
    for somebody in (Client(), taken_by(UserFactory())):
        told = somebody.get(address)
        assert told.status_code == 200 and b"Show this at the door" in told.content and b"Olu" not in told.content
    assert Client().get(reverse("events:ticket", args=["AAAAAAAA"])).status_code == 200
    assert tickets.png(person).startswith(b"\x89PNG") and "<svg" in tickets.svg(person)


def test_only_the_door_may_use_the_camera(organiser, event):
    assert "camera=(self)" in organiser.get(door(event))["Permissions-Policy"]
    for name in ("people", "walk_in", "door_link"):
        assert "camera=()" in organiser.get(door(event, name))["Permissions-Policy"]


def test_a_phone_fetches_the_list_only_when_it_has_changed(organiser, event):
    person = make_registration(event, UserFactory())
    version = organiser.get(door(event, "door_list"))["ETag"]
    again = {"HTTP_IF_NONE_MATCH": version}
    assert organiser.get(door(event, "door_list"), **again).status_code == 304
    mark(organiser, event, person.code)
    assert organiser.get(door(event, "door_list"), **again).status_code == 200


def test_the_list_asks_as_often_for_ten_people_as_for_forty(organiser, event, django_assert_max_num_queries):
    for _ in range(40):
        make_registration(event, UserFactory())
    organiser.get(door(event))
    with django_assert_max_num_queries(12):
        organiser.get(door(event, "door_list"))


def test_the_list_is_narrowed_without_a_script(organiser, event):
    make_registration(event, UserFactory(first_name="Olu", last_name="Adeyemi"))
    make_registration(event, UserFactory(first_name="Rajiv", last_name="Menon"))
    page = organiser.get(door(event), {"q": "olu"}).content.decode()
    assert "Olu Adeyemi" in page and "Rajiv Menon" not in page


def test_somebody_with_a_place_sees_the_picture_in_their_meetings(home):
    person, client = UserFactory(), Client()
    registration = make_registration(make_event(home), person)
    client.force_login(person)
    page = client.get(reverse("events:mine")).content.decode()
    assert tickets.spelled(registration.code) in page and "ticket__qr" in page
    event = registration.meeting.page
    assert "ticket__qr" not in client.get(event.url).content.decode()  # from the day before
    soon = make_registration(make_event(home, in_days=0.5), person).meeting.page
    assert "ticket__qr" in client.get(soon.url).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_helpers_who_mark_the_same_person_at_once_make_one_mark(event, convenor):
    if connection.vendor != "postgresql":
        pytest.skip("two writers at once need PostgreSQL")
    person = make_registration(event, UserFactory())
    helpers, start = [Client() for _ in range(6)], Barrier(6)
    for helper in helpers:
        helper.force_login(convenor)

    def press(helper: Client) -> str:
        try:
            start.wait()
            return mark(helper, event, person.code, key=str(uuid4()))["outcome"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        outcomes = sorted(pool.map(press, helpers))
    assert outcomes == ["already"] * 5 + ["here"]
    assert LogEntry.objects.filter(action="events/marked-present").count() == 1
