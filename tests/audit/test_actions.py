"""The log: what was done stays as it was written."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.audit.actions import log
from portal.audit.models import LogEntry
from portal.organisations.models import Region
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def test_an_entry_keeps_the_name_of_who_did_it_as_it_was_then():
    user, region = UserFactory(), Region.objects.first()
    name = str(user)
    entry = log(actor=user, action="networks/joined", target=region, seats=1)
    user.first_name = "Changed"
    user.save()
    entry.refresh_from_db()
    assert (entry.actor_name, entry.target_name, entry.data) == (name, str(region), {"seats": 1})


@pytest.mark.parametrize(("actor", "name"), [(None, "The portal"), (AnonymousUser(), "A visitor")])
def test_an_entry_without_an_account_says_who_it_was(actor, name):
    assert log(actor=actor, action="events/promoted", target=Region.objects.first()).actor_name == name


def test_an_entry_is_neither_changed_nor_deleted():
    entry = log(actor=None, action="events/promoted", target=Region.objects.first())
    entry.action = "events/withdrawn"
    with pytest.raises(TypeError, match="append-only"):
        entry.save()
    with pytest.raises(TypeError, match="append-only"):
        entry.delete()
    assert LogEntry.objects.get().action == "events/promoted"


def test_an_entry_outlives_the_account():
    user = UserFactory()
    log(actor=user, action="networks/joined", target=Region.objects.first())
    user.delete()
    assert LogEntry.objects.filter(action="networks/joined").exists()
