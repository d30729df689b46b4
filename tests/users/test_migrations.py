"""What the migrations make of the people who were there before."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from portal.users.models import User
from tests.factories.networks import make_domain
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

today = import_module("portal.users.migrations.0005_today")


def test_everybody_of_today_is_approved_keeps_their_circle_and_gets_a_tenure():
    trust = OrganisationFactory()
    make_domain("trust-q.example", trust)
    known = UserFactory(email="a@trust-q.example", trust=trust, admitted_at=None, shown_to="convenors")
    nowhere = UserFactory(trust=None, role="", admitted_at=None)
    for _ in range(2):  # safe to repeat
        today.write_today(apps, None)
    known, nowhere = User.objects.get(pk=known.pk), User.objects.get(pk=nowhere.pk)
    assert known.is_admitted
    assert nowhere.is_admitted
    assert {known.seat_to, known.job_title_to, known.photo_to} == {"convenors"}
    assert known.email_to == "nobody"
    tenure = known.tenures.current().get()
    assert (tenure.seat.organisation, tenure.seat.role) == (trust, known.role)
    assert tenure.vouched_at
    assert not nowhere.tenures.exists()
