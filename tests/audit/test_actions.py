"""The log: what was done stays as it was written."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.audit.actions import NotACodeError, log, log_view
from portal.audit.models import LogEntry
from portal.audit.names import name_all
from portal.organisations.models import Region
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def test_an_entry_holds_keys_and_no_name():
    user, region = UserFactory(first_name="Marmalade", email="marmalade@trust-a.example"), Region.objects.first()
    entry = log(actor=user, action="networks/joined", target=region, seats=1)
    stored = LogEntry.objects.filter(pk=entry.pk).values().get()
    assert (stored["actor_id"], stored["target_id"], stored["data"]) == (user.pk, str(region.pk), {"seats": 1})
    assert "armalade" not in str(stored)
    assert region.name not in str(stored)


@pytest.mark.parametrize("words", ["Olu Somebody", {"reason": "no longer there"}, ["x", ["two words"]], "x" * 101])
def test_words_are_refused(words):
    with pytest.raises(NotACodeError):
        log(actor=None, action="networks/joined", target=Region.objects.first(), said=words)


@pytest.mark.parametrize(("actor", "name"), [(None, "The portal"), (AnonymousUser(), "A visitor")])
def test_an_entry_without_an_account_says_who_it_was(actor, name):
    entry = log(actor=actor, action="events/promoted", target=Region.objects.first())
    assert name_all([entry])[0].actor_name == name


def test_what_staff_looked_at_is_an_entry_too():
    staff, user = UserFactory(), UserFactory()
    entry = log_view(viewer=staff, target=user, what="registrations")
    assert (entry.action, entry.data) == ("audit/viewed", {"what": "registrations"})
    assert list(LogEntry.objects.about(user)) == [entry]


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
