"""After a meeting: minutes, decisions, actions that come back until they are closed, and files."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events.models import AgreedAction, MeetingFile, Minutes, Preparation, Registration, Series
from events.providers import reminders
from networks.models import Network
from portal.audit.models import LogEntry
from portal.discussion.actions import put_forward
from portal.discussion.models import Idea
from portal.notifications.models import Mail
from portal.search.models import SearchEntry
from portal.users.models import Role
from tests.factories.events import make_event, make_registration, publish
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home):
    return make_network(home, title="London", kind=Network.Kind.OPEN)


@pytest.fixture
def chair(network):
    person = UserFactory()
    make_convenor(network, person)
    return person


@pytest.fixture
def owner(network):
    person = UserFactory(role=Role.OVM)
    make_member(network, person)
    return person


@pytest.fixture
def past(home, network, owner):
    event = make_event(home, network=network, title="First meeting", in_days=-7)
    make_registration(event, owner)
    return event


def typed(**fields):
    """What a browser sends of an empty page, with these boxes filled."""
    return {"heard": "", "decisions": "1", "actions": "1", "decision_new0": "", "action_new0": "", **fields}


def write(client, event, **fields):
    return client.post(reverse("events:after", args=[event.pk]), typed(**fields))


def publish_minutes(client, event, **fields):
    return client.post(reverse("events:publish_minutes", args=[event.pk]), fields)


def agree(event, *, published=True, **fields):
    """An action of minutes that are published, as rows."""
    meeting = event.meeting
    now = timezone.now() if published else None
    Minutes.objects.update_or_create(meeting=meeting, defaults={"published_at": now})
    fields.setdefault("text", "Write to the board")
    return AgreedAction.objects.create(meeting=meeting, **fields)


def kinds(user=None):
    mails = Mail.objects.order_by("pk")
    return list((mails.filter(person=user) if user else mails).values_list("kind", flat=True))


def test_a_draft_is_for_the_organisers_alone(client, past, chair, owner):
    client.force_login(chair)
    assert write(client, past, heard="Everybody wants a toolbox.", decision_new0="Meet again").status_code == 302
    assert "Everybody wants" in client.get(reverse("events:minutes", args=[past.pk])).content.decode()
    client.force_login(owner)
    assert client.get(reverse("events:minutes", args=[past.pk])).status_code == 404
    page = client.get(past.url).content.decode()
    assert "Everybody wants" not in page and "Meet again" not in page
    assert kinds() == []


def test_publishing_shows_the_record_tells_the_owner_and_whoever_had_a_place_once(client, past, chair, owner):
    client.force_login(chair)
    when = timezone.localdate() + timedelta(days=30)
    write(
        client,
        past,
        heard="Everybody wants a toolbox.",
        decision_new0="Meet again",
        action_new0="Send the date",
        action_new0_owner=owner.pk,
        action_new0_due_day=when.day,
        action_new0_due_month=when.month,
        action_new0_due_year=when.year,
    )
    assert publish_minutes(client, past, tell="yes").status_code == 302
    publish_minutes(client, past, tell="yes")
    assert sorted(kinds()) == ["events/action_given", "events/minutes"]
    assert "Send the date" in Mail.objects.get(kind="events/action_given").text
    client.logout()
    page = client.get(past.url).content.decode()
    for words in ("Everybody wants", "Meet again", "Send the date", "Overseas visitor manager"):
        assert words in page
    minutes = client.get(reverse("events:minutes", args=[past.pk]))
    assert minutes.status_code == 200
    assert str(owner) not in minutes.content.decode()  # trusts and numbers, never names
    assert str(owner) not in page
    assert str(owner.trust) in minutes.content.decode()


def test_asking_for_another_row_keeps_what_was_typed_and_saves_nothing(client, past, chair):
    client.force_login(chair)
    answer = write(client, past, decision_new0="Half a decis", action_new0_due_day="31", more="decision")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Half a decis" in page and 'name="decision_new1"' in page and "There is a problem" not in page
    assert not Minutes.objects.exists()


def test_half_a_date_is_named_and_the_rest_is_kept(client, past, chair):
    client.force_login(chair)
    answer = write(client, past, action_new0="Send it", action_new0_due_day="31", heard="What we said")
    assert answer.status_code == 422
    assert "The date must include a month and a year." in answer.content.decode()
    assert "What we said" in answer.content.decode()


def test_a_decision_without_words_goes_but_an_agreed_action_is_only_dropped_with_a_reason(client, past, chair):
    client.force_login(chair)
    write(client, past, decision_new0="Meet again", action_new0="Send it")
    decision, action = past.meeting.decisions.get(), past.meeting.agreed_actions.get()
    rows = {f"decision_{decision.pk}": "", f"action_{action.pk}": "Send it"}
    write(client, past, **rows)
    assert not past.meeting.decisions.exists()
    publish_minutes(client, past)
    answer = write(client, past, **{f"action_{action.pk}": ""})
    assert answer.status_code == 422 and "Drop it with a reason" in answer.content.decode()
    finish = reverse("events:finish_action", args=[action.pk])
    assert client.post(finish, {"state": "dropped", "outcome": ""}).status_code == 422
    client.post(finish, {"state": "dropped", "outcome": "The trust has merged."})
    action.refresh_from_db()
    assert (action.state, action.outcome) == ("dropped", "The trust has merged.")


def test_what_somebody_else_added_meanwhile_stays(client, past, chair):
    client.force_login(chair)
    write(client, past, decision_new0="First")
    first = past.meeting.decisions.get()
    write(client, past, **{f"decision_{first.pk}": "First", "decision_new0": "Second"})
    write(client, past, **{f"decision_{first.pk}": "First, said better"})  # a page opened before the second came
    assert set(past.meeting.decisions.values_list("text", flat=True)) == {"First, said better", "Second"}


def test_a_patients_number_never_gets_into_minutes(client, past, chair):
    client.force_login(chair)
    answer = write(client, past, decision_new0="NHS number 999 000 0018 is written off")
    assert answer.status_code == 422
    assert not Minutes.objects.exists()


def test_open_actions_come_back_in_the_next_meeting_until_it_closes_them(client, home, network, past, chair, owner):
    done, stays = agree(past, text="Send the date", owner=owner), agree(past, text="Ask the board")
    following = make_event(home, network=network, title="Second meeting", in_days=7)
    page = client.get(following.url).content.decode()
    assert "Matters arising" in page and "Send the date" in page and "Ask the board" in page
    client.force_login(chair)
    answer = write(client, following, **{f"arising_{done.pk}": "done", f"arising_{done.pk}_outcome": "It is sent"})
    assert answer.status_code == 302
    done.refresh_from_db()
    assert (done.state, done.closed_in, done.closed_by) == ("done", following.meeting, chair)
    client.logout()
    page = client.get(following.url).content.decode()
    assert "Send the date" not in page and "Ask the board" in page
    assert stays.is_open


def test_matters_arise_in_their_network_and_once_in_a_series_only_there(client, home, network, past):
    agree(past, text="Ask the board")
    other = make_event(home, network=make_network(home, title="Midlands", kind=Network.Kind.OPEN), title="Elsewhere")
    series = Series.objects.create(name="Finance directors", network=network)
    of_series = publish(make_event(home, network=network, title="Of a series"), series=series)
    same = make_event(home, network=network, title="Same")
    for event, arises in ((other, False), (of_series, True), (same, True)):
        assert ("Ask the board" in client.get(event.url).content.decode()) is arises
    publish(past, series=series)
    of_another = publish(
        make_event(home, network=network, title="Another"), series=Series.objects.create(name="Other", network=network)
    )
    assert "Ask the board" in client.get(of_series.url).content.decode()
    assert "Ask the board" not in client.get(of_another.url).content.decode()


def test_a_draft_gives_nobody_anything_to_do(client, home, network, past, owner):
    agree(past, published=False, text="Ask the board", owner=owner)
    following = make_event(home, network=network, title="Second meeting")
    client.force_login(owner)
    for address in (following.url, reverse("events:mine"), reverse("home:mine"), reverse("events:agreed")):
        assert "Ask the board" not in client.get(address).content.decode()


def test_an_owner_sees_their_action_at_home_and_says_that_it_is_done(client, past, owner):
    action = agree(past, text="Ask the board", owner=owner)
    client.force_login(owner)
    for address in (reverse("events:mine"), reverse("home:mine"), reverse("events:agreed")):
        assert "Ask the board" in client.get(address).content.decode()
    client.post(reverse("events:finish_action", args=[action.pk]), {"outcome": "They agreed", "state": "dropped"})
    action.refresh_from_db()
    assert (action.state, action.outcome, action.closed_by) == ("done", "They agreed", owner)
    client.post(reverse("events:reopen_action", args=[action.pk]))
    action.refresh_from_db()
    assert action.is_open


def test_somebody_else_can_neither_close_nor_change_an_action(client, past, owner):
    action = agree(past, owner=owner)
    stranger = UserFactory()
    client.force_login(stranger)
    for name in ("finish_action", "change_action", "reopen_action"):
        assert client.post(reverse(f"events:{name}", args=[action.pk]), {"outcome": "x"}).status_code == 404
    client.force_login(owner)
    assert client.post(reverse("events:change_action", args=[action.pk]), {"text": "x"}).status_code == 403


def test_whoever_is_given_an_action_later_is_told(client, past, chair, owner):
    action = agree(past, text="Ask the board")
    client.force_login(chair)
    change = {"text": "Ask the board", "owner": owner.pk, "owner_role": ""}
    for _ in range(2):
        client.post(reverse("events:change_action", args=[action.pk]), change)
    action.refresh_from_db()
    assert (action.owner, action.owner_role) == (owner, "Overseas visitor manager")
    assert kinds(owner) == ["events/action_given"]


def test_an_owner_is_reminded_once_before_the_day_and_once_after_it(past, owner):
    action = agree(past, owner=owner, due_on=date(2030, 6, 20), given_at=timezone.now())
    for day in (*range(1, 30), 29):
        with time_machine.travel(f"2030-06-{day:02} 09:00", tick=False):
            reminders(timezone.now())
            reminders(timezone.now())
    assert kinds(owner) == ["events/action_soon", "events/action_overdue"]
    assert list(Mail.objects.order_by("pk").values_list("created_at__day", flat=True)) == [13, 21]
    action.refresh_from_db()
    assert LogEntry.objects.filter(action="events/action-reminded").count() == 2


def test_nobody_is_reminded_of_what_is_done_or_a_draft(past, owner):
    tomorrow = timezone.localdate() + timedelta(days=1)
    agree(past, owner=owner, due_on=tomorrow, state="done")
    agree(past, owner=owner, due_on=tomorrow, published=False)
    assert reminders(timezone.now()) == 0


def test_a_record_for_members_is_not_read_or_found_by_others(client, past, chair, owner):
    client.force_login(chair)
    write(client, past, heard="Between ourselves", decision_new0="Quietly decided", members_only="on")
    publish_minutes(client, past)
    client.force_login(UserFactory())
    assert client.get(reverse("events:minutes", args=[past.pk])).status_code == 404
    assert "Quietly decided" not in client.get(past.url).content.decode()
    assert not SearchEntry.objects.filter(body__contains="Quietly decided").exists()
    client.force_login(owner)
    assert "Quietly decided" in client.get(past.url).content.decode()


def test_an_open_record_is_found_by_its_words_until_it_is_a_draft_again(client, past, chair):
    client.force_login(chair)
    write(client, past, heard="Turnstiles", decision_new0="Buy a card reader")
    assert not SearchEntry.objects.filter(body__contains="Buy a card reader").exists()
    publish_minutes(client, past)
    assert SearchEntry.objects.live().filter(body__contains="Buy a card reader").exists()
    client.post(reverse("events:withdraw_minutes", args=[past.pk]))
    assert not SearchEntry.objects.live().filter(body__contains="Buy a card reader").exists()


def test_who_was_present_counts_as_soon_as_anybody_was_marked(client, past, owner):
    agree(past)
    make_registration(past, UserFactory())
    make_registration(past, UserFactory(), Registration.State.WITHDRAWN)
    minutes = reverse("events:minutes", args=[past.pk])
    assert "2 people with a place from 2 trusts" in client.get(minutes).content.decode()
    Registration.objects.filter(user=owner).update(present_at=timezone.now())
    page = client.get(minutes).content.decode()
    assert "1 person from 1 trust." in page
    assert "Apologies or absent: 2." in page


def test_files_stand_before_or_after_and_a_recording_waits_for_its_words(client, home, network, past, chair):
    client.force_login(chair)
    add = reverse("events:files", args=[past.pk])
    assert client.post(add, {"kind": "slides", "title": "Slides"}).status_code == 422
    file = SimpleUploadedFile("slides.txt", b"What we learned", content_type="text/plain")
    assert client.post(add, {"kind": "slides", "title": "The slides", "file": file}).status_code == 302
    client.post(add, {"kind": "recording", "title": "The recording", "url": "https://video.example/1"})
    document = MeetingFile.objects.get(kind="slides").document
    assert document.collection == network.collection
    client.logout()
    page = client.get(past.url).content.decode()
    assert "The slides" in page and "Transcript to follow" in page
    client.force_login(chair)
    client.post(add, {"kind": "transcript", "title": "The words", "text": "Good morning, everybody."})
    page = client.get(past.url).content.decode()
    assert "Transcript to follow" not in page and "Good morning, everybody." in page
    coming = make_event(home, network=network, title="Coming")
    add = reverse("events:files", args=[coming.pk])
    client.post(add, {"kind": "pre-read", "title": "The paper", "url": "https://paper.example/1"})
    client.post(add, {"kind": "slides", "title": "Not yet", "url": "https://paper.example/2"})
    page = client.get(coming.url).content.decode()
    assert "The paper" in page and "Not yet" not in page
    row = MeetingFile.objects.get(title="The paper")
    client.force_login(UserFactory())
    assert client.post(reverse("events:remove_file", args=[row.pk])).status_code == 403
    client.force_login(chair)
    client.post(reverse("events:remove_file", args=[row.pk]))
    assert not MeetingFile.objects.filter(title="The paper").exists()


def test_the_list_of_actions_shows_an_organiser_their_network_and_others_their_own(client, home, past, chair, owner):
    late = timezone.localdate() - timedelta(days=3)
    agree(past, text="Late", owner=owner, due_on=late)
    agree(past, text="Nobody's")
    agree(past, text="Finished", state="done", closed_at=timezone.now())
    address = reverse("events:agreed")

    def shown(user, **asked):
        client.force_login(user)
        page = client.get(address, asked).content.decode()
        return {text for text in ("Late", "Nobody's", "Finished") if f">{text}<" in page.replace("&#x27;", "'")}

    assert shown(chair) == {"Late", "Nobody's"}
    assert shown(chair, show="overdue") == {"Late"}
    assert shown(chair, show="closed") == {"Finished"}
    assert shown(owner) == {"Late"}
    assert shown(UserFactory()) == set()
    assert shown(StaffFactory(is_superuser=False)) == {"Late", "Nobody's"}


@pytest.mark.parametrize("rows", [2, 30])
def test_a_meeting_that_is_over_costs_few_queries_however_much_came_of_it(
    client, home, network, past, rows, django_assert_max_num_queries
):
    member = UserFactory()
    make_member(network, member)
    for number in range(rows):
        agree(past, text=f"Action {number}", owner=UserFactory())
        past.meeting.decisions.create(text=f"Decision {number}")
        past.meeting.files.create(kind="slides", title=f"Slides {number}", url="https://slides.example/")
        make_registration(past, UserFactory())
        idea = put_forward(page=past, user=member, title=f"Idea {number}", body=f"Longer breaks {number}.")
        Idea.objects.filter(pk=idea.pk).update(state="adopted", reason="So they are.")
    coming = make_event(home, network=network, title="Coming")
    for event in (past, coming):
        client.get(event.url)
        with django_assert_max_num_queries(12):
            client.get(event.url)


@pytest.mark.parametrize("rows", [2, 30])
def test_the_list_of_actions_costs_few_queries(client, past, chair, rows, django_assert_max_num_queries):
    for number in range(rows):
        agree(past, text=f"Action {number}", owner=UserFactory())
    client.force_login(chair)
    client.get(reverse("events:agreed"))
    with django_assert_max_num_queries(22):
        client.get(reverse("events:agreed"))


def test_rows_are_added_one_after_the_other_and_keep_what_was_typed(client, past, chair):
    client.force_login(chair)
    address = reverse("events:after", args=[past.pk])
    said = {"actions": "1", "decisions": "1", "action_new0": "Write it down", "more": "action"}
    for number in (1, 2):
        page = client.post(address, said).content.decode()
        assert f'name="action_new{number}"' in page
        assert f'name="action_new{number + 1}"' not in page
        sent = re.search(r'name="actions"[^>]* value="(\d+)"|value="(\d+)"[^>]* name="actions"', page)
        said |= {"actions": sent[1] or sent[2], f"action_new{number}": f"Action {number}"}
    assert "Write it down" in page
    assert "Action 1" in page


def test_the_minutes_begin_with_the_frame_of_the_kit(client, past, chair):
    Preparation.objects.create(meeting=past.meeting, minutes="Who was there\nWhat each of us takes home")
    client.force_login(chair)
    address = reverse("events:after", args=[past.pk])
    assert "What each of us takes home" in client.get(address).content.decode()
    write(client, past, heard="We met.")
    assert "What each of us takes home" not in client.get(address).content.decode()
