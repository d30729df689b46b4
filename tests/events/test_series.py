"""Kits, meetings used again, surveys, series and polls for a date, through their doors."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from events import actions, links
from events.models import (
    DatePoll,
    EventPage,
    Meeting,
    MeetingKit,
    PollVote,
    Registration,
    Series,
    SurveyAnswer,
    SurveyReceipt,
)
from events.recurrence import moments
from networks.models import Network
from portal.audit.models import LogEntry
from portal.notifications.models import Mail
from tests.factories.events import make_event, make_registration
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.fixture
def london(home):
    network = make_network(home, title="London", kind=Network.Kind.PRIVATE)
    network.convenor = make_convenor(network, UserFactory()).user
    network.member = make_member(network, UserFactory()).user
    return network


def words(response) -> str:
    return response.content.decode()


# Rules


def test_the_second_tuesday_stays_at_ten_when_the_clocks_change():
    found = moments("monthly", at("2027-02-09T10:00"), count=4)
    assert [timezone.localtime(one).strftime("%d %b %H:%M") for one in found] == [
        "09 Feb 10:00", "09 Mar 10:00", "13 Apr 10:00", "11 May 10:00"
    ]  # fmt: skip


def test_a_fifth_friday_means_the_last_one_of_each_month():
    found = moments("monthly", at("2027-01-29T14:00"), count=3)
    assert [f"{timezone.localtime(one):%d %b}" for one in found] == ["29 Jan", "26 Feb", "26 Mar"]


# Kits


def test_a_kit_makes_a_whole_draft_that_nobody_sees_until_it_is_published(client, london):
    kit = MeetingKit.objects.get(name="Network meeting")
    client.force_login(london.convenor)
    form = {"network": london.pk, "title": "Spring meeting", "day_day": "9", "day_month": "2", "day_year": "2040"}
    made = client.post(reverse("events:start"), form | {"clock": "2pm", "venue_name": "Room 1", "kit": kit.pk})
    event = EventPage.objects.get(title="Spring meeting")
    assert made.url == reverse("events:prepared", args=[event.pk])
    shown = words(client.get(made.url))
    for part in (
        "Actions from last time",
        "never bring anything about a patient".capitalize(),
        "first meeting with us",
        "Apologies",
    ):
        assert part in shown
    assert not event.live
    assert event.agenda[1].value["time"].isoformat() == "14:10:00"
    assert event.ends_at - event.starts_at == timedelta(hours=2)
    assert event.capacity == 30
    client.force_login(london.member)
    assert client.get(made.url).status_code == 404
    client.force_login(london.convenor)
    assert client.post(made.url).status_code == 302
    event.refresh_from_db()
    assert event.live
    client.force_login(london.member)
    assert client.get(event.url).status_code == 200


def test_a_member_starts_no_meeting(client, london):
    client.force_login(london.member)
    assert client.get(reverse("events:start")).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.start_meeting(
            kit=MeetingKit.objects.first(),
            title="x",
            starts_at=at("2040-02-09T10:00"),
            actor=london.member,
            network=london,
        )


# Again


def test_a_copy_moves_everything_by_the_wall_clock_and_nobody_is_registered(home, london):
    session = {
        "time": "10:00",
        "ends": "10:30",
        "title": "Hello",
        "chair": "",
        "speakers": "",
        "advisers": "",
        "text": "",
    }
    event = make_event(
        home,
        network=london,
        title="Managers",
        kept={"finance-director": 2},
        capacity=9,
        starts_at=at("2040-03-20T10:00"),
        opens_at=at("2040-03-01T09:00"),
        closes_at=at("2040-03-19T17:00"),
        agenda=[("session", session)],
    )
    make_registration(event, london.member)
    (copy,) = actions.repeat_meeting(event=event, starts=[at("2040-03-27T14:00")], actor=london.convenor)
    assert not copy.live
    assert timezone.localtime(copy.opens_at).isoformat() == "2040-03-08T13:00:00+00:00"
    assert timezone.localtime(copy.closes_at).isoformat() == "2040-03-26T21:00:00+01:00"
    assert copy.ends_at - copy.starts_at == timedelta(hours=2)
    (kept,) = copy.reserved_seats.all()
    assert kept.until == event.reserved_seats.get().until + timedelta(days=7)
    assert copy.agenda[0].value["time"].isoformat() == "14:00:00"
    assert copy.meeting.pk != event.meeting.pk
    assert copy.meeting.uid != event.meeting.uid
    assert copy.meeting.sequence == 0
    assert not copy.meeting.registrations.exists()
    assert not Mail.objects.exists()
    assert event.meeting.registrations.count() == 1
    newest = copy.get_latest_revision_as_object()
    assert (newest.starts_at, newest.agenda[0].value["title"]) == (copy.starts_at, "Hello")


def test_bank_holidays_are_left_out_of_a_series_unless_somebody_wants_them(client, home, london):
    event = make_event(home, network=london, title="Managers")
    client.force_login(london.convenor)
    address = reverse("events:again", args=[event.pk])
    mondays = {"day_day": "21", "day_month": "5", "day_year": "2040", "clock": "10am", "rule": "weeks", "weeks": "1"}
    spring = "28 May 2040 (Spring Bank Holiday)"
    left_out = words(client.post(address, mondays | {"count": "3", "leave_out": "on"}))
    assert "Make 2 drafts?" in left_out and spring in left_out
    kept = words(client.post(address, mondays | {"count": "3"}))
    assert "Make 3 drafts?" in kept and "A bank holiday: Spring Bank Holiday." in kept
    alone = {**mondays, "day_day": "28", "rule": "once", "leave_out": "on"}
    refused = client.post(address, alone)
    assert refused.status_code == 422 and "This is a bank holiday in England." in words(refused)


def test_a_series_is_made_as_a_whole_or_not_at_all_and_never_twice(client, home, london):
    event = make_event(home, network=london, title="Managers")
    client.force_login(london.convenor)
    address = reverse("events:again", args=[event.pk])
    form = {"day_day": "14", "day_month": "2", "day_year": "2040", "clock": "10am", "rule": "monthly", "count": "3"}
    preview = client.post(address, form)
    assert "On the second Tuesday of each month" in words(preview)
    assert EventPage.objects.count() == 1, "looking makes nothing"
    done = client.post(address, form | {"confirmed": "yes"})
    series = Series.objects.get()
    assert done.url == reverse("events:series", args=[series.pk])
    assert EventPage.objects.filter(series=series).count() == 4, "the first one belongs to it too"
    again = client.post(address, form | {"confirmed": "yes"})
    assert again.status_code == 422
    assert "There is one on this day already" in words(again)
    with pytest.raises(actions.DateTakenError):
        actions.repeat_meeting(
            event=event, starts=[at("2041-01-01T10:00"), at("2040-02-14T15:00")], actor=london.convenor
        )
    assert EventPage.objects.count() == 4


# Survey


@pytest.fixture
def past(home, london):
    event = make_event(home, network=london, title="Past meeting", in_days=-1)
    event.series = Series.objects.create(name="London meetings", network=london)
    event.save()
    return event


def answer(registration, useful=5, text="") -> None:
    actions.answer_survey(registration=registration, useful=useful, differently=text, next_topic="")


def test_an_answer_is_kept_once_and_says_nobody(client, past, london):
    mine = make_registration(past, london.member)
    client.force_login(london.member)
    address = reverse("events:survey", args=[mine.pk])
    assert client.post(address, {"differently": "x"}).status_code == 422
    assert client.post(address, {"useful": "4", "differently": "Ask first"}).status_code == 200
    assert "You have answered already" in words(client.post(address, {"useful": "1"}))
    (kept,) = SurveyAnswer.objects.all()
    assert kept.useful == 4
    assert {field.name for field in SurveyAnswer._meta.fields} == {
        "id",
        "meeting",
        "useful",
        "differently",
        "next_topic",
    }
    assert SurveyReceipt.objects.get().pk == mine.pk
    assert LogEntry.objects.get(action="events/answered-survey").actor_id is None


def test_the_link_of_the_follow_up_opens_the_survey_without_an_account(client, past):
    guest = make_registration(past, UserFactory())
    Registration.objects.filter(pk=guest.pk).update(user=None)
    guest.refresh_from_db()
    link = links.link_for(guest, links.Purpose.SURVEY)
    came = client.get("/" + link.split("/", 3)[3], follow=True)
    assert "How was the meeting?" in words(came)
    assert client.post(reverse("events:survey", args=[guest.pk]), {"useful": "5"}).status_code == 200
    assert SurveyAnswer.objects.count() == 1


def test_where_presence_was_taken_only_who_came_is_asked_and_only_for_14_days(past):
    came, stayed_away = (make_registration(past, UserFactory()) for _ in range(2))
    Registration.objects.filter(pk=came.pk).update(present_at=timezone.now())
    with pytest.raises(actions.CannotAnswerError, match="people who came"):
        answer(stayed_away)
    with (
        time_machine.travel(timezone.now() + timedelta(days=15), tick=False),
        pytest.raises(actions.CannotAnswerError, match="closed"),
    ):
        answer(came)
    answer(came)
    assert SurveyAnswer.objects.count() == 1


def test_nothing_is_shown_before_five_have_answered_not_even_to_organisers(client, past, london):
    for number in range(5):
        shown_before = client.force_login(london.convenor) or words(
            client.get(reverse("events:survey_results", args=[past.pk]))
        )
        assert "Ask first" not in shown_before
        assert "on average" not in words(client.get(past.series.get_absolute_url()))
        answer(make_registration(past, UserFactory()), useful=5 - number, text="Ask first")
    client.force_login(london.member)
    results = words(client.get(reverse("events:survey_results", args=[past.pk])))
    assert "Ask first" in results
    assert "<strong>3.0</strong> of 5" in results
    assert "<strong>40%</strong>" in results
    series = words(client.get(past.series.get_absolute_url()))
    assert "<strong>3.0</strong> of 5" in series


def test_a_page_of_a_series_costs_the_same_however_many_meetings(
    client, home, london, past, django_assert_max_num_queries
):
    client.force_login(london.member)
    address = past.series.get_absolute_url()
    client.get(address)
    for number in range(6):
        event = make_event(home, network=london, title=f"More {number}", in_days=-2 - number)
        EventPage.objects.filter(pk=event.pk).update(series=past.series)
        make_registration(event, UserFactory())
    with django_assert_max_num_queries(24):
        client.get(address)


def test_a_decision_is_recorded_by_the_convenor_and_the_one_before_stays(client, past, london):
    client.force_login(london.convenor)
    address = reverse("events:decide", args=[past.series.pk])
    for verdict, why in [
        ("continue", "People came."),
        ("support", "Others ask for it."),
        ("support", "Others ask for it."),
    ]:
        client.post(address, {"verdict": verdict, "reason": why, "next_step": "Write to them"})
    client.force_login(london.member)
    shown = words(client.get(past.series.get_absolute_url()))
    assert "Support another region to do the same" in shown
    assert "People came." in shown
    assert past.series.decisions.count() == 2
    assert client.get(address).status_code == 403


# A date by poll


def test_members_find_a_date_and_who_voted_is_told_once(client, london):
    client.force_login(london.convenor)
    kit = MeetingKit.objects.get(name="Network meeting")
    form = {"title": "Summer", "dates": "9 February 2040 2pm\n16/02/2040 10:00", "kit": kit.pk}
    form |= {"last_day_day": "1", "last_day_month": "2", "last_day_year": "2040"}
    made = client.post(reverse("events:new_poll", args=[london.pk]), form)
    poll = DatePoll.objects.get()
    assert made.url == poll.get_absolute_url()
    first, second = poll.options.all()
    assert timezone.localtime(second.starts_at).isoformat() == "2040-02-16T10:00:00+00:00"
    client.force_login(london.member)
    assert client.post(made.url, {f"option_{first.pk}": "yes"}).status_code == 422, "each date needs a word"
    client.post(made.url, {f"option_{first.pk}": "yes", f"option_{second.pk}": "no"})
    client.post(made.url, {f"option_{first.pk}": "no", f"option_{second.pk}": "maybe"})
    assert list(PollVote.objects.order_by("option").values_list("says", flat=True)) == ["no", "maybe"]
    assert "Best so far" in words(client.get(made.url))
    assert "Who said what" not in words(client.get(made.url))
    assert client.get(reverse("events:take_date", args=[poll.pk])).status_code == 403
    client.force_login(london.convenor)
    assert "Who said what" in words(client.get(made.url))
    taken = reverse("events:take_date", args=[poll.pk])
    client.post(taken, {"option": second.pk})
    client.post(taken, {"option": first.pk})
    poll.refresh_from_db()
    assert (poll.winner, poll.event.starts_at, poll.event.live) == (second, second.starts_at, False)
    assert [mail.to for mail in Mail.objects.all()] == [london.member.email]
    client.force_login(london.member)
    assert client.post(made.url, {f"option_{first.pk}": "yes", f"option_{second.pk}": "no"}).status_code == 403
    for other in (UserFactory(), StaffFactory()):
        client.force_login(other)
        assert client.get(made.url).status_code == 404


@pytest.mark.parametrize("line", ["2pm", "9 February", "9 February 2040", "soon", "9 February 2001 2pm"])
def test_a_line_that_is_no_coming_date_with_a_time_is_named(client, london, line):
    client.force_login(london.convenor)
    form = {"title": "Summer", "dates": f"9 February 2040 2pm\n{line}"}
    refused = client.post(reverse("events:new_poll", args=[london.pk]), form)
    assert refused.status_code == 422
    assert f"“{line}”" in words(refused)


def test_copies_of_a_national_meeting_are_made_by_staff_alone(home, london):
    event = make_event(home, title="National")
    with pytest.raises(PermissionDenied):
        actions.repeat_meeting(event=event, starts=[at("2040-03-27T14:00")], actor=london.convenor)
    actions.repeat_meeting(event=event, starts=[at("2040-03-27T14:00")], actor=StaffFactory())
    assert Meeting.objects.count() == 2
