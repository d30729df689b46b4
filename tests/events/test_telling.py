"""Mails with a time of their own: planned, sent once, missed, called off."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.template import engines as template_engines
from django.template.loaders.locmem import Loader
from django.utils import timezone

from events import actions
from events.models import Dispatch, Registration, Series
from events.providers import mails_due
from events.timetable import LONDON, Kind
from portal.audit.models import LogEntry
from portal.notifications.messages import content_of
from portal.notifications.models import Mail
from tests.factories.events import make_event, make_registration, publish
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

NOON = (timezone.localtime() + timedelta(days=30)).replace(hour=12, minute=0, second=0, microsecond=0)
MINUTE = timedelta(minutes=1)


def plan(event) -> dict[tuple[str, str], Dispatch]:
    actions.plan_mails(meeting=event.meeting)
    return rows(event)


def rows(event) -> dict[tuple[str, str], Dispatch]:
    return {(row.kind, row.mark): row for row in Dispatch.objects.filter(meeting=event.meeting)}


def states(event) -> dict[str, str]:
    return {f"{row.kind} {row.mark}".strip(): row.state for row in Dispatch.objects.filter(meeting=event.meeting)}


def told(kind: str) -> list[str]:
    return sorted(Mail.objects.filter(kind=f"events/{kind}").values_list("to", flat=True))


@pytest.fixture
def event(home):
    return make_event(home, starts_at=NOON, mode="hybrid", joining_url="https://meet.example/room?pwd=1&a=2")


@pytest.fixture
def olu(event) -> Registration:
    return make_registration(event, UserFactory())


def test_a_meeting_has_the_usual_mails_planned_and_each_is_sent_when_its_time_comes(event, olu) -> None:
    waiting = make_registration(event, UserFactory(), state=Registration.State.WAITING)
    planned = plan(event)
    assert set(planned) == {("reminder", "7"), ("joining", "1-day")}
    assert mails_due(planned["reminder", "7"].due_at - MINUTE) == 0
    assert not Mail.objects.exists()

    assert mails_due(planned["reminder", "7"].due_at) == 1
    assert mails_due(planned["reminder", "7"].due_at + MINUTE) == 0
    assert told("reminder") == [olu.email]
    assert "in a week" in Mail.objects.get(kind="events/reminder").subject

    assert mails_due(planned["joining", "1-day"].due_at) == 1
    mail = Mail.objects.get(kind="events/joining")
    assert mail.to == olu.email
    assert "https://meet.example/room?pwd=1&a=2" in mail.text
    assert f"{olu.code[:4]} {olu.code[4:]}" in mail.text
    assert [part["name"] for part in mail.attachments] == ["show-at-the-door.png"]
    assert event.full_url in mail.text
    assert "Harbour Hall" in mail.text
    assert waiting.email not in {*told("reminder"), *told("joining")}
    assert states(event) == {"reminder 7": "sent", "joining 1-day": "sent"}
    assert LogEntry.objects.filter(action="events/sent-mails").count() == 2


def test_the_joining_link_is_in_no_calendar_file(event, olu) -> None:
    mails_due(plan(event)["joining", "1-day"].due_at)
    publish(event, venue_name="Another hall")
    parts = [part for mail in Mail.objects.all() for part in mail.attachments]
    assert parts
    assert all(b"meet.example" not in content_of(part) for part in parts)


def test_the_editor_chooses_the_times_and_publishing_moves_what_is_planned(event) -> None:
    plan(event)
    publish(event, reminders=["14", "2"], joining_at="3-hours", follow_up_hours=4)
    assert states(event) == {
        "reminder 14": "due",
        "reminder 7": "called-off",
        "reminder 2": "due",
        "joining 1-day": "called-off",
        "joining 3-hours": "due",
        "present": "due",
        "absent": "due",
    }
    publish(event, reminders=["7"], joining_at="", follow_up_hours=None)
    assert {name for name, state in states(event).items() if state == "due"} == {"reminder 7"}


def test_a_meeting_that_moves_takes_its_mails_along(event, olu) -> None:
    before = plan(event)["reminder", "7"]
    publish(event, starts_at=NOON + timedelta(days=3), ends_at=NOON + timedelta(days=3, hours=2))
    old, new = Dispatch.objects.filter(kind="reminder").order_by("starts_at")
    assert (old.pk, old.state, old.why) == (before.pk, "called-off", "The meeting has moved.")
    assert (new.state, new.due_at) == ("due", before.due_at + timedelta(days=3))
    assert mails_due(old.due_at) == 0
    assert mails_due(new.due_at) == 1


def test_after_the_reminder_was_sent_a_new_date_has_a_reminder_of_its_own_and_a_new_place_has_none(event, olu) -> None:
    reminder = plan(event)["reminder", "7"]
    assert mails_due(reminder.due_at) == 1
    publish(event, venue_name="Another hall")
    assert mails_due(reminder.due_at + MINUTE) == 0
    publish(event, starts_at=NOON + timedelta(days=9), ends_at=NOON + timedelta(days=9, hours=2))
    assert mails_due(reminder.due_at + timedelta(days=9)) == 1
    assert len(told("reminder")) == 2


def test_a_cancelled_meeting_sends_nothing_more_and_a_postponed_one_starts_anew(event, olu) -> None:
    staff = StaffFactory()
    reminder = plan(event)["reminder", "7"]
    actions.postpone_meeting(event=event, actor=staff, reason="Snow")
    assert set(states(event).values()) == {"called-off"}
    assert mails_due(reminder.due_at) == 0
    publish(event, starts_at=NOON + timedelta(days=20), ends_at=NOON + timedelta(days=20, hours=2))
    assert Dispatch.objects.planned().count() == 2
    actions.cancel_meeting(event=event, actor=staff, reason="No speaker")
    assert Dispatch.objects.planned().count() == 0
    assert mails_due(NOON + timedelta(days=19)) == 0
    assert not told("reminder")


def test_a_postponement_that_is_taken_back_to_the_old_date_sends_what_is_still_to_come(event, olu) -> None:
    reminder = plan(event)["reminder", "7"]
    later = NOON + timedelta(days=5)
    publish(event, starts_at=later, ends_at=later + timedelta(hours=2))
    publish(event, starts_at=NOON, ends_at=NOON + timedelta(hours=2))
    reminder.refresh_from_db()
    assert (reminder.state, reminder.why) == ("due", "")
    assert mails_due(reminder.due_at) == 1


def test_what_the_portal_slept_through_is_missed_and_said_not_sent_late(event, olu) -> None:
    publish(event, reminders=["14", "7", "2"])
    planned = rows(event)
    # Down from before the first until after the second: the first is of no use any more.
    assert mails_due(planned["reminder", "7"].due_at + timedelta(hours=5)) == 1
    assert states(event) == {"reminder 14": "missed", "reminder 7": "sent", "reminder 2": "due", "joining 1-day": "due"}
    # Down until the meeting has begun.
    assert mails_due(NOON) == 0
    assert states(event)["reminder 2"] == states(event)["joining 1-day"] == "missed"
    assert Dispatch.objects.get(mark="2").why == "The meeting had started before it could be sent."
    assert len(told("reminder")) == 1
    assert LogEntry.objects.filter(action="events/missed-mails").count() == 3


def test_a_meeting_announced_late_has_no_mails_from_before_it_was_announced(home) -> None:
    event = make_event(home, starts_at=timezone.now() + timedelta(days=3))
    assert set(plan(event)) == {("joining", "1-day")}


def test_a_draft_has_no_mails_and_the_tick_plans_what_was_made_beside_the_editor(event) -> None:
    event.unpublish()
    mails_due(timezone.now())
    assert not rows(event)
    publish(event)
    Dispatch.objects.all().delete()
    mails_due(timezone.now())
    assert len(rows(event)) == 2
    event.refresh_from_db()
    event.unpublish()
    mails_due(timezone.now())
    assert set(states(event).values()) == {"called-off"}


def test_who_registers_after_the_joining_instructions_gets_them_at_once(event, olu) -> None:
    late, later = UserFactory(), UserFactory()
    joining = plan(event)["joining", "1-day"]
    assert mails_due(joining.due_at) == 1
    actions.register(event=event, user=late)
    assert told("joining") == sorted([olu.email, late.email])
    joining.refresh_from_db()
    assert joining.told == 2
    actions.withdraw(registration=event.registration_of(late), actor=late)
    actions.register(event=event, user=later)
    assert later.email in told("joining")


def test_who_gets_a_place_from_the_waiting_list_gets_the_joining_instructions_too(home) -> None:
    event = make_event(home, starts_at=NOON, capacity=1)
    first, second = UserFactory(), UserFactory()
    registration = actions.register(event=event, user=first)
    actions.register(event=event, user=second)
    mails_due(plan(event)["joining", "1-day"].due_at)
    assert told("joining") == [first.email]
    actions.withdraw(registration=registration, actor=first)
    assert told("joining") == sorted([first.email, second.email])


def test_joining_instructions_now_are_not_sent_again_when_their_time_comes(event, olu) -> None:
    due_at, staff = plan(event)["joining", "1-day"].due_at, StaffFactory()
    assert actions.send_now(event=event, kind=Kind.JOINING, actor=staff, sent_before=0) == 1
    assert actions.send_now(event=event, kind=Kind.JOINING, actor=staff, sent_before=0) is None, "a second press"
    assert mails_due(due_at) == 0
    assert told("joining") == [olu.email]
    assert actions.send_now(event=event, kind=Kind.JOINING, actor=staff, sent_before=1) == 1, "once more, and meant"
    assert told("joining") == [olu.email, olu.email]


def test_nobody_but_organisers_sends_and_nothing_goes_out_when_it_makes_no_sense(event, olu) -> None:
    with pytest.raises(PermissionDenied):
        actions.send_now(event=event, kind=Kind.JOINING, actor=UserFactory(), sent_before=0)
    staff = StaffFactory()
    for kind in (Kind.PRESENT, Kind.REMINDER):
        with pytest.raises(PermissionDenied):
            actions.send_now(event=event, kind=kind, actor=staff, sent_before=0)
    actions.cancel_meeting(event=event, actor=staff, reason="Snow")
    with pytest.raises(PermissionDenied):
        actions.send_now(event=event, kind=Kind.JOINING, actor=staff, sent_before=0)


def test_the_follow_up_waits_until_somebody_said_who_came(event, olu) -> None:
    publish(event, follow_up_hours=2)
    absent = make_registration(event, UserFactory())
    after = NOON + timedelta(hours=5)
    assert mails_due(after) == 0
    assert states(event)["present"] == "due"
    Registration.objects.filter(pk=olu.pk).update(present_at=NOON)
    assert mails_due(after + MINUTE) == 2
    assert (told("present"), told("absent")) == ([olu.email], [absent.email])


def test_a_follow_up_for_which_nobody_took_attendance_is_missed_in_the_end(event, olu) -> None:
    publish(event, follow_up_hours=2)
    assert mails_due(NOON + timedelta(days=15)) == 0
    assert states(event)["present"] == states(event)["absent"] == "missed"


def test_a_follow_up_pressed_again_reaches_only_those_who_had_none(event, olu) -> None:
    staff, late = StaffFactory(), make_registration(event, UserFactory())
    Registration.objects.filter(pk=olu.pk).update(present_at=NOON)
    after = {"event": event, "kind": Kind.PRESENT, "actor": staff, "now": NOON + timedelta(hours=5)}
    assert actions.send_now(**after, sent_before=0) == 1
    Registration.objects.filter(pk=late.pk).update(present_at=NOON)
    assert actions.send_now(**after, sent_before=1) == 1
    assert told("present") == sorted([olu.email, late.email])


def test_those_who_did_not_come_hear_of_the_next_meeting_they_may_see(home, event, olu) -> None:
    series = Series.objects.create(name="London")
    publish(event, series=series, follow_up_hours=0)
    make_event(home, starts_at=NOON + timedelta(days=30), title="The next one", series=series)
    make_event(home, starts_at=NOON + timedelta(days=10), title="Something else")
    make_registration(event, UserFactory(), present_at=NOON)
    assert mails_due(NOON + timedelta(hours=3)) == 2
    text = Mail.objects.get(to=olu.email, kind="events/absent").text
    assert "The next one" in text
    assert "Something else" not in text


def test_one_meeting_whose_mail_cannot_be_written_does_not_keep_the_others(home, event, olu, monkeypatch) -> None:
    other = make_event(home, starts_at=NOON, title="Another")
    somebody = make_registration(other, UserFactory())
    due_at = plan(event)["reminder", "7"].due_at
    plan(other)
    engine = template_engines["django"].engine
    engine.template_loaders  # noqa: B018 - made before it is added to
    broken = '{% if event.title == "A meeting" %}{{ 1|divisibleby:0 }}{% endif %}Hello'
    with monkeypatch.context() as patch:
        loader = Loader(engine, {"events/email/reminder_message.txt": broken})
        patch.setattr(engine, "template_loaders", [loader, *engine.template_loaders])
        with pytest.raises(ZeroDivisionError):
            mails_due(due_at)
    assert told("reminder") == [somebody.email]
    assert states(event)["reminder 7"] == "due", "nothing half done"
    assert mails_due(due_at + MINUTE) == 1


@pytest.mark.parametrize("people", [20, 120])
def test_a_dispatch_costs_no_query_a_person(event, people, django_assert_max_num_queries) -> None:
    for number in range(people):
        Registration.objects.create(
            meeting=event.meeting, name="A", email=f"a{number}@trust-a.example", state="confirmed"
        )
    due_at = plan(event)["reminder", "7"].due_at
    with django_assert_max_num_queries(40):
        assert mails_due(due_at) == people


def test_a_tick_with_nothing_to_do_asks_two_questions_however_many_meetings(home, django_assert_num_queries) -> None:
    for number in range(6):
        plan(make_event(home, title=f"Meeting {number}", in_days=20 + number))
    with django_assert_num_queries(3):
        assert mails_due(timezone.now()) == 0


def test_reminders_are_in_london_time_when_the_clocks_change(home) -> None:
    year = timezone.localdate().year + 1
    start = datetime(year, 10, 31, 14, tzinfo=LONDON)
    event = make_event(home, starts_at=start)
    due = plan(event)["reminder", "7"].due_at.astimezone(LONDON)
    assert (due.hour, due.minute, (start.date() - due.date()).days) == (9, 0, 7)
