"""Taking a seat, leaving it, and speaking for it."""

from __future__ import annotations

import pytest

from portal.users.actions import leave_seat, speak_for, take_seat
from portal.users.models import Role, Seat
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def take(person, organisation, role=Role.OVM, approved=True):
    return take_seat(actor=person, person=person, organisation=organisation, role=role, approved=approved)


def test_taking_a_seat_twice_is_taking_it_once():
    person, trust = UserFactory(), OrganisationFactory()
    assert take(person, trust) == take(person, trust)


def test_a_seat_that_waits_for_approval_is_still_vacant():
    take(UserFactory(), OrganisationFactory(), approved=False)
    assert Seat.objects.vacant().get().state == Seat.State.VACANT


def test_a_seat_that_somebody_just_took_is_filled():
    take(UserFactory(), OrganisationFactory())
    assert Seat.objects.filled().get().state == Seat.State.FILLED


def test_a_doubted_holder_leaves_the_seat_unconfirmed():
    tenure = take(UserFactory(), OrganisationFactory())
    tenure.doubted_at, tenure.doubt = tenure.confirmed_at, tenure.Doubt.BOUNCED
    tenure.save()
    assert Seat.objects.unconfirmed().get().state == Seat.State.UNCONFIRMED
    assert Seat.objects.get().state == Seat.State.UNCONFIRMED


def test_who_leaves_the_seat_they_speak_for_speaks_for_the_next():
    person, first, second = UserFactory(), OrganisationFactory(), OrganisationFactory()
    left, kept = take(person, first), take(person, second, role=Role.FINANCE_DIRECTOR)
    speak_for(person=person, tenure=left)

    leave_seat(actor=person, tenure=left)

    person.refresh_from_db()
    assert (person.trust, person.role) == (second, kept.seat.role)
    assert Seat.objects.vacant().get() == left.seat
