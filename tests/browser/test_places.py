"""Ask for a place and be let in, be offered one that came free, register a director, and find a date together."""

from __future__ import annotations

import json

import pytest

MEETINGS = """
import json
from datetime import timedelta
from django.utils import timezone
from events.models import Delegation, EventIndexPage, EventPage, Registration
from portal.users.models import User
from networks.models import Network
index = EventIndexPage.objects.get()
ovm = User.objects.get(email="maya.okafor@northmarsh.example")
director = User.objects.get(email="sanjay.patel@thamesgate.example")
convenor = User.objects.get(email="ruth.bell@thamesgate.example")
london = Network.objects.get(page__slug="london")
def meeting(parent, title, **fields):
    start = timezone.now() + timedelta(days=20)
    page = EventPage(title=title, starts_at=start, ends_at=start + timedelta(hours=2), mode="online", **fields)
    parent.add_child(instance=page)
    return EventPage.objects.get(pk=page.pk)
asked = meeting(london.page, "Round table by request", admission="approval", members_only=False)
small = meeting(london.page, "A very small room", capacity=1, offer_hours=24, members_only=False)
Registration.objects.create(
    meeting=small.meeting, user=convenor, name=str(convenor), email=convenor.email, state="confirmed"
)
delegation = Delegation.objects.create(
    director_name=str(director), director_email=director.email, director=director, assistant=ovm, state="granted",
    granted_at=timezone.now(),
)
print(json.dumps({
    "asked": asked.url, "asked_pk": asked.pk, "small": small.url, "delegation": delegation.pk, "london": london.pk
}))
"""


@pytest.fixture(scope="module")
def meetings(served) -> dict:
    return json.loads(served.manage("shell", "-v", "0", "-c", MEETINGS))


def test_a_member_asks_for_a_place_and_an_organiser_says_yes(person, meetings):
    member = person("ovm").goes_to(meetings["asked"]).sees("An organiser says").looks("meeting-by-approval")
    member.presses("Ask for a place").goes_to(meetings["asked"]).sees("You have asked for a place")
    member.looks("place-asked-for")
    organiser = person("convenor").goes_to(f"/events/{meetings['asked_pk']}/people/").sees("Maya Okafor")
    organiser.looks("people-who-asked")
    organiser.page.get_by_label("Maya Okafor", exact=False).first.check()
    organiser.page.get_by_label("With those you ticked").select_option("approve")
    organiser.presses("Go on").looks("people-approve").sends()
    member.goes_to(meetings["asked"]).sees("You have a place").looks("place-given")


def test_a_place_that_comes_free_is_offered_for_a_day_and_taken(person, meetings):
    member = person("ovm").goes_to(meetings["small"]).sees("All places are taken").looks("meeting-full")
    member.presses("Join the waiting list").goes_to(meetings["small"])
    member.sees("You are number 1 on the waiting list").looks("place-waiting")
    person("convenor").goes_to(meetings["small"]).clicks("Withdraw").sends()
    member.goes_to(meetings["small"]).sees("A place is on offer for you").looks("place-on-offer")
    member.clicks("Take or leave the place").looks("offer").presses("Take the place")
    member.goes_to(meetings["small"]).sees("You have a place")


def test_an_assistant_registers_a_director_who_was_not_invited(person, meetings):
    assistant = person("ovm").goes_to("/events/desk/").looks("desk-of-one")
    assistant.clicks("Register Sanjay Patel").looks("register-director")
    assistant.presses("Register them").sees("Choose a meeting.").looks("register-director-error")
    assistant.page.get_by_label("Round table by request", exact=False).check()
    assistant.presses("Register them").sees("Sanjay Patel:").looks("desk-director-registered")


def test_members_say_which_dates_they_can_make_and_the_convenor_takes_one(person, meetings):
    convenor = person("convenor").goes_to(f"/events/network/{meetings['london']}/find-a-date/").looks("poll-new")
    convenor.presses("Ask the members").sees("Choose a kit.").looks("poll-new-errors")
    convenor.types("What is the meeting called?", "Meeting of the deputies")
    convenor.types("Which dates do you ask about?", "14 February 2040 10am\n15 February 2040 2pm")
    for part, value in {"Day": "1", "Month": "2", "Year": "2040"}.items():
        convenor.types(part, value)
    convenor.page.get_by_label("Network meeting", exact=False).first.check()
    convenor.presses("Ask the members").sees("Nobody has answered yet").looks("poll-empty")
    for number, answer in enumerate(("Yes", "If need be")):
        convenor.page.get_by_role("group").nth(number).get_by_label(answer, exact=True).check()
    convenor.presses("Send my answer").sees("Thank you").looks("poll-answered")
    convenor.clicks("Take a date").looks("poll-take").presses("Take this date").looks("poll-taken")
