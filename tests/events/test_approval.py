"""Meetings where an organiser says yes or no, and meetings by invitation."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from events import actions
from events.answers import Outcome, Refused
from events.attendees import Attendee
from events.models import EventPage, Registration
from events.providers import reminders
from portal.audit.models import LogEntry
from portal.notifications.models import Mail
from portal.users.models import Role
from tests.factories.events import make_event, publish
from tests.factories.networks import make_convenor, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
APPROVAL, INVITATION = EventPage.Admission.APPROVAL, EventPage.Admission.INVITATION


def ask(event, **person) -> Registration:
    return actions.register(event=event, user=UserFactory(**person))


def states(*registrations) -> list[str]:
    return [Registration.objects.get(pk=registration.pk).state for registration in registrations]


def mails(kind: str) -> list[str]:
    return list(Mail.objects.filter(kind=f"events/{kind}").order_by("pk").values_list("to", flat=True))


def test_whoever_asks_has_no_place_yet_takes_none_and_is_told_so(home):
    event = make_event(home, admission=APPROVAL, capacity=1)
    first, second = ask(event), ask(event)
    assert states(first, second) == ["requested", "requested"]
    assert mails("requested") == [first.email, second.email]
    assert "It is not a place yet" in Mail.objects.first().text
    assert Mail.objects.first().attachments == []
    assert event.meeting.count_places().taken == 0


def test_a_yes_gives_a_place_while_there_is_one_and_then_a_turn_by_when_they_asked(home):
    event = make_event(home, admission=APPROVAL, capacity=1)
    first, second, third = ask(event), ask(event), ask(event)
    assert actions.approve(registrations=[third], actor=StaffFactory()) == [third]
    actions.approve(registrations=[second], actor=StaffFactory())
    actions.approve(registrations=[first], actor=StaffFactory())
    assert states(first, second, third) == ["waiting", "waiting", "confirmed"]
    actions.withdraw(registration=third, actor=third.user)
    assert states(first, second) == ["confirmed", "waiting"], "who asked first is first in line"
    assert mails("approved") == [third.email, second.email, first.email]
    assert Mail.objects.get(kind="events/approved", to=third.email).attachments
    assert not Mail.objects.get(kind="events/approved", to=second.email).attachments
    assert mails("promoted") == [first.email]


def test_many_are_approved_at_once_in_the_order_of_asking_and_pressing_again_changes_nothing(home):
    event = make_event(home, admission=APPROVAL, capacity=2)
    people, staff = [ask(event) for _ in range(4)], StaffFactory()
    assert len(actions.approve(registrations=list(reversed(people)), actor=staff)) == 4
    assert states(*people) == ["confirmed", "confirmed", "waiting", "waiting"]
    assert actions.approve(registrations=people, actor=staff) == []
    assert actions.decline(registrations=people, actor=staff) == []
    assert states(*people) == ["confirmed", "confirmed", "waiting", "waiting"]
    assert len(mails("approved")) == LogEntry.objects.filter(action="events/approved").count() == 4


def test_a_no_is_told_once_with_its_reason_and_the_reason_is_kept_in_no_log(home):
    event = make_event(home, admission=APPROVAL)
    person, staff = ask(event), StaffFactory()
    actions.decline(registrations=[person], actor=staff, reason="The room is small; you have been before.")
    assert actions.decline(registrations=[person], actor=staff, reason="Again.") == []
    assert states(person) == ["declined"]
    mail = Mail.objects.get(kind="events/declined")
    assert "The room is small; you have been before." in mail.text
    assert "small" not in str(LogEntry.objects.get(action="events/declined").data)


def test_somebody_declined_cannot_ask_again_and_an_organiser_can_change_their_mind(home):
    event = make_event(home, admission=APPROVAL)
    person, staff = ask(event), StaffFactory()
    actions.decline(registrations=[person], actor=staff)
    with pytest.raises(Refused) as refused:
        actions.register(event=event, user=person.user)
    assert refused.value.answer.outcome is Outcome.DECLINED
    actions.approve(registrations=[person], actor=staff)
    assert states(person) == ["confirmed"]


def test_a_yes_to_somebody_declined_who_came_otherwise_makes_no_second_place(home):
    event = make_event(home, admission=APPROVAL)
    person, staff = ask(event), StaffFactory()
    actions.decline(registrations=[person], actor=staff)
    bring(event, Attendee.of(person.user), staff)
    assert actions.approve(registrations=[person], actor=staff) == []
    assert Registration.objects.confirmed().count() == 1


def test_only_organisers_say_yes_or_no(home):
    event = make_event(home, admission=APPROVAL)
    person = ask(event)
    for verb in (actions.approve, actions.decline):
        with pytest.raises(PermissionDenied):
            verb(registrations=[person], actor=person.user)
    assert states(person) == ["requested"]


def test_no_yes_after_the_start_or_while_the_meeting_is_called_off(home):
    event, staff = make_event(home, admission=APPROVAL), StaffFactory()
    person = ask(event)
    later = timezone.now() + timedelta(days=15)
    assert actions.approve(registrations=[person], actor=staff, now=later) == []
    actions.postpone_meeting(event=event, actor=staff, reason="Strike.")
    assert actions.approve(registrations=[person], actor=staff) == []
    assert "Your request to come still stands." in Mail.objects.get(kind="events/postponed").text


def test_asking_twice_says_that_they_have_asked(home):
    event = make_event(home, admission=APPROVAL)
    person = ask(event)
    with pytest.raises(Refused) as refused:
        actions.register(event=event, user=person.user)
    assert refused.value.answer.outcome is Outcome.HAS_ASKED
    assert refused.value.answer.is_already_so


def test_a_request_can_be_taken_back(home):
    event = make_event(home, admission=APPROVAL)
    person = ask(event)
    actions.withdraw(registration=person, actor=person.user)
    assert states(person) == ["withdrawn"]
    assert ask(event).state == "requested"


def bring(event, attendee, actor) -> Registration:
    via = Registration.Via.ORGANISER
    return actions.register_attendee(event=event, attendee=attendee, actor=actor, via=via)


def test_an_organiser_who_registers_somebody_who_asked_says_yes_by_that(home):
    event, staff = make_event(home, admission=APPROVAL), StaffFactory()
    person = ask(event)
    assert bring(event, Attendee.of(person.user), staff).pk == person.pk
    assert states(person) == ["confirmed"]
    assert mails("approved") == [person.email]
    assert bring(event, Attendee(name="A", email="a@trust-a.example"), staff).state == "confirmed"


def test_a_meeting_by_invitation_takes_only_those_who_are_brought(home):
    event, person = make_event(home, admission=INVITATION), UserFactory()
    with pytest.raises(Refused) as refused:
        actions.register(event=event, user=person)
    assert refused.value.answer.outcome is Outcome.NOT_INVITED
    assert str(refused.value).startswith("This meeting is by invitation")
    assert bring(event, Attendee.of(person), StaffFactory()).state == "confirmed"


def test_places_that_are_kept_and_shares_of_trusts_hold_for_approvals_too(home):
    event = make_event(home, admission=APPROVAL, capacity=3, trust_quota=1, kept={Role.FINANCE_DIRECTOR: 1})
    one, two = ask(event, role=Role.OVM), ask(event, role=Role.OVM)
    same = ask(event, role=Role.OVM, trust=one.trust)
    other, director = ask(event, role=Role.OVM), ask(event, role=Role.FINANCE_DIRECTOR)
    actions.approve(registrations=[one, two, same, other, director], actor=StaffFactory())
    assert states(one, two, same, other, director) == ["confirmed", "confirmed", "waiting", "waiting", "confirmed"]


def test_opening_a_meeting_to_all_leaves_requests_for_a_yes(home):
    event = make_event(home, admission=APPROVAL)
    person = ask(event)
    event = publish(event, admission=EventPage.Admission.OPEN)
    assert ask(event).state == "confirmed"
    assert states(person) == ["requested"]


@pytest.fixture
def morning() -> datetime:
    """Tomorrow at nine by the clock in London."""
    return timezone.localtime().replace(hour=9, minute=0) + timedelta(days=1)


def test_organisers_hear_once_a_day_how_many_wait_and_where_to_decide(home, morning):
    network = make_network(home)
    ruth = make_convenor(network, UserFactory()).user
    event = make_event(home, network=network, admission=APPROVAL, members_only=False)
    ask(event)
    ask(event)
    assert reminders(morning) == 1
    mail = Mail.objects.get(kind="events/asked")
    assert (mail.to, mail.subject) == (ruth.email, "2 people wait for your answer: A meeting")
    assert f"/events/{event.pk}/people/?state=requested&sort=since" in mail.text
    assert not any(name in mail.text for name in Registration.objects.values_list("name", flat=True))

    third = ask(event)
    Registration.objects.filter(pk=third.pk).update(created_at=morning + timedelta(hours=1))
    assert reminders(morning + timedelta(hours=2)) == 0, "one a day"
    assert reminders(morning + timedelta(hours=22, minutes=30)) == 0, "not before eight"
    assert reminders(morning + timedelta(days=1)) == 1
    assert reminders(morning + timedelta(days=2)) == 0, "nobody new has asked"
    assert "3 people have asked" in Mail.objects.filter(kind="events/asked").first().text
    assert "1 of them since we last wrote" in Mail.objects.filter(kind="events/asked").first().text


def test_nobody_hears_of_requests_that_were_answered_or_of_a_meeting_that_was_called_off(home, morning):
    StaffFactory()
    answered, called_off = (make_event(home, admission=APPROVAL, title=title) for title in ("Answered", "Off"))
    actions.approve(registrations=[ask(answered)], actor=StaffFactory())
    ask(called_off)
    actions.cancel_meeting(event=called_off, actor=StaffFactory(), reason="No room")
    assert reminders(morning) == 0


def test_the_programme_hears_of_requests_for_a_national_meeting(home, morning):
    staff = StaffFactory()
    ask(make_event(home, admission=APPROVAL))
    reminders(morning)
    assert mails("asked") == [staff.email]


def test_the_page_that_the_mail_leads_to_shows_who_waits(home, client, morning):
    staff = StaffFactory()
    registration = ask(make_event(home, admission=APPROVAL), first_name="Olu", last_name="Example")
    reminders(morning)
    address = re.search(r"https?://[^/]+(/events/\d+/people/\S+)", Mail.objects.get(kind="events/asked").text)[1]
    client.force_login(staff)
    assert registration.name in client.get(address).content.decode()
