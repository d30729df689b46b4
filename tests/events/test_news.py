"""A new meeting is news, and so is that it is moved or called off: never beside the mail that says the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from events.actions import cancel_meeting, postpone_meeting
from events.models import EventPage, Series
from networks.models import Network
from portal.notifications.actions import follow, send_digests
from portal.notifications.models import Mail, Notice
from tests.factories.events import make_event, make_registration
from tests.factories.networks import make_member, make_network
from tests.factories.news import heard_by
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home) -> Network:
    return make_network(home, kind=Network.Kind.PRIVATE)


@pytest.fixture
def member(network):
    person = UserFactory()
    make_member(network, person)
    return person


def publish(event: EventPage, **fields) -> EventPage:
    event = EventPage.objects.get(pk=event.pk)
    for name, value in fields.items():
        setattr(event, name, value)
    event.save_revision().publish()
    return EventPage.objects.get(pk=event.pk)


def verbs(person) -> list[str]:
    return [title.partition(":")[0] for title in heard_by(person)]


def test_a_meeting_is_announced_once_and_its_moves_are_told(home, network, member) -> None:
    event = publish(make_event(home, network=network, live=False))
    event = publish(event, summary="Corrected.")
    assert verbs(member) == ["New meeting"]
    publish(event, starts_at=event.starts_at + timedelta(days=1), ends_at=event.ends_at + timedelta(days=1))
    publish(event, capacity=20)
    assert verbs(member) == ["New meeting", "Changed"]


@pytest.mark.parametrize(("verb", "word"), [(cancel_meeting, "Cancelled"), (postpone_meeting, "Postponed")])
def test_calling_it_off_is_told_with_its_reason(home, network, member, verb, word) -> None:
    event = publish(make_event(home, network=network, live=False))
    verb(event=event, actor=StaffFactory(), reason="The speaker is ill.")
    assert verbs(member) == ["New meeting", word]
    assert Notice.objects.filter(happening__excerpt="The speaker is ill.").exists()


def test_whoever_has_a_place_gets_the_mail_of_the_meeting_and_no_second_one(home, network, member) -> None:
    other = UserFactory()
    make_member(network, other)
    event = publish(make_event(home, network=network, live=False))
    heard_by(member)
    Notice.objects.update(settled_at=timezone.now())
    make_registration(event, member)
    cancel_meeting(event=event, actor=StaffFactory(), reason="The speaker is ill.")
    assert verbs(member) == ["New meeting", "Cancelled"] == verbs(other)
    send_digests(now=timezone.now() + timedelta(days=8))
    assert list(Mail.objects.filter(to=member.email).values_list("kind", flat=True)) == ["events/cancelled"]
    assert list(Mail.objects.filter(to=other.email).values_list("kind", flat=True)) == ["notifications/digest"]


def test_a_past_meeting_and_one_that_nobody_heard_of_are_no_news(home, network, member) -> None:
    publish(make_event(home, network=network, live=False, in_days=-3))
    draft = make_event(home, network=network, live=False, title="Draft")
    cancel_meeting(event=draft, actor=StaffFactory(), reason="No room.")
    assert heard_by(member) == []


def test_a_draft_that_was_moved_before_it_came_out_is_one_piece_of_news(home, network, member) -> None:
    event = make_event(home, network=network, live=False)
    publish(event, starts_at=event.starts_at + timedelta(days=1), ends_at=event.ends_at + timedelta(days=1))
    assert verbs(member) == ["New meeting"]


def test_followers_of_its_series_hear_of_a_national_meeting(home) -> None:
    follower, series = UserFactory(), Series.objects.create(name="Finance directors")
    follow(person=follower, thing=series)
    publish(make_event(home, live=False, series=series))
    publish(make_event(home, live=False, title="Another"))
    assert len(heard_by(follower)) == 1
