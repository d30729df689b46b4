"""Mails about one thing stand together in a mail program, and a digest stands alone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from events import actions as events
from events.timetable import Kind
from networks.models import Network
from portal.discussion import actions as discussion
from portal.notifications.actions import send_digests, tell_at_once
from portal.notifications.models import Happening, Mail
from portal.notifications.spreading import spread
from portal.notifications.tasks import deliver
from tests.factories.events import make_event
from tests.factories.networks import make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def roots(**of: object) -> list[str]:
    return [mail.headers.get("References", "") for mail in Mail.objects.filter(**of).order_by("pk")]


def test_what_is_mailed_about_one_meeting_stands_together_whenever_it_was_planned(home) -> None:
    event, other = make_event(home), make_event(home)
    person = UserFactory()
    for meeting in (event, other):
        events.register(event=meeting, user=person)
    events.send_now(event=event, kind=Kind.JOINING, actor=StaffFactory(), sent_before=0)
    confirmed, elsewhere, instructed = roots(to=person.email)
    assert confirmed == instructed
    assert confirmed != elsewhere


def test_replies_in_one_discussion_stand_together_and_each_has_an_id_of_its_own(home, sink) -> None:
    network = make_network(home, kind=Network.Kind.OPEN)
    asker, other = (make_member(network, UserFactory()).user for _ in range(2))
    noon = datetime.combine(timezone.localdate(), time(12), ZoneInfo("Europe/London"))
    for title in ("Who asks?", "Who pays?"):
        thread = discussion.start_thread(page=network.page, user=asker, kind="question", title=title, body="Who?")
        for day in range(2):
            discussion.comment(page=network.page, user=other, thread=thread, body=f"We do, on day {day}.")
            tell_at_once(now=noon + timedelta(days=day))
    first, second, third, fourth = roots(kind="notifications/news", person=asker)
    assert first == second
    assert third == fourth
    assert first != third
    for mail in Mail.objects.filter(person=asker).order_by("pk"):
        deliver.call(mail.pk)
    assert [message["In-Reply-To"] for message in sink.messages[-2:]] == [third, fourth]
    assert len(set(sink.message_ids)) == len(sink.messages)


def test_each_digest_is_a_mail_of_its_own(home) -> None:
    network = make_network(home, kind=Network.Kind.OPEN)
    asker, other = (make_member(network, UserFactory()).user for _ in range(2))
    discussion.start_thread(page=network.page, user=asker, kind="question", title="Who asks?", body="Who?")
    for happening in Happening.objects.all():
        spread(happening.pk)
    send_digests(now=timezone.now() + timedelta(days=8))
    assert roots(kind="notifications/digest", person=other) == [""]
