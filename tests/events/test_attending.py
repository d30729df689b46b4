"""Who came to a meeting: marked once, taken back, and only while it can still be known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from events import actions
from events.answers import Outcome, Refused
from events.models import Registration
from portal.audit.models import LogEntry
from tests.factories.events import make_event, make_registration
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_who_came_is_marked_once_by_whoever_saw_them_first(home):
    event, staff = make_event(home, in_days=-1), StaffFactory()
    came = make_registration(event, UserFactory())
    tally = actions.mark_present(registrations=[came], actor=staff)
    assert [row.pk for row in tally.done] == [came.pk]
    came.refresh_from_db()
    first = came.present_at
    assert came.present_by == staff
    again = actions.mark_present(registrations=[came], actor=StaffFactory())
    assert (again.done, [row.pk for row in again.already]) == ([], [came.pk])
    came.refresh_from_db()
    assert (came.present_at, came.present_by) == (first, staff)
    assert LogEntry.objects.filter(action="events/marked-present", target_id=str(came.pk)).count() == 1


def test_a_mark_is_taken_back(home):
    event, staff = make_event(home, in_days=-1), StaffFactory()
    came = make_registration(event, UserFactory())
    actions.mark_present(registrations=[came], actor=staff)
    actions.mark_present(registrations=[came], actor=staff, present=False)
    came.refresh_from_db()
    assert (came.present_at, came.present_by) == (None, None)
    assert LogEntry.objects.filter(action="events/marked-absent").count() == 1


def test_somebody_without_a_place_is_left_out_and_it_is_said_why(home):
    event = make_event(home, in_days=-1)
    waiting = make_registration(event, UserFactory(), state=Registration.State.WAITING)
    tally = actions.mark_present(registrations=[waiting], actor=StaffFactory())
    assert tally.skipped == [(waiting, "They do not have a place.")]
    assert not Registration.objects.present().exists()


def test_marks_are_taken_from_the_morning_of_the_day_for_a_month(home):
    morning = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=3)
    event, staff = make_event(home, starts_at=morning + timedelta(hours=14)), StaffFactory()
    one = make_registration(event, UserFactory())
    for moment in (morning - timedelta(minutes=1), event.ends_at + timedelta(days=30, minutes=1)):
        with pytest.raises(Refused) as refused:
            actions.mark_present(registrations=[one], actor=staff, now=moment)
        assert refused.value.answer.outcome is Outcome.NOT_ITS_DAY
    assert actions.mark_present(registrations=[one], actor=staff, now=morning).done


def test_a_phone_that_was_offline_tells_when_it_saw_them_but_nothing_impossible(home):
    event, staff = make_event(home, in_days=-2), StaffFactory()
    seen, tomorrow, last_year = (make_registration(event, UserFactory()) for _ in range(3))
    now = timezone.now()
    at = event.starts_at + timedelta(minutes=5)
    for row, moment in [(seen, at), (tomorrow, now + timedelta(days=1)), (last_year, now - timedelta(days=365))]:
        actions.mark_present(registrations=[row], actor=staff, seen_at=moment, now=now)
        row.refresh_from_db()
    assert seen.present_at == at
    assert tomorrow.present_at == now
    assert event.starts_at - timedelta(days=1) <= last_year.present_at <= event.starts_at


def test_only_its_organisers_say_who_came(home):
    network, member, convenor = make_network(home), UserFactory(), UserFactory()
    make_member(network, member)
    make_convenor(network, convenor)
    event = make_event(home, network=network, in_days=-1)
    one = make_registration(event, member)
    with pytest.raises(PermissionDenied):
        actions.mark_present(registrations=[one], actor=member)
    assert actions.mark_present(registrations=[one], actor=convenor).done
