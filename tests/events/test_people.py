"""The organisers' list of who comes: found, filtered with counts, acted on, and read one by one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from events.actions import forget_attendance
from events.models import Registration
from events.replies import replies_of
from portal.audit.models import LogEntry
from portal.notifications.models import Mail
from tests.factories.events import make_event, make_registration
from tests.factories.networks import make_convenor, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
State = Registration.State


@pytest.fixture
def staff(client):
    person = StaffFactory()
    client.force_login(person)
    return person


def names(response) -> list[str]:
    return [row.name for row in response.context["page"].object_list]


def register(event, name: str, **fields) -> Registration:
    first, _, last = name.partition(" ")
    return make_registration(event, UserFactory(first_name=first, last_name=last), **fields)


def people_url(event, **query) -> str:
    return reverse("events:people", args=[event.pk], query=query)


def act(client, event, do: str, *people, **said):
    keys = ",".join(str(person.pk) for person in people)
    return client.post(reverse("events:act", args=[event.pk]), {"do": do, "keys": keys, **said}, follow=True)


def state_of(registration) -> str:
    return Registration.objects.get(pk=registration.pk).state


# Found


def test_people_are_found_by_name_address_trust_and_code(home, client, staff):
    event = make_event(home)
    ruth, _ = register(event, "Ruth Bell"), register(event, "Amir Khan")
    Registration.objects.filter(pk=ruth.pk).update(trust=OrganisationFactory(name="Quayside Hospitals"))
    for words in ("ruth", "RUTH bell", ruth.email, "quayside", ruth.code.lower()):
        assert names(client.get(people_url(event, q=words))) == ["Ruth Bell"], words


def test_filters_say_how_many_they_give_beside_the_others(home, client, staff):
    event = make_event(home)
    register(event, "Ann One"), register(event, "Bo Two")
    register(event, "Cy Three", state=State.WAITING, via="organiser")
    roster = client.get(people_url(event, via="self")).context["roster"]
    counts = {filter.name: {one.value: one.count for one in filter.options} for filter in roster.filters}
    assert counts["via"] == {"self": 2, "organiser": 1}
    assert counts["state"] == {"confirmed": 2}
    assert (roster.total, roster.with_a_place, roster.waiting) == (2, 2, 1)
    assert names(client.get(people_url(event, state="waiting"))) == ["Cy Three"]


def test_the_queue_is_shown_in_its_order(home, client, staff):
    event = make_event(home)
    register(event, "Zed First", state=State.WAITING), register(event, "Ann Second", state=State.WAITING)
    register(event, "Max Before", state=State.WAITING, priority=1), register(event, "Has Place")
    assert names(client.get(people_url(event, sort="state"))) == ["Has Place", "Max Before", "Zed First", "Ann Second"]


@pytest.mark.parametrize("query", [{"state": "lost"}, {"trust": "x"}, {"sort": "-pk"}, {"page": "9"}, {"page": "x"}])
def test_an_address_that_says_nothing_is_not_found(home, client, staff, query):
    assert client.get(people_url(make_event(home), **query)).status_code == 404


def test_the_list_takes_as_many_queries_for_200_people_as_for_10(
    home, client, staff, django_assert_max_num_queries, django_assert_num_queries
):
    few, many = make_event(home, title="Few"), make_event(home, title="Many")
    for event, number in ((few, 10), (many, 200)):
        meeting, trusts = event.meeting, [OrganisationFactory() for _ in range(4)]
        Registration.objects.bulk_create(
            Registration(
                meeting=meeting,
                name=f"Person {n}",
                email=f"p{n}@trust.example",
                trust=trusts[n % 4],
                state=State.CONFIRMED,
                registered_by=staff,
            )
            for n in range(number)
        )
    client.get(people_url(few))
    with django_assert_max_num_queries(12) as asked:
        client.get(people_url(few, q="person"))
    with django_assert_num_queries(len(asked)):
        response = client.get(people_url(many, q="person"))
    assert len(names(response)) == 50


# Acted on


def test_whoever_is_ticked_is_named_before_anything_happens(home, client, staff):
    event = make_event(home, in_days=-1)
    one, other = register(event, "Ruth Bell"), register(event, "Amir Khan")
    response = client.get(reverse("events:act", args=[event.pk]), {"do": "present", "who": [one.pk]})
    assert "Mark 1 person as there?" in response.text and "Ruth Bell" in response.text
    assert "Amir Khan" not in response.text
    assert not Registration.objects.present().exists()
    assert "Marked as there: 1 person" in act(client, event, "present", one).text
    assert set(Registration.objects.present()) == {one}
    assert other.present_at is None


def test_all_that_match_are_meant_on_every_page(home, client, staff):
    event = make_event(home)
    for n in range(60):
        register(event, f"Ann {n}", state=State.WAITING if n < 55 else State.CONFIRMED)
    asked = {"do": "write", "all": "1", "query": "state=waiting"}
    assert len(client.get(reverse("events:act", args=[event.pk]), asked).context["people"]) == 55


def test_marks_are_taken_back_with_one_press(home, client, staff):
    event = make_event(home, in_days=-1)
    one = register(event, "Ruth Bell")
    assert "Undo" in act(client, event, "present", one).text
    act(client, event, "absent", one)
    assert not Registration.objects.present().exists()


def test_a_second_press_changes_nothing_and_says_so(home, client, staff):
    event = make_event(home, in_days=-1)
    one = register(event, "Ruth Bell")
    act(client, event, "present", one)
    assert "it was so already" in act(client, event, "present", one).text
    assert LogEntry.objects.filter(action="events/marked-present").count() == 1


def test_those_who_asked_hear_yes_or_no(home, client, staff):
    event = make_event(home, admission="approval")
    yes, no, has = (
        register(event, "Ann Yes", state=State.REQUESTED),
        register(event, "Bo No", state=State.REQUESTED),
        register(event, "Cy Has", state=State.WITHDRAWN),
    )
    text = act(client, event, "approve", yes, has).text
    assert "Said yes to: 1 person" in text and "Cy Has: They do not wait for a yes now." in text
    act(client, event, "decline", no, reason="This one is for London.")
    assert (state_of(yes), state_of(no)) == (State.CONFIRMED, State.DECLINED)
    assert "This one is for London." in Mail.objects.get(to=no.email).text


def test_an_organiser_withdraws_people_and_each_reads_why(home, client, staff):
    event = make_event(home, capacity=1)
    held, waits, stays = (
        register(event, "Ann Held"),
        register(event, "Bo Waits", state=State.WAITING),
        register(event, "Cy Stays", state=State.WAITING),
    )
    act(client, event, "withdraw", held, waits, reason="The trust sends somebody else.")
    assert [state_of(row) for row in (held, waits, stays)] == [State.WITHDRAWN, State.WITHDRAWN, State.CONFIRMED]
    assert list(Mail.objects.filter(to=waits.email).values_list("kind", flat=True)) == ["events/withdrawn"]
    assert "The trust sends somebody else." in Mail.objects.get(to=held.email).text


def test_a_reason_must_be_given_to_withdraw_somebody(home, client, staff):
    event = make_event(home)
    one = register(event, "Ann Held")
    response = act(client, event, "withdraw", one, reason="")
    assert response.status_code == 422 and "Say why." in response.text
    assert state_of(one) == State.CONFIRMED


def test_words_to_many_reach_each_once(home, client, staff):
    event = make_event(home)
    one, other = register(event, "Ann One"), register(event, "Bo Two")
    said = {"subject": "A new room", "text": "We meet on the second floor."}
    act(client, event, "write", one, other, **said)
    assert "Nothing has changed" in act(client, event, "write", one, other, **said).text
    assert set(Mail.objects.filter(subject__contains="A new room").values_list("to", flat=True)) == {
        one.email,
        other.email,
    }


def test_people_of_another_meeting_cannot_be_reached_through_this_one(home, client, staff):
    event, other = make_event(home, in_days=-1), make_event(home, in_days=-1, title="Other")
    theirs = register(other, "Ruth Bell")
    assert "Nothing was done" in act(client, event, "present", theirs).text
    assert not Registration.objects.present().exists()


# The next place, out of order


def test_a_kept_place_is_given_out_of_order_with_its_reason(home, client, staff):
    event = make_event(home, capacity=2, kept={"finance-director": 1})
    register(event, "Has One")
    waits = register(event, "Ann Waits", state=State.WAITING)
    act(client, event, "place", waits, reason="She speaks at ten.")
    waits.refresh_from_db()
    assert (waits.state, waits.note) == (State.CONFIRMED, "Out of order: She speaks at ten.")
    assert Mail.objects.get(to=waits.email).kind == "events/promoted"
    entry = LogEntry.objects.get(action="events/gave-place")
    assert (entry.actor, entry.data) == (staff, {})


def test_nobody_comes_over_capacity_but_stands_first_in_line(home, client, staff):
    event = make_event(home, capacity=1)
    held, first, chosen = (
        register(event, "Has One"),
        register(event, "Ann First", state=State.WAITING),
        register(event, "Bo Chosen", state=State.WAITING),
    )
    for _ in range(2):
        text = act(client, event, "place", chosen, reason="He speaks at ten.").text
    assert "it was so already" in text
    assert event.meeting.registrations.confirmed().count() == 1
    act(client, event, "withdraw", held, reason="Ill")
    assert (state_of(chosen), state_of(first)) == (State.CONFIRMED, State.WAITING)


# One by one


def test_a_persons_page_tells_what_happened_and_what_was_mailed(home, client, staff):
    event = make_event(home)
    one = register(event, "Ruth Bell", state=State.WAITING)
    act(client, event, "place", one, reason="She speaks.")
    text = client.get(reverse("events:person", args=[event.pk, one.pk])).text
    for words in ("Gave a place, out of order", str(staff), one.code, one.email, "She speaks.", "Queued"):
        assert words in text, words
    assert replies_of([one]) == {one.pk: []}


def test_a_note_is_kept_logged_without_its_words_and_guarded(home, client, staff):
    event = make_event(home)
    one = register(event, "Ruth Bell")
    url = reverse("events:person", args=[event.pk, one.pk])
    client.post(url, {"note": "Comes an hour late."})
    one.refresh_from_db()
    assert one.note == "Comes an hour late."
    assert LogEntry.objects.get(action="events/changed-note").data == {}
    assert client.post(url, {"note": "NHS number 943 476 5919"}).status_code == 422
    one.refresh_from_db()
    assert one.note == "Comes an hour late."


def test_a_person_of_another_meeting_is_not_found_here(home, client, staff):
    event, other = make_event(home), make_event(home, title="Other")
    one = register(other, "Ruth Bell")
    assert client.get(reverse("events:person", args=[event.pk, one.pk])).status_code == 404


def test_the_sheet_to_sign_names_those_with_a_place_by_last_name(home, client, staff):
    event = make_event(home)
    register(event, "Ann Zed"), register(event, "Zoe Adams"), register(event, "Not Me", state=State.WAITING)
    response = client.get(reverse("events:sign_in_sheet", args=[event.pk]))
    assert [row.name for row in response.context["people"]] == ["Zoe Adams", "Ann Zed"]
    assert "Not Me" not in response.text


# On behalf


def test_an_organiser_registers_somebody_without_an_account(home, client, staff):
    event = make_event(home)
    said = {"name": "Alison Wray", "email": "Alison.Wray@portway.example", "role": "finance-director", "trust": ""}
    client.post(reverse("events:register_somebody", args=[event.pk]), said)
    row = Registration.objects.get()
    assert (row.email, row.via, row.registered_by) == ("alison.wray@portway.example", "organiser", staff)
    assert (row.state, Mail.objects.get().to) == (State.CONFIRMED, "alison.wray@portway.example")


def test_an_organiser_registers_an_account_that_the_directory_shows_them(home, client):
    network, convenor, member = make_network(home), UserFactory(), UserFactory(first_name="Amir", last_name="Khan")
    make_convenor(network, convenor)
    make_convenor(network, member)
    client.force_login(convenor)
    event = make_event(home, network=network)
    url = reverse("events:register_somebody", args=[event.pk])
    assert "Amir Khan" in client.get(url, {"name": "amir"}).text
    client.post(url, {"user": member.pk})
    assert (Registration.objects.get().user, Registration.objects.get().via) == (member, "organiser")
    assert "registered already" in client.post(url, {"user": member.pk}, follow=True).text


# Taken away


def test_the_list_to_take_away_has_the_same_people_and_never_what_they_need(home, client, staff):
    event = make_event(home)
    one = register(event, "Ruth Bell", note="Late")
    register(event, "Amir Khan", state=State.WAITING)
    url = reverse("privacy:list", args=["events/people"], query={"event": event.pk, "state": "confirmed"})
    text = b"".join(client.post(url, {"form": "csv"}, follow=True).streaming_content).decode("utf-8-sig")
    assert "Ruth Bell" in text and one.code in text and "Late" in text
    assert "Amir Khan" not in text
    assert "diet" not in text.lower()


def test_staff_who_look_into_a_network_leave_a_trace(home, client, staff):
    event = make_event(home, network=make_network(home, kind="open"))
    client.get(people_url(event))
    assert LogEntry.objects.filter(action="audit/viewed", actor=staff, data__what="registrations").exists()


def test_a_persons_page_offers_what_can_be_done_with_them_now(home, client, staff):
    event, over = make_event(home), make_event(home, in_days=-1, title="Over")
    asks, there = register(event, "Ann Asks", state=State.REQUESTED), register(over, "Bo There")
    offered = {
        row.name: list(client.get(reverse("events:person", args=[page.pk, row.pk])).context["verbs"])
        for page, row in ((event, asks), (over, there))
    }
    assert offered == {"Ann Asks": ["approve", "decline", "withdraw", "write"], "Bo There": ["write", "present"]}


def test_a_note_goes_with_the_name(home, staff):
    one = register(make_event(home, in_days=-1), "Ruth Bell", note="Comes an hour late.")
    forget_attendance(registrations=Registration.objects.filter(pk=one.pk))
    one.refresh_from_db()
    assert (one.name, one.note) == (Registration.FORGOTTEN, "")
