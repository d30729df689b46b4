"""What people are asked when they register: questions that depend on each other, and needs that stand apart."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from events import actions
from events.answers import Refused
from events.links import Purpose, link_for
from events.models import EventPage, Needs, Question, Registration, Reply
from events.providers import tick
from events.replies import replies_of
from portal.audit.models import LogEntry
from tests.factories.events import make_event, make_index, make_question, make_registration, publish
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def address(name: str, event: EventPage) -> str:
    return reverse(f"events:{name}", args=[event.pk])


def words(response) -> str:
    return response.content.decode()


def said(registration: Registration) -> dict[str, str]:
    return {reply.name: reply.value for reply in registration.replies.all()}


@pytest.fixture
def lunch(home) -> EventPage:
    """A meeting that asks whether people stay for lunch, and then which."""
    event = make_event(home, title="A day")
    make_question(event, "Lunch", "yes-no", text="Will you stay for lunch?", required=True)
    make_question(
        event, "Dish", "one", text="Which?", choices="Soup\nSalad", required=True, only_if="lunch", only_if_answer="yes"
    )
    make_question(event, "Ask", "long", text="What do you want to ask?")
    make_question(event, "Days", "several", text="Which days?", choices="Monday\nTuesday\nFriday")
    return event


def register(client, event, **data):
    return client.post(address("register", event), data, follow=True)


def test_somebody_answers_what_arises_and_has_a_place(client, lunch):
    person = UserFactory()
    client.force_login(person)
    assert "Only if you answered “yes” to “Will you stay for lunch?”." in words(client.get(address("register", lunch)))
    done = register(client, lunch, q_lunch="Yes", q_dish="Salad", q_days=["Monday", "Friday"], shown="on")
    assert "You have a place" in words(done)
    registration = Registration.objects.get(user=person)
    assert said(registration) == {"Lunch": "Yes", "Dish": "Salad", "Days": "Monday\nFriday"}
    assert registration.shown


def test_a_question_that_does_not_arise_is_neither_required_nor_kept(client, lunch):
    client.force_login(UserFactory())
    register(client, lunch, q_lunch="No", q_dish="A dish that there is not", q_ask=" When? ")
    assert said(Registration.objects.get()) == {"Lunch": "No", "Ask": "When?"}


def test_a_chain_of_questions_falls_with_its_first(client, lunch):
    make_question(lunch, "Bread", "yes-no", required=True, only_if="Dish", only_if_answer="Soup")
    client.force_login(UserFactory())
    register(client, lunch, q_lunch="No", q_dish="Soup", q_bread="Yes")
    assert said(Registration.objects.get()) == {"Lunch": "No"}


def test_a_question_that_arises_must_be_answered_and_what_was_typed_stays(client, lunch):
    client.force_login(UserFactory())
    response = register(client, lunch, q_lunch="Yes", q_ask="When do we eat?", dietary="Vegan", shown="on")
    assert response.status_code == 422
    page = words(response)
    assert "Answer the question: Which?" in page
    assert "When do we eat?" in page and 'value="Vegan"' in page
    assert not Registration.objects.exists() and not Needs.objects.exists()


def test_a_choice_that_was_never_offered_is_refused(client, lunch):
    client.force_login(UserFactory())
    assert register(client, lunch, q_lunch="Maybe").status_code == 422
    assert register(client, lunch, q_lunch="No", q_days=["Sunday"]).status_code == 422
    assert not Registration.objects.exists()


def test_a_refusal_keeps_no_answers(client, home):
    event = make_event(home, closes_at=timezone.now() - timedelta(hours=1))
    make_question(event, "Lunch", "yes-no")
    client.force_login(UserFactory())
    assert register(client, event, q_lunch="Yes", dietary="Vegan").status_code == 403
    assert not Reply.objects.exists() and not Needs.objects.exists()


def test_an_identifier_is_refused_and_nothing_is_kept(client, lunch):
    client.force_login(UserFactory())
    for box in ("q_ask", "dietary", "access"):
        response = register(client, lunch, q_lunch="No", **{box: "For patient 943 476 5919"})
        assert response.status_code == 422
        assert "NHS number" in words(response)
    assert not Registration.objects.exists()


@pytest.mark.parametrize(("mode", "asks", "asked"), [("online", True, 0), ("in-person", False, 0), ("hybrid", True, 1)])
def test_needs_are_asked_where_people_meet_and_the_organiser_wants_it(client, home, mode, asks, asked):
    event = make_event(home, mode=mode, asks_needs=asks)
    client.force_login(UserFactory())
    assert ("no diagnosis" in words(client.get(address("register", event)))) is bool(asked)
    register(client, event, dietary="Vegan", access="A ramp")
    assert Needs.objects.count() == asked


def test_where_nothing_is_asked_one_press_on_the_meetings_page_is_enough(client, home):
    client.force_login(UserFactory())
    plain, asking = make_event(home, mode="online"), make_event(home, title="Other")
    assert f'<form method="post" action="{address("register", plain)}"' in words(client.get(plain.url))
    page = words(client.get(asking.url))
    assert f'href="{address("register", asking)}"' in page and '<form method="post" action="/events/' not in page


def test_registering_with_questions_costs_two_queries_more(client, lunch):
    make_question(lunch, "Seat", "short")
    client.force_login(UserFactory())
    client.get("/")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        register_only = client.post(address("register", lunch), {"q_lunch": "Yes", "q_dish": "Soup", "q_seat": "Front"})
    assert register_only.status_code == 302
    own = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(own) <= 16, "\n".join(own)


def test_answers_can_be_changed_until_the_start(client, lunch):
    client.force_login(UserFactory())
    register(client, lunch, q_lunch="Yes", q_dish="Soup", dietary="Vegan", access="A ramp", shown="on")
    shown = words(client.get(address("change_replies", lunch)))
    assert 'value="Vegan"' in shown and 'value="Soup" checked' in shown
    client.post(address("change_replies", lunch), {"q_lunch": "No", "access": "A ramp"})
    registration = Registration.objects.get()
    assert said(registration) == {"Lunch": "No"}
    assert (registration.needs.dietary, registration.needs.access) == ("", "A ramp")
    assert not registration.shown
    entry = LogEntry.objects.get(action="events/changed-replies")
    assert entry.data == {}
    with time_machine.travel(lunch.starts_at + timedelta(minutes=1)):
        client.force_login(registration.user)
        late = client.post(address("change_replies", lunch), {"q_lunch": "Yes"}, follow=True)
    assert "The meeting has started" in words(late)
    assert said(registration) == {"Lunch": "No"}


def test_nobody_changes_the_answers_of_somebody_else(lunch):
    registration = make_registration(lunch, UserFactory())
    with pytest.raises(PermissionDenied):
        actions.change_replies(registration=registration, replies=[], needs={}, shown=True, actor=StaffFactory())
    actions.withdraw(registration=registration, actor=registration.user)
    with pytest.raises(Refused):
        actions.change_replies(registration=registration, replies=[], needs={}, shown=True, actor=registration.user)


def test_somebody_without_an_account_answers_by_their_link(client, lunch):
    registration = make_registration(lunch, UserFactory())
    Registration.objects.update(user=None)
    registration.refresh_from_db()
    by_link = reverse("events:change_by_link", args=[registration.pk])
    assert client.get(by_link).status_code == 410, "without the link there is nothing"
    client.get(link_for(registration, Purpose.ANSWER).removeprefix("http://localhost:8000"))
    client.post(by_link, {"q_lunch": "No", "dietary": "Vegan"})
    assert said(registration) == {"Lunch": "No"}
    assert registration.needs.dietary == "Vegan"


def test_editing_and_deleting_questions_loses_no_reply(client, lunch):
    client.force_login(UserFactory())
    register(client, lunch, q_lunch="Yes", q_dish="Soup", q_ask="When?")
    event = EventPage.objects.get(pk=lunch.pk)
    kept = list(event.questions.all())[2:]
    kept[0].text = "Anything to ask?"
    event.questions = kept
    event.save_revision().publish()
    registration = Registration.objects.get()
    assert said(registration) == {"Lunch": "Yes", "Dish": "Soup", "Ask": "When?"}
    assert registration.replies.get(name="Ask").question == "What do you want to ask?"
    client.post(address("change_replies", lunch), {"q_ask": "Where?"})
    assert said(registration) == {"Lunch": "Yes", "Dish": "Soup", "Ask": "Where?"}


def test_needs_go_at_once_when_somebody_withdraws_and_two_weeks_after_the_meeting(client, home):
    event = make_event(home)
    leaver, stayer = UserFactory(), UserFactory()
    for person in (leaver, stayer):
        client.force_login(person)
        register(client, event, dietary="Vegan")
    actions.withdraw(registration=Registration.objects.get(user=leaver), actor=leaver)
    assert [needs.registration.user for needs in Needs.objects.all()] == [stayer]
    tick(event.ends_at + timedelta(days=13))
    assert Needs.objects.count() == 1
    tick(event.ends_at + timedelta(days=15))
    assert not Needs.objects.exists()
    assert LogEntry.objects.get(action="events/forgot-needs").data == {"count": 1}


def test_needs_of_somebody_declined_go_with_the_next_minute(home):
    registration = make_registration(make_event(home), UserFactory(), state=Registration.State.DECLINED)
    Needs.objects.create(registration=registration, access="A ramp")
    tick(timezone.now())
    assert not Needs.objects.exists()


def test_replies_of_many_people_cost_one_query(client, lunch, django_assert_num_queries):
    rows = [make_registration(lunch, UserFactory()) for _ in range(5)]
    for row in rows[:4]:
        Reply.objects.create(registration=row, name="Lunch", question="?", value="Yes")
    with django_assert_num_queries(1):
        found = replies_of(rows)
    assert [len(found[row.pk]) for row in rows] == [1, 1, 1, 1, 0]


# The builder ---------------------------------------------------------------------------------------------------------


def question(name="Lunch", kind="yes-no", choices="", only_if="", only_if_answer="", text="What?") -> dict[str, str]:
    return {
        "name": name, "text": text, "help_text": "", "kind": kind, "choices": choices,
        "only_if": only_if, "only_if_answer": only_if_answer,
    }  # fmt: skip


def write(client, home, questions):
    client.force_login(StaffFactory(is_superuser=True))
    data = {"title": "A day", "slug": "a-day", "starts_at": "2031-01-15 14:00", "ends_at": "2031-01-15 16:00"}
    data |= {"mode": "online", "admission": "open", "body": streamfield([]), "agenda": streamfield([])}
    data |= {name: inline_formset([]) for name in ("reserved_seats", "comments")}
    data |= {"questions": inline_formset(questions)}
    return client.post(
        reverse("wagtailadmin_pages:add", args=["events", "eventpage", make_index(home).pk]), nested_form_data(data)
    )


WELL_ASKED = [question(), question("Dish", "one", "Soup\nSalad", "Lunch", "YES"), question("Name", "short")]


def test_an_editor_asks_questions_that_depend_on_each_other(client, home):
    assert write(client, home, WELL_ASKED).status_code == 302
    assert [row.name for row in Question.objects.order_by("sort_order")] == ["Lunch", "Dish", "Name"]


@pytest.mark.parametrize(
    ("questions", "error"),
    [
        ([question("Dish", "one", "Soup")], "at least two choices"),
        ([question("Dish", "several", "")], "at least two choices"),
        ([question("Dish", "one", "Soup\nsoup")], "Two choices are the same"),
        ([question("Dish", "one", "Soup\n" + "x" * 101)], "100 letters at most"),
        ([question("Lunch"), question("lunch?")], "Another question has this short name"),
        ([question("???")], "Use letters or figures"),
        ([question("Dish", only_if="Lunch", only_if_answer="Yes"), question()], "No question above this one"),
        ([question("Dish", only_if="Dish", only_if_answer="Yes")], "No question above this one"),
        ([question("Free", "short"), question("Dish", only_if="Free", only_if_answer="x")], "answered in words"),
        ([question(), question("Dish", only_if="Lunch")], "Say which answer: Yes, No."),
        ([question(), question("Dish", only_if="Lunch", only_if_answer="Perhaps")], "This is no choice"),
        ([question(), question("Dish", only_if_answer="Yes")], "Say which question this depends on"),
    ],
)
def test_an_editor_is_told_what_cannot_be_asked(client, home, questions, error):
    response = write(client, home, questions)
    assert response.status_code == 200
    assert error in words(response).replace("&#x27;", "'")
    assert not Question.objects.exists()


def test_an_older_version_of_the_page_brings_its_questions_back_and_the_replies_fit(client, home):
    write(client, home, WELL_ASKED)
    event = publish(EventPage.objects.get(slug="a-day"))
    first = event.latest_revision
    client.force_login(UserFactory())
    register(client, event, q_lunch="Yes", q_dish="Soup")
    event = EventPage.objects.get(pk=event.pk)
    event.questions = []
    event.save_revision().publish()
    first.publish()
    shown = words(client.get(address("change_replies", event)))
    assert 'value="Soup" checked' in shown


# What organisers see ------------------------------------------------------------------------------------------------


def test_organisers_see_counts_texts_and_what_is_no_longer_asked(client, lunch, django_assert_max_num_queries):
    for number in range(5):
        row = make_registration(lunch, UserFactory(first_name="Ana", last_name=f"Person{number}"))
        Reply.objects.create(registration=row, name="Lunch", question="?", value="Yes" if number else "No")
        Reply.objects.create(registration=row, name="Ask", question="?", value=f"Text {number}")
        Reply.objects.create(registration=row, name="Hat", question="Which hat?", value="Red")
    waits = make_registration(lunch, UserFactory(), state=Registration.State.WAITING)
    Reply.objects.create(registration=waits, name="Ask", question="?", value="From somebody who waits")
    client.force_login(StaffFactory())
    with django_assert_max_num_queries(24):
        page = words(client.get(address("replies", lunch)))
    assert ">4</td>" in page and ">1</td>" in page and 'width="80"' in page
    assert "Text 3" in page and "Ana Person3" in page
    assert "Which hat?" in page and "no longer asked" in page
    assert "somebody who waits" not in page
    printed = words(client.get(f"/exports/lists/events/answers/print/?event={lunch.pk}"))
    assert "Text 3" in printed and "somebody who waits" not in printed


def test_the_caterer_gets_counts_without_names_and_needs_are_in_no_list(client, home):
    event = make_event(home)
    for name, food, access in (("Ana", "Vegan", ""), ("Bo", "vegan.", "A ramp"), ("Cy", "", "")):
        row = make_registration(event, UserFactory(first_name=name, last_name="Example"))
        Needs.objects.create(registration=row, dietary=food, access=access)
    client.force_login(StaffFactory())
    page = words(client.get(address("needs", event)))
    assert "Vegan: 2" in page and "A ramp: 1" in page
    assert "Bo Example" in page and "Ana Example" not in page
    for path in (
        address("people", event),
        address("replies", event),
        f"/exports/lists/events/people/print/?event={event.pk}",
    ):
        assert "ramp" not in words(client.get(path)) and "egan" not in words(client.get(path))
