"""Assistants act for the directors who let them, in their own name, until either side ends it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.links import delegation_link
from events.models import Delegation, Invitation, Registration
from portal.audit.models import LogEntry
from portal.notifications.models import Mail
from tests.clients import Client
from tests.factories.events import make_delegation, make_event, make_invitation, make_registration
from tests.factories.networks import make_network
from tests.factories.people import make_waiting
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
ASKED = {"name": "Alison Wray", "director": "alison.wray@portway.example"}
DEPUTY = {"name": "Dominic Achebe", "email": "dominic.achebe@portway.example", "role": "business-manager"}


@pytest.fixture
def assistant():
    return UserFactory(first_name="Dana", last_name="Reid", role="other")


@pytest.fixture
def desk(client, assistant) -> Client:
    client.force_login(assistant)
    return client


def link_to(email: str, kind: str) -> str:
    mail = Mail.objects.filter(kind=f"events/{kind}", to=email).latest("pk")
    return re.search(r"http\S+/assistant/link/\S+", mail.text).group(0).removeprefix(settings.PORTAL_URL)


def test_a_director_without_an_account_lets_an_assistant_act_by_a_button_behind_a_link(desk, assistant):
    desk.post("/events/desk/ask/", ASKED)
    director, link = Client(), link_to(ASKED["director"], "delegation_asked")
    for ask in (director.head, director.get, Client().get):
        ask(link, follow=True)
    assert Delegation.objects.get().state == "asked"  # a scanner followed it
    response = director.get(link)
    assert response["Referrer-Policy"] == "no-referrer"
    assert "May Dana Reid act for you" in director.get(response["Location"]).content.decode()
    director.post(response["Location"], {"answer": "grant"})
    delegation = Delegation.objects.get()
    assert delegation.is_granted and delegation.director is None
    told = set(Mail.objects.values_list("kind", "to"))
    assert {("events/delegation_granted", ASKED["director"]), ("events/delegation_yours", assistant.email)} <= told
    assert LogEntry.objects.filter(action="events/granted-delegation").count() == 1


def test_nothing_is_reached_before_the_director_says_yes(home, desk):
    invitation = make_invitation(make_event(home, title="Directors' day"))
    desk.post("/events/desk/ask/", ASKED)
    assert desk.get(f"/events/invitation/{invitation.pk}/").status_code == 404
    assert "Directors&#x27; day" not in desk.get("/events/desk/").content.decode()


def test_the_desk_shows_what_the_directors_are_invited_to_and_registered_for(home, desk, assistant):
    make_delegation(assistant=assistant)
    director = UserFactory()
    make_delegation(assistant=assistant, director=director)
    make_invitation(make_event(home, title="Directors' day"))
    make_registration(make_event(home, title="Finance clinic"), director)
    make_invitation(make_event(home, title="Somebody else's day"), email="else@portway.example")
    page = desk.get("/events/desk/").content.decode()
    assert "Directors&#x27; day" in page and "Finance clinic" in page and "Somebody else" not in page


def test_an_assistant_registers_a_director_in_their_own_name_and_both_get_mail_and_calendar(home, desk, assistant):
    make_delegation(assistant=assistant)
    invitation = make_invitation(make_event(home, title="Directors' day"))
    page = desk.get(f"/events/invitation/{invitation.pk}/").content.decode()
    assert "Alison Wray is invited" in page and "They will come" in page
    desk.post(f"/events/invitation/{invitation.pk}/", {"name": "Alison Wray", "role": "finance-director"})
    registration = Registration.objects.get()
    assert (registration.email, registration.registered_by, registration.via) == (
        invitation.email, assistant, "delegate"
    )  # fmt: skip
    for kind, to in (("registered", invitation.email), ("arranged", assistant.email)):
        mail = Mail.objects.get(kind=f"events/{kind}", to=to)
        assert [file["name"] for file in mail.attachments] == ["meeting.ics"], kind
    assert "Dana Reid answered your invitation for you" in Mail.objects.get(kind="events/answered").text
    assert LogEntry.objects.get(action="events/answered-invitation").actor_id == assistant.pk


def test_the_joining_link_is_the_directors_alone(home, desk, assistant):
    director = UserFactory()
    make_delegation(assistant=assistant, director=director)
    event = make_event(home, in_days=0.02, mode="online", joining_url="https://meet.example/room")
    place = make_registration(event, director)
    accepted = make_invitation(event, director, state="accepted", registration=place)
    reached = [f"/events/invitation/{accepted.pk}/", f"/events/place/{place.pk}/"]
    assert all("meet.example" not in desk.get(address).content.decode() for address in reached)
    desk.force_login(director)
    assert all("meet.example/room" in desk.get(address).content.decode() for address in reached)


def test_an_assistant_declines_and_sends_a_deputy_for_a_director(home, desk, assistant):
    make_delegation(assistant=assistant)
    one, two = (make_invitation(make_event(home, title=title)) for title in ("One", "Two"))
    desk.post(f"/events/invitation/{one.pk}/decline/", {"reason": "Away"})
    desk.post(f"/events/invitation/{two.pk}/deputy/", DEPUTY)
    assert set(Invitation.objects.values_list("state", flat=True)) == {"declined", "deputy"}
    assert Mail.objects.filter(kind="events/answered", to=one.email).count() == 2
    assert Mail.objects.filter(kind="events/arranged", to=assistant.email).count() == 2
    assert Registration.objects.get().registered_by == assistant


def test_an_assistant_gives_back_and_passes_on_a_directors_place(home, desk, assistant):
    director = UserFactory()
    make_delegation(assistant=assistant, director=director)
    one, two = (make_registration(make_event(home, title=title), director) for title in ("One", "Two"))
    desk.post(f"/events/place/{one.pk}/withdraw/")
    desk.post(f"/events/place/{two.pk}/substitute/", DEPUTY)
    one.refresh_from_db(), two.refresh_from_db()
    assert one.is_withdrawn and two.is_withdrawn
    deputy = Registration.objects.get(instead_of=two)
    assert (deputy.has_a_place, deputy.via, deputy.registered_by) == (True, "delegate", assistant)
    assert set(Mail.objects.filter(to=director.email).values_list("kind", flat=True)) == {
        "events/withdrawn", "events/substituted"
    }  # fmt: skip
    assert Mail.objects.filter(kind="events/arranged", to=assistant.email).count() == 2


@pytest.mark.parametrize("end", ["by the assistant", "by the director", "by the director's link"])
def test_once_ended_nothing_is_reachable(home, client, assistant, end):
    director = UserFactory()
    delegation = make_delegation(assistant=assistant, director=director)
    invitation = make_invitation(make_event(home, title="Directors' day"), director)
    registration = make_registration(make_event(home, title="Finance clinic"), director)
    client.force_login(assistant)
    reached = [
        f"/events/invitation/{invitation.pk}/", f"/events/invitation/{invitation.pk}/deputy/",
        f"/events/invitation/{invitation.pk}/decline/", f"/events/place/{registration.pk}/",
        f"/events/place/{registration.pk}/withdraw/", f"/events/place/{registration.pk}/substitute/",
    ]  # fmt: skip
    assert {client.get(address).status_code for address in reached} == {200}
    other = Client()
    if end == "by the director's link":
        address = other.get(delegation_link(delegation).removeprefix(settings.PORTAL_URL))["Location"]
    else:
        other.force_login(assistant if end == "by the assistant" else director)
        address = f"/events/assistant/{delegation.pk}/"
    assert "from this moment" in other.post(address, {"answer": "end"}).content.decode()
    assert {client.get(address).status_code for address in [*reached, f"/events/assistant/{delegation.pk}/"]} == {404}
    assert {client.post(address, DEPUTY).status_code for address in reached} <= {404, 405}
    page = client.get("/events/desk/").content.decode()
    assert "Directors" not in page and str(director) not in page
    registration.refresh_from_db()
    assert registration.has_a_place
    ended = Mail.objects.filter(kind="events/delegation_ended")
    assert set(ended.values_list("to", flat=True)) == {director.email, assistant.email}


def test_a_link_to_grant_is_dead_once_the_director_said_no(desk):
    desk.post("/events/desk/ask/", ASKED)
    director, link = Client(), link_to(ASKED["director"], "delegation_asked")
    address = director.get(link)["Location"]
    director.post(address, {"answer": "end"})
    assert Delegation.objects.get().state == "refused"
    assert director.post(address, {"answer": "grant"}).status_code == 410
    assert director.get(link).status_code == 410
    assert not Mail.objects.filter(to=ASKED["director"], kind="events/delegation_ended").exists()


def test_an_assistant_cannot_grant_it_to_themselves(desk, assistant):
    desk.post("/events/desk/ask/", ASKED)
    delegation = Delegation.objects.get()
    assert desk.post(f"/events/assistant/{delegation.pk}/", {"answer": "grant"}).status_code == 403
    assert Delegation.objects.get().state == "asked"


def test_a_director_with_an_account_names_an_assistant_of_their_trust_and_of_no_other(client, assistant):
    director = UserFactory(trust=assistant.trust)
    client.force_login(director)
    stranger = UserFactory()
    for email in (stranger.email, "nobody@trust-a.example"):
        response = client.post("/events/desk/appoint/", {"assistant": email})
        assert response.status_code == 422 and "We found nobody with this address" in response.content.decode()
    client.post("/events/desk/appoint/", {"assistant": assistant.email})
    delegation = Delegation.objects.get()
    assert (delegation.assistant, delegation.director, delegation.is_granted) == (assistant, director, True)
    assert "Dana Reid" in client.get("/events/desk/").content.decode()


def test_naming_the_assistant_who_asked_answers_what_they_asked(client, assistant):
    director = UserFactory(trust=assistant.trust)
    client.force_login(assistant)
    client.post("/events/desk/ask/", {"name": str(director), "director": director.email})
    client.force_login(director)
    client.post("/events/desk/appoint/", {"assistant": assistant.email})
    assert Delegation.objects.get().is_granted


def test_the_same_director_is_asked_once_and_no_more_than_five_a_day(desk):
    for _ in range(2):
        desk.post("/events/desk/ask/", ASKED)
    assert Mail.objects.count() == 1
    answers = [
        desk.post("/events/desk/ask/", ASKED | {"director": f"d{number}@portway.example"}).status_code
        for number in range(5)
    ]
    assert answers == [302] * 4 + [403]
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        desk.force_login(Delegation.objects.first().assistant)
        assert desk.post("/events/desk/ask/", ASKED | {"director": "d9@portway.example"}).status_code == 302


def test_an_assistant_whose_account_waits_for_approval_reaches_nothing(home, client):
    waiting = make_waiting()
    make_delegation(assistant=waiting)
    invitation = make_invitation(make_event(home))
    client.force_login(waiting)
    assert client.get(f"/events/invitation/{invitation.pk}/").status_code == 404
    assert client.get("/events/desk/").status_code == 302


def test_the_desk_costs_the_same_for_one_director_and_for_ten(home, desk, assistant):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get("/events/desk/").status_code == 200
        return len(asked)

    def add(numbers) -> None:
        for number in numbers:
            email = f"d{number}@portway.example"
            make_delegation(assistant=assistant, director_name=f"D {number}", director_email=email)
            make_invitation(make_event(home, title=f"Day {number}"), email=email)

    add(range(1))
    cost()
    one = cost()
    add(range(1, 10))
    assert cost() == one


def register_page(delegation: Delegation) -> str:
    return f"/events/desk/{delegation.pk}/register/"


def test_an_assistant_registers_a_director_whom_nobody_invited_and_both_get_mail_and_calendar(home, desk, assistant):
    delegation, event = make_delegation(assistant=assistant), make_event(home, title="Directors' day")
    assert "Directors&#x27; day" in desk.get(register_page(delegation)).content.decode()
    desk.post(register_page(delegation), {"meeting": event.pk, "role": "finance-director"})
    registration = Registration.objects.get()
    assert (registration.email, registration.role, registration.registered_by, registration.via) == (
        delegation.director_email, "finance-director", assistant, "delegate"
    )  # fmt: skip
    for kind, to in (("registered", delegation.director_email), ("arranged", assistant.email)):
        mail = Mail.objects.get(kind=f"events/{kind}", to=to)
        assert [file["name"] for file in mail.attachments] == ["meeting.ics"], kind
    assert "You registered Alison Wray for this meeting." in Mail.objects.get(kind="events/arranged").text
    assert "There is no other meeting" in desk.get(register_page(delegation)).content.decode()


def test_a_director_is_registered_by_the_rules_that_hold_for_themselves(home, desk, assistant):
    director = UserFactory(role="finance-director")
    delegation = make_delegation(assistant=assistant, director=director)
    make_event(home, title="By invitation", admission="invitation")
    make_event(home, title="For managers", for_roles=["ovm"])
    fits = make_event(home, title="For directors", for_roles=["finance-director"], capacity=1)
    make_registration(fits, UserFactory())
    page = desk.get(register_page(delegation)).content.decode()
    assert "For directors" in page and "By invitation" not in page and "For managers" not in page
    assert "Their role" not in page  # their profile says it
    desk.post(register_page(delegation), {"meeting": fits.pk})
    assert Registration.objects.get(user=director).is_waiting
    arranged = Mail.objects.get(kind="events/arranged")
    assert "waiting list" in arranged.text and not arranged.attachments


def test_a_role_that_the_meeting_is_not_for_is_told_and_nothing_is_lost(home, desk, assistant):
    delegation, event = make_delegation(assistant=assistant), make_event(home, for_roles=["finance-director"])
    response = desk.post(register_page(delegation), {"meeting": event.pk, "role": "ovm"})
    assert response.status_code == 422 and "This meeting is for" in response.content.decode()
    assert "checked" in response.content.decode() and not Registration.objects.exists()


def test_a_meeting_that_the_assistant_may_not_see_or_that_has_closed_is_not_offered(home, desk, assistant):
    delegation = make_delegation(assistant=assistant)
    private = make_event(make_network(home, kind="private").page, title="Inside")
    closed = make_event(home, title="Closed", closes_at=timezone.now() - timedelta(hours=1))
    page = desk.get(register_page(delegation)).content.decode()
    assert "Inside" not in page and "Closed" not in page
    for event in (private, closed):
        response = desk.post(register_page(delegation), {"meeting": event.pk, "role": "finance-director"})
        assert response.status_code == 422
    assert not Registration.objects.exists()


def test_nobody_is_registered_before_the_director_says_yes_or_after_it_ended(home, desk, assistant):
    asked = make_delegation(assistant=assistant, state="asked")
    somebody_elses = make_delegation(assistant=UserFactory())
    for delegation in (asked, somebody_elses):
        assert desk.get(register_page(delegation)).status_code == 404


def test_the_meetings_to_choose_from_cost_the_same_for_two_and_for_twelve(home, desk, assistant):
    delegation = make_delegation(assistant=assistant)
    for number in range(2):
        make_event(home, title=f"Meeting {number}")

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            desk.get(register_page(delegation))
        return len(found)

    queries()
    few = queries()
    for number in range(10):
        make_event(home, title=f"More {number}")
    assert queries() == few <= 14
