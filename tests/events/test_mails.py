"""What people of a meeting are told, by mail."""

from __future__ import annotations

from datetime import timedelta

import icalendar
import pytest
from django.core.exceptions import PermissionDenied

from events import actions
from events.models import Dispatch, Registration
from portal.audit.models import LogEntry
from portal.notifications.messages import content_of
from portal.notifications.models import Mail
from tests.factories.events import make_event, make_registration, publish
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def guest_of(event, number: int = 1, **fields) -> Registration:
    """Somebody without an account."""
    return Registration.objects.create(
        meeting=event.meeting,
        name=f"Guest {number}",
        email=f"guest{number}@trust-a.example",
        state=fields.pop("state", Registration.State.CONFIRMED),
        **fields,
    )


def test_an_organiser_writes_to_some_and_the_same_words_reach_nobody_twice(home) -> None:
    event, staff = make_event(home), StaffFactory()
    olu, ben = make_registration(event, UserFactory()), make_registration(event, UserFactory())
    words = {"subject": "Bring a coat", "text": "The hall is <cold>.\n\nSorry.", "actor": staff}
    assert actions.write_to(registrations=[olu], **words) == 1
    assert actions.write_to(registrations=[olu, ben], **words) == 1
    assert actions.write_to(registrations=[olu], **words) == 0
    mails = Mail.objects.filter(kind="events/message")
    assert sorted(mails.values_list("to", flat=True)) == sorted([olu.email, ben.email])
    mail = mails.get(to=olu.email)
    assert mail.subject == "Bring a coat"
    assert "The hall is <cold>." in mail.text
    assert "The hall is &lt;cold&gt;." in mail.html
    dispatch = Dispatch.objects.get()
    assert (dispatch.kind, dispatch.state, dispatch.told) == ("message", "sent", 2)
    assert Mail.objects.about(dispatch).count() == 2
    assert LogEntry.objects.filter(action="events/wrote", target_id=str(dispatch.pk)).count() == 3


def test_only_organisers_write_to_the_people_of_a_meeting(home) -> None:
    event, member = make_event(home), UserFactory()
    olu = make_registration(event, member)
    with pytest.raises(PermissionDenied):
        actions.write_to(registrations=[olu], subject="Hello", text="Hello", actor=member)
    assert not Mail.objects.exists()


def test_people_without_an_account_get_links_of_their_own(home, client) -> None:
    event = make_event(home)
    guest = guest_of(event)
    actions.write_to(registrations=[guest], subject="Hello", text="Hello", actor=StaffFactory())
    [link] = [word for word in Mail.objects.get().text.split() if "/events/" in word]
    assert client.get(link, follow=True).status_code == 200


def test_writing_to_many_costs_no_query_a_person(home, django_assert_max_num_queries) -> None:
    event, staff = make_event(home), StaffFactory()
    people = [guest_of(event, number) for number in range(100)]
    with django_assert_max_num_queries(30):
        assert actions.write_to(registrations=people, subject="Hello", text="Hello", actor=staff) == 100


def calendar_of(mail: Mail) -> tuple[str, str, int, str]:
    """Method, UID, sequence and status of the calendar file a mail carries."""
    [part] = mail.attachments
    calendar = icalendar.Calendar.from_ical(content_of(part))
    [entry] = calendar.walk("VEVENT")
    assert part["type"] == f"text/calendar; method={calendar['METHOD']}"
    return calendar["METHOD"], entry["UID"], entry["SEQUENCE"], entry["STATUS"]


def test_the_calendar_files_of_one_meeting_keep_their_name_and_count_up_whatever_happens(home) -> None:
    event, olu, staff = make_event(home), UserFactory(), StaffFactory()
    actions.register(event=event, user=olu)
    publish(event, venue_name="Another hall")
    actions.postpone_meeting(event=event, actor=staff, reason="Snow")
    later = event.starts_at + timedelta(days=10)
    publish(event, starts_at=later, ends_at=later + timedelta(hours=2))
    actions.cancel_meeting(event=event, actor=staff, reason="No speaker")
    mails = list(Mail.objects.filter(to=olu.email).order_by("pk"))
    assert [mail.kind for mail in mails] == [
        f"events/{name}" for name in ("registered", "changed", "postponed", "changed", "cancelled")
    ]
    files = [calendar_of(mail) for mail in mails]
    assert [(method, status) for method, _, _, status in files] == [
        ("PUBLISH", "CONFIRMED"),
        ("PUBLISH", "CONFIRMED"),
        ("CANCEL", "CANCELLED"),
        ("PUBLISH", "CONFIRMED"),
        ("CANCEL", "CANCELLED"),
    ]
    assert {uid for _, uid, _, _ in files} == {event.meeting.uid}
    assert [sequence for _, _, sequence, _ in files] == [0, 1, 2, 3, 4]


def test_a_change_says_what_it_was_and_what_it_is(home) -> None:
    event, olu = make_event(home, venue_name="Harbour Hall"), UserFactory()
    actions.register(event=event, user=olu)
    publish(event, venue_name="Mill House")
    moved = Mail.objects.get(kind="events/changed")
    assert moved.subject.startswith("New place: ")
    assert "has moved to another place. You keep your place." in moved.text
    for words in (moved.text, moved.html):
        assert words.index("Harbour Hall") < words.index("Mill House")
    later = event.starts_at + timedelta(days=1)
    publish(event, starts_at=later, ends_at=later + timedelta(hours=2))
    assert Mail.objects.filter(kind="events/changed", subject__startswith="New time: ").count() == 1


def test_each_mail_of_a_meeting_says_the_same_in_html(home) -> None:
    """A kind with a text has an HTML of its own, with the same addresses in it."""
    event, staff = make_event(home, capacity=1), StaffFactory()
    first, second = UserFactory(), UserFactory()
    registration = actions.register(event=event, user=first)
    actions.register(event=event, user=second)
    actions.withdraw(registration=registration, actor=first)
    actions.cancel_meeting(event=event, actor=staff, reason="Snow & ice")
    for mail in Mail.objects.filter(about__startswith="events."):
        assert mail.html, mail.kind
        assert "/withdraw/" not in mail.text or "/withdraw/" in mail.html, mail.kind
        assert event.full_url in mail.html, mail.kind
    assert "Snow &amp; ice" in Mail.objects.filter(kind="events/cancelled").first().html
