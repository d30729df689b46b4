"""The minute's round: each provider on its own, one round at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.notifications import leases
from portal.notifications.jobs import LEASE, tick
from portal.notifications.models import Lease, Mail
from portal.notifications.providers import sweep_mail
from portal.notifications.querysets import GRACE
from tests.factories.notifications import MailFactory

pytestmark = pytest.mark.django_db

CALLS: list[str] = []


def breaks(now) -> int:
    raise RuntimeError("a provider that fails")


def works(now) -> int:
    CALLS.append("works")
    return 2


@pytest.fixture(autouse=True)
def _providers(settings) -> None:
    CALLS.clear()
    here = "tests.notifications.test_jobs"
    settings.PORTAL_PROVIDERS = {**settings.PORTAL_PROVIDERS, "tick": [f"{here}.breaks", f"{here}.works"]}


def test_a_provider_that_fails_is_reported_and_does_not_stop_the_others() -> None:
    with pytest.raises(CommandError, match="breaks"):
        call_command("tick")
    assert CALLS == ["works"]
    assert Lease.objects.ticked(timezone.now())


def test_of_two_ticks_at_once_one_works() -> None:
    leases.take(name=LEASE, holder="the other", seconds=60)
    assert tick() is None
    assert CALLS == []
    leases.release(name=LEASE, holder="the other")
    assert tick().done


def test_a_tick_that_died_stands_in_the_way_only_for_its_lease() -> None:
    Lease.objects.create(name=LEASE, holder="the dead", expires_at=timezone.now() - timedelta(seconds=1))
    assert tick()


def test_a_lease_is_renewed_by_its_holder_alone_and_released_by_nobody_else() -> None:
    assert leases.take(name="x", holder="a", seconds=60)
    assert leases.take(name="x", holder="a", seconds=60)
    assert not leases.take(name="x", holder="b", seconds=60)
    leases.release(name="x", holder="b")
    assert not leases.take(name="x", holder="b", seconds=60)


def test_the_sweep_takes_what_nobody_comes_for_and_leaves_the_rest(settings) -> None:
    settings.PORTAL_MAIL_TRANSPORT = "keep"
    now = timezone.now()
    second = timedelta(seconds=1)
    lost = MailFactory(due_at=now - GRACE - second)
    again = MailFactory(state=Mail.State.RETRY, due_at=now - second)
    died = MailFactory(state=Mail.State.SENDING, due_at=now - second)
    fresh = MailFactory(due_at=now - second)
    later = MailFactory(state=Mail.State.RETRY, due_at=now + timedelta(minutes=5))
    sending = MailFactory(state=Mail.State.SENDING, due_at=now + timedelta(minutes=1))
    assert sweep_mail(now) == 3
    sent = set(Mail.objects.filter(state=Mail.State.SENT))
    assert sent == {lost, again, died}
    assert not sent & {fresh, later, sending}
