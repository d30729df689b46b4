"""Calendar files, read by two independent parsers: the time in London, one identity for ever, and no secrets."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events import actions
from events.calendar import calendar_file, plain
from events.models import CalendarLink, EventPage
from networks.models import Network
from portal.notifications.messages import message_from
from portal.notifications.models import Mail
from tests.factories.events import make_event, make_registration, publish
from tests.factories.networks import make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


def parsed(content: bytes) -> icalendar.Calendar:
    """What one parser reads, after another one has read the same."""
    calendar = icalendar.Calendar.from_ical(content)
    other = vobject.readOne(content.decode())
    ours = {str(entry["uid"]): entry for entry in calendar.walk("VEVENT")}
    theirs = {entry.uid.value: entry for entry in getattr(other, "vevent_list", [])}
    assert ours.keys() == theirs.keys()
    for uid, entry in ours.items():
        assert theirs[uid].dtstart.value.astimezone(LONDON) == entry["dtstart"].dt.astimezone(LONDON)
        assert theirs[uid].summary.value == str(entry["summary"])
    return calendar


def entries(content: bytes) -> list[icalendar.Event]:
    return list(parsed(content).walk("VEVENT"))


def attachment(mail: Mail) -> bytes:
    return base64.b64decode(mail.attachments[0]["content"])


@pytest.mark.parametrize(("month", "offset"), [(1, 0), (7, 1)])
def test_a_meeting_keeps_its_hour_in_london_in_winter_and_summer(home, month, offset):
    starts_at = datetime(2031, month, 15, 14, 0, tzinfo=LONDON)
    event = make_event(home, starts_at=starts_at)
    content = calendar_file([event])
    (entry,) = entries(content)
    assert b"DTSTART;TZID=Europe/London:2031" in content
    assert b"BEGIN:VTIMEZONE" in content
    assert entry["dtstart"].dt.astimezone(LONDON) == starts_at
    assert vobject.readOne(content.decode()).vevent.dtstart.value.utcoffset() == timedelta(hours=offset)


def test_a_meeting_across_the_change_of_the_clocks_has_its_true_length(home):
    event = make_event(home, starts_at=datetime(2031, 3, 30, 0, 30, tzinfo=ZoneInfo("UTC")), hours=2)
    (entry,) = entries(calendar_file([EventPage.objects.get(pk=event.pk)]))
    assert entry["dtend"].dt.astimezone(ZoneInfo("UTC")) - entry["dtstart"].dt.astimezone(ZoneInfo("UTC")) == timedelta(
        hours=2
    )


def test_the_file_of_a_meeting_tells_the_page_and_never_the_joining_link_or_who_comes(client, home):
    title = "Invoicing, pricing; debts"
    event = make_event(home, mode="hybrid", joining_url="https://meet.example/secret", title=title)
    person = UserFactory(first_name="Zephyrine")
    actions.register(event=event, user=person)
    response = client.get(reverse("events:event_calendar", args=[event.pk]))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (entry,) = entries(response.content)
    assert str(entry["summary"]) == title
    assert str(entry["url"]) == event.full_url
    assert str(entry["location"]) == "Harbour Hall, 1 Quay Street, London, and online"
    assert entry["status"] == "CONFIRMED"
    for secret in (b"secret", b"Zephyrine", b"ATTENDEE", person.email.encode()):
        assert secret not in response.content
        assert secret not in attachment(Mail.objects.get())


def test_the_identity_stays_and_the_sequence_goes_up_from_mail_to_mail(home):
    event, person = make_event(home), UserFactory()
    actions.register(event=event, user=person)
    publish(event, starts_at=event.starts_at + timedelta(days=1), ends_at=event.ends_at + timedelta(days=1))
    actions.cancel_meeting(event=EventPage.objects.get(), actor=StaffFactory(), reason="No hall.")
    calendars = [parsed(attachment(mail)) for mail in Mail.objects.order_by("pk")]
    found = [calendar.walk("VEVENT")[0] for calendar in calendars]
    assert [str(calendar["method"]) for calendar in calendars] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [entry["sequence"] for entry in found] == [0, 1, 2]
    assert len({str(entry["uid"]) for entry in found}) == 1
    assert str(found[2]["status"]) == "CANCELLED"


def test_the_mail_as_it_travels_carries_the_file_with_its_method(home):
    event, person = make_event(home, title="Café: débts"), UserFactory()
    actions.register(event=event, user=person)
    actions.cancel_meeting(event=event, actor=StaffFactory(), reason="No hall.")
    for mail, method in zip(Mail.objects.order_by("pk"), ["PUBLISH", "CANCEL"], strict=True):
        travelled = message_from_bytes(message_from(mail).message().as_bytes(), policy=policy.default)
        (file,) = list(travelled.iter_attachments())
        assert file.get_content_type() == "text/calendar"
        assert file["Content-Type"].params["method"] == method
        (entry,) = entries(file.get_payload(decode=True).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        assert str(entry["summary"]) == "Café: débts"


def test_the_feed_of_everything_holds_what_anybody_may_see_whoever_asks(client, home):
    private = make_network(home, title="Private", kind=Network.Kind.PRIVATE)
    open_ = make_network(home, title="Open", kind=Network.Kind.OPEN)
    make_event(home, title="National")
    make_event(home, network=open_, title="Of an open network")
    make_event(home, network=private, title="Of a private network")
    make_event(home, title="Long ago", in_days=-200)
    member = UserFactory()
    make_member(private, member)
    client.force_login(member)
    response = client.get(reverse("events:calendar"))
    calendar = parsed(response.content)
    assert str(calendar["method"]) == "PUBLISH"
    assert {str(entry["summary"]) for entry in calendar.walk("VEVENT")} == {"National", "Of an open network"}


def test_a_cancelled_meeting_stays_in_the_feed_as_cancelled(client, home):
    event = make_event(home)
    actions.cancel_meeting(event=event, actor=StaffFactory(), reason="No hall.")
    (entry,) = entries(client.get(reverse("events:calendar")).content)
    assert (str(entry["status"]), entry["sequence"]) == ("CANCELLED", 1)


def test_the_feed_of_a_network_holds_its_own_meetings_and_those_of_its_sub_groups(client, home):
    network = make_network(home, kind=Network.Kind.OPEN)
    other = make_network(home, title="Other", kind=Network.Kind.OPEN)
    make_event(home, network=network, title="Ours")
    make_event(home, network=other, title="Theirs")
    found = entries(client.get(reverse("events:network_calendar", args=[network.pk])).content)
    assert [str(entry["summary"]) for entry in found] == ["Ours"]


def test_the_feed_of_a_restricted_network_tells_nothing_of_its_meetings(client, home):
    network = make_network(home, kind=Network.Kind.RESTRICTED)
    make_event(home, network=network)
    client.force_login(StaffFactory())
    response = client.get(reverse("events:network_calendar", args=[network.pk]))
    assert response.status_code == 200
    assert entries(response.content) == []


def test_my_calendar_opens_by_its_secret_alone_and_holds_my_places(client, home):
    person = UserFactory()
    mine, waiting = make_event(home, title="Mine"), make_event(home, title="Waiting")
    make_event(home, title="Not mine")
    make_registration(mine, person)
    make_registration(waiting, person, "waiting")
    token = actions.make_calendar_link(user=person)
    response = client.get(reverse("events:my_calendar", args=[token]))
    assert [str(entry["summary"]) for entry in entries(response.content)] == ["Mine"]
    assert response["Cache-Control"] == "private, no-store"
    assert token not in CalendarLink.objects.get().digest


def test_a_revoked_or_replaced_link_and_that_of_a_closed_account_open_nothing(client, home):
    person = UserFactory()
    first = actions.make_calendar_link(user=person)
    second = actions.make_calendar_link(user=person)
    assert client.get(reverse("events:my_calendar", args=[first])).status_code == 404
    assert client.get(reverse("events:my_calendar", args=[second])).status_code == 200
    person.is_active = False
    person.save(update_fields=["is_active"])
    assert client.get(reverse("events:my_calendar", args=[second])).status_code == 404
    person.is_active = True
    person.save(update_fields=["is_active"])
    actions.revoke_calendar_link(user=person)
    assert client.get(reverse("events:my_calendar", args=[second])).status_code == 404


def test_a_feed_costs_the_same_for_one_meeting_and_for_thirty(client, home, django_assert_max_num_queries):
    for number in range(30):
        make_event(home, title=f"Meeting {number}")
    with django_assert_max_num_queries(4):
        assert len(entries(client.get(reverse("events:calendar")).content)) == 30


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(min_size=1, max_size=250).filter(str.strip), place=st.text(max_size=150))
def test_no_text_breaks_a_line_of_the_calendar_or_adds_one(title, place, home):
    event = EventPage.objects.first() or make_event(home)
    event.title, event.meeting.place = title, place
    content = calendar_file([event])
    (entry,) = list(icalendar.Calendar.from_ical(content).walk("VEVENT"))
    assert str(entry["summary"]) == plain(title)
    assert str(entry["location"]) == plain(place)
    assert all(len(line) <= 75 for line in content.split(b"\r\n")), "lines are folded"
    assert len(vobject.readOne(content.decode()).vevent.contents["uid"]) == 1


@pytest.mark.parametrize("text", ["A\r\nATTENDEE:mailto:x@evil.example", "A\nEND:VEVENT", "A\u2028B", "A\x85B", "A\rB"])
def test_text_cannot_add_a_property(home, text):
    event = make_event(home)
    event.title = text
    (entry,) = list(icalendar.Calendar.from_ical(calendar_file([event])).walk("VEVENT"))
    assert "attendee" not in entry
    assert str(entry["uid"]) == event.meeting.uid


def test_a_meeting_soon_is_due_now_in_its_timezone(home):
    event = make_event(home, starts_at=timezone.now())
    (entry,) = entries(calendar_file([event]))
    assert entry["dtstart"].dt.utcoffset() == timezone.localtime(event.starts_at, LONDON).utcoffset()
