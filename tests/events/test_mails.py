"""What people of a meeting are told, by mail."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from events import actions
from events.models import Dispatch, Registration
from portal.audit.models import LogEntry
from portal.notifications.models import Mail
from tests.factories.events import make_event, make_registration
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
