"""A place at a meeting: given, refused, given back, passed on. Once each, and told by one mail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from events import actions
from events.answers import Outcome, Refused
from events.models import Meeting, Registration
from events.providers import tick
from networks.models import Network
from portal.audit.models import LogEntry
from portal.notifications.models import Mail
from portal.search.models import SearchEntry
from portal.users.models import Role
from tests.factories.events import make_event, publish
from tests.factories.networks import make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
CONFIRMED, WAITING, WITHDRAWN = Registration.State.CONFIRMED, Registration.State.WAITING, Registration.State.WITHDRAWN


def register(event, **person) -> Registration:
    return actions.register(event=event, user=UserFactory(**person))


def refusal(event, user) -> tuple[Outcome, str]:
    with pytest.raises(Refused) as refused:
        actions.register(event=event, user=user)
    return refused.value.answer.outcome, refused.value.answer.sentence


def state_of(registration) -> str:
    return Registration.objects.get(pk=registration.pk).state


def mails(kind: str) -> list[str]:
    return list(Mail.objects.filter(kind=f"events/{kind}").order_by("pk").values_list("to", flat=True))


# Register


def test_a_person_gets_a_place_a_mail_with_a_calendar_file_and_a_line_in_the_log(home):
    event, person = make_event(home, capacity=3), UserFactory()
    registration = actions.register(event=event, user=person)
    assert registration.state == CONFIRMED
    assert (registration.name, registration.email) == (str(person), person.email)
    assert (registration.role, registration.trust) == (person.role, person.trust)
    mail = Mail.objects.get()
    assert (mail.kind, mail.to, mail.person) == ("events/registered", person.email, person)
    assert [part["name"] for part in mail.attachments] == ["meeting.ics"]
    entry = LogEntry.objects.filter(action="events/registered").get()
    assert (entry.actor, entry.target_id) == (person, str(registration.pk))


def test_a_full_event_puts_the_next_person_on_the_waiting_list(home):
    event = make_event(home, capacity=1)
    register(event)
    second, third = register(event), register(event)
    assert [second.state, third.state] == [WAITING, WAITING]
    assert [second.position, third.position] == [1, 2]
    assert mails("waiting") == [second.email, third.email]
    assert "You are number 2 on the waiting list" in Mail.objects.get(to=third.email).text
    assert Mail.objects.get(to=third.email).attachments == []


def test_without_a_limit_everybody_gets_a_place(home):
    event = make_event(home, capacity=None)
    assert {register(event).state for _ in range(5)} == {CONFIRMED}


# Each refusal has its own sentence


def test_registration_that_has_closed_says_since_when(home):
    closes = timezone.now() - timedelta(hours=1)
    event = make_event(home, closes_at=closes)
    outcome, sentence = refusal(event, UserFactory())
    assert outcome is Outcome.CLOSED
    assert sentence.startswith("Registration closed on ")
    assert str(timezone.localtime(closes).year) in sentence


def test_registration_that_is_not_open_yet_says_when_it_opens(home):
    event = make_event(home, opens_at=timezone.now() + timedelta(days=1))
    outcome, sentence = refusal(event, UserFactory())
    assert outcome is Outcome.NOT_YET_OPEN
    assert sentence.startswith("Registration opens on ")


def test_a_meeting_that_is_over_takes_nobody(home):
    event = make_event(home, in_days=-3)
    assert refusal(event, UserFactory()) == (Outcome.OVER, "This meeting has taken place.")


def test_a_meeting_that_has_started_takes_nobody(home):
    event = make_event(home, starts_at=timezone.now() - timedelta(minutes=5))
    assert refusal(event, UserFactory()) == (Outcome.OVER, "This meeting has started.")


def test_a_cancelled_meeting_takes_nobody(home):
    event = make_event(home)
    actions.cancel_meeting(event=event, actor=StaffFactory(), reason="No hall.")
    assert refusal(event, UserFactory()) == (Outcome.CANCELLED, "This meeting is cancelled.")


def test_a_postponed_meeting_takes_nobody_until_there_is_a_date(home):
    event = make_event(home)
    actions.postpone_meeting(event=event, actor=StaffFactory(), reason="Strike.")
    outcome, sentence = refusal(event, UserFactory())
    assert outcome is Outcome.POSTPONED
    assert "once there is a new date" in sentence


def test_the_audience_is_checked_against_the_role_in_the_profile(home):
    event = make_event(home, for_roles=[Role.FINANCE_DIRECTOR])
    assert refusal(event, UserFactory(role=Role.OVM)) == (
        Outcome.NOT_ELIGIBLE,
        "This meeting is for finance directors. Your profile says overseas visitor manager.",
    )
    assert "does not say what your role is" in refusal(event, UserFactory(role=""))[1]
    assert register(event, role=Role.FINANCE_DIRECTOR).state == CONFIRMED


def test_a_meeting_of_a_network_is_for_its_members_unless_it_says_otherwise(home):
    network = make_network(home, title="London network")
    closed, open_ = make_event(home, network=network), make_event(home, network=network, members_only=False)
    stranger, member = UserFactory(), UserFactory()
    make_member(network, member)
    assert refusal(closed, stranger) == (Outcome.NOT_A_MEMBER, "This meeting is for members of the London network.")
    assert actions.register(event=open_, user=stranger).state == CONFIRMED
    assert actions.register(event=closed, user=member).state == CONFIRMED


def test_an_address_must_be_confirmed_first(home):
    person = UserFactory()
    person.emailaddress_set.update(verified=False)
    outcome, sentence = refusal(make_event(home), person)
    assert outcome is Outcome.UNVERIFIED
    assert sentence.startswith("Confirm your email address first")


def test_registering_twice_changes_nothing(home):
    event, person = make_event(home, capacity=5), UserFactory()
    actions.register(event=event, user=person)
    assert refusal(event, person) == (Outcome.HAS_A_PLACE, "You have a place already.")
    assert Registration.objects.count() == 1
    assert len(mails("registered")) == 1


def test_joining_the_waiting_list_twice_keeps_the_first_turn(home):
    event, person = make_event(home, capacity=1), UserFactory()
    register(event)
    first = actions.register(event=event, user=person)
    register(event)
    assert refusal(event, person) == (Outcome.IS_WAITING, "You are on the waiting list already.")
    assert first.position == 1


# Withdraw, and who comes next


def test_a_withdrawal_promotes_the_first_in_line_once_with_one_mail_each(home):
    event = make_event(home, capacity=1)
    first, second, third = register(event), register(event), register(event)
    actions.withdraw(registration=first, actor=first.user)
    assert [state_of(r) for r in (first, second, third)] == [WITHDRAWN, CONFIRMED, WAITING]
    assert mails("withdrawn") == [first.email]
    assert mails("promoted") == [second.email]
    assert Mail.objects.get(kind="events/promoted").attachments
    assert third.position == 1


def test_withdrawing_twice_promotes_nobody_more(home):
    event = make_event(home, capacity=1)
    first, second, third = register(event), register(event), register(event)
    actions.withdraw(registration=first, actor=first.user)
    with pytest.raises(Refused) as refused:
        actions.withdraw(registration=first, actor=first.user)
    assert refused.value.answer.outcome is Outcome.HAS_WITHDRAWN
    assert state_of(second) == CONFIRMED
    assert state_of(third) == WAITING
    assert mails("promoted") == [second.email]


def test_whoever_withdraws_and_comes_again_goes_to_the_end(home):
    event = make_event(home, capacity=1)
    first, second = register(event), register(event)
    actions.withdraw(registration=first, actor=first.user)
    third = register(event)
    again = actions.register(event=event, user=first.user)
    assert (state_of(second), again.state) == (CONFIRMED, WAITING)
    assert again.pk != first.pk
    assert [third.position, again.position] == [1, 2]


def test_somebody_who_leaves_the_waiting_list_frees_no_place(home):
    event = make_event(home, capacity=1)
    register(event)
    second, third = register(event), register(event)
    actions.withdraw(registration=second, actor=second.user)
    assert state_of(third) == WAITING
    assert third.position == 1
    assert mails("promoted") == []


def test_nobody_withdraws_after_the_start_and_nobody_is_promoted(home):
    event = make_event(home, capacity=1)
    first, second = register(event), register(event)
    later = timezone.now() + timedelta(days=15)
    with pytest.raises(Refused) as refused:
        actions.withdraw(registration=first, actor=first.user, now=later)
    assert refused.value.answer.outcome is Outcome.TOO_LATE_TO_WITHDRAW
    assert actions.promote(meeting=event.meeting, now=later) == []
    assert state_of(second) == WAITING


def test_a_stranger_cannot_withdraw_somebody_and_an_organiser_can(home):
    event = make_event(home)
    registration = register(event)
    with pytest.raises(PermissionDenied):
        actions.withdraw(registration=registration, actor=UserFactory())
    assert state_of(registration) == CONFIRMED
    actions.withdraw(registration=registration, actor=StaffFactory())
    assert state_of(registration) == WITHDRAWN


# Places kept for a role


def test_kept_places_are_for_their_role_only(home):
    event = make_event(home, capacity=3, kept={Role.FINANCE_DIRECTOR: 2})
    assert register(event, role=Role.OVM).state == CONFIRMED
    waiting = register(event, role=Role.OVM)
    assert waiting.state == WAITING
    assert register(event, role=Role.FINANCE_DIRECTOR).state == CONFIRMED
    assert register(event, role=Role.FINANCE_DIRECTOR).state == CONFIRMED
    assert register(event, role=Role.FINANCE_DIRECTOR).state == WAITING
    assert state_of(waiting) == WAITING


def test_a_free_place_kept_for_a_role_goes_to_the_first_waiting_with_it(home):
    event = make_event(home, capacity=2, kept={Role.FINANCE_DIRECTOR: 1})
    director = register(event, role=Role.FINANCE_DIRECTOR)
    register(event, role=Role.OVM)
    manager, second_director = register(event, role=Role.OVM), register(event, role=Role.FINANCE_DIRECTOR)
    actions.withdraw(registration=director, actor=director.user)
    assert (state_of(manager), state_of(second_director)) == (WAITING, CONFIRMED)


def test_kept_places_fall_back_to_those_who_wait_when_their_time_is_over(home):
    event = make_event(home, capacity=2, in_days=20, kept={Role.FINANCE_DIRECTOR: 1}, kept_for_days=3)
    register(event, role=Role.OVM)
    first, second = register(event, role=Role.OVM), register(event, role=Role.OVM)
    assert tick(timezone.now()) == 0
    Meeting.objects.update(reserved=[{"role": "finance-director", "places": 1, "until": "2020-01-01"}])
    assert tick(timezone.now()) == 1
    assert tick(timezone.now()) == 0
    assert (state_of(first), state_of(second)) == (CONFIRMED, WAITING)
    assert mails("promoted") == [first.email]


def test_a_place_that_came_free_belongs_to_those_who_waited_and_not_to_the_next_who_comes(home):
    event = make_event(home, capacity=2, kept={Role.FINANCE_DIRECTOR: 1})
    register(event, role=Role.OVM)
    waiting = register(event, role=Role.OVM)
    Meeting.objects.update(reserved=[{"role": "finance-director", "places": 1, "until": "2020-01-01"}])
    newcomer = register(event, role=Role.FINANCE_DIRECTOR)
    assert (state_of(waiting), newcomer.state) == (CONFIRMED, WAITING)


# What an editor publishes


def test_more_places_go_to_those_who_wait_in_their_order(home):
    event = make_event(home, capacity=1)
    register(event)
    waiting = [register(event) for _ in range(3)]
    publish(event, capacity=3)
    assert [state_of(r) for r in waiting] == [CONFIRMED, CONFIRMED, WAITING]
    assert mails("promoted") == [waiting[0].email, waiting[1].email]
    assert Meeting.objects.get().sequence == 0, "places are no reason to change calendars"


def test_fewer_places_take_none_away(home):
    event = make_event(home, capacity=3)
    people = [register(event) for _ in range(3)]
    publish(event, capacity=1)
    assert {state_of(r) for r in people} == {CONFIRMED}
    assert register(event).state == WAITING


def test_a_new_time_is_told_to_everybody_once_with_a_new_version_for_calendars(home):
    event = make_event(home, capacity=1)
    placed, waiting = register(event), register(event)
    event = publish(event, starts_at=event.starts_at + timedelta(days=1), ends_at=event.ends_at + timedelta(days=1))
    assert event.meeting.sequence == 1
    assert sorted(mails("changed")) == sorted([placed.email, waiting.email])
    assert Mail.objects.get(kind="events/changed", to=placed.email).attachments
    assert not Mail.objects.get(kind="events/changed", to=waiting.email).attachments
    publish(event)
    actions.apply_published_change(event=event)
    assert len(mails("changed")) == 2
    assert Meeting.objects.get().sequence == 1


def test_a_new_place_is_named_beside_the_old_one(home):
    event = make_event(home)
    person = register(event)
    publish(event, venue_name="New Hall")
    text = Mail.objects.get(kind="events/changed", to=person.email).text
    assert "It was at: Harbour Hall, 1 Quay Street, London" in text
    assert "New Hall, 1 Quay Street, London" in text


def test_a_new_title_or_text_mails_nobody(home):
    event = make_event(home)
    register(event)
    publish(event, title="Another title", summary="More about it", chair="Somebody else")
    assert mails("changed") == []


def test_changing_a_meeting_of_the_past_mails_nobody(home):
    event = make_event(home, in_days=-10)
    Registration.objects.create(
        meeting=event.meeting, name="A", email="a@trust-a.example", state=CONFIRMED, role=Role.OVM
    )
    publish(event, venue_name="It was somewhere else")
    assert Mail.objects.count() == 0


# Calling off


def test_cancelling_tells_everybody_why_and_takes_it_out_of_calendars(home):
    event = make_event(home, capacity=1)
    placed, waiting = register(event), register(event)
    meeting = actions.cancel_meeting(event=event, actor=StaffFactory(), reason="The hall is flooded.")
    assert (meeting.state, meeting.sequence) == (Meeting.State.CANCELLED, 1)
    assert sorted(mails("cancelled")) == sorted([placed.email, waiting.email])
    mail = Mail.objects.get(kind="events/cancelled", to=placed.email)
    assert "The hall is flooded." in mail.text
    assert mail.attachments[0]["type"] == "text/calendar; method=CANCEL"
    assert actions.cancel_meeting(event=event, actor=StaffFactory(), reason="Again.").sequence == 1
    assert len(mails("cancelled")) == 2


def test_a_postponed_meeting_goes_ahead_again_with_its_new_date(home):
    event = make_event(home)
    person = register(event)
    actions.postpone_meeting(event=event, actor=StaffFactory(), reason="Strike.")
    assert mails("postponed") == [person.email]
    event = publish(event, starts_at=event.starts_at + timedelta(days=30), ends_at=event.ends_at + timedelta(days=30))
    assert (event.meeting.state, event.meeting.sequence) == (Meeting.State.SCHEDULED, 2)
    assert state_of(person) == CONFIRMED
    assert mails("changed") == [person.email]


@pytest.mark.parametrize("verb", [actions.cancel_meeting, actions.postpone_meeting])
def test_only_convenors_of_the_network_and_staff_call_a_meeting_off(home, verb):
    network, other = make_network(home), make_network(home, title="Other", kind=Network.Kind.OPEN)
    event = make_event(home, network=network)
    member, convenor, stranger = UserFactory(), UserFactory(), UserFactory()
    make_member(network, member)
    make_member(network, convenor, "convenor")
    make_member(other, stranger, "convenor")
    for person in (member, stranger):
        with pytest.raises(PermissionDenied):
            verb(event=event, actor=person, reason="No.")
    assert Meeting.objects.get(page=event).state == Meeting.State.SCHEDULED
    assert verb(event=event, actor=convenor, reason="Yes.").state != Meeting.State.SCHEDULED


def test_nobody_is_promoted_in_a_meeting_that_is_called_off(home):
    event = make_event(home, capacity=1)
    first, second = register(event), register(event)
    actions.cancel_meeting(event=event, actor=StaffFactory(), reason="No.")
    actions.withdraw(registration=first, actor=first.user)
    publish(event, capacity=10)
    assert tick(timezone.now()) == 0
    assert state_of(second) == WAITING


def test_a_cancelled_meeting_is_found_after_those_that_go_ahead(home):
    event = publish(make_event(home))
    assert SearchEntry.objects.get(page_id=event.pk).standing == 0
    actions.cancel_meeting(event=event, actor=StaffFactory(), reason="The hall is flooded.")
    assert SearchEntry.objects.get(page_id=event.pk).standing == -1
