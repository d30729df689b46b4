"""Nothing is lost when a worker dies: real processes, on every database."""

from __future__ import annotations

import signal
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from portal.notifications import queues
from portal.notifications.models import Lease, Mail
from portal.notifications.outbox import put, wake
from portal.notifications.providers import mend_queue, sweep_mail
from tests.factories.notifications import MailFactory

pytestmark = [pytest.mark.engines, pytest.mark.usefixtures("real_queue")]


def state_of(mail: Mail) -> str:
    return Mail.objects.values_list("state", flat=True).get(pk=mail.pk)


def test_a_worker_sends_what_was_committed_and_nothing_of_what_was_rolled_back(server, start, until) -> None:
    put([kept := MailFactory.build()])
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        put([MailFactory.build()])
        raise ZeroDivisionError
    worker = start("work")
    until(lambda: state_of(kept) == Mail.State.SENT, worker)
    assert Mail.objects.count() == 1
    assert server.handler.message_ids == [kept.message_id]


def test_two_workers_and_two_hints_send_every_mail_once(server, start, until) -> None:
    mails = put(MailFactory.build_batch(40))
    for mail in mails:
        wake([mail.pk])
    workers = [start("work"), start("work")]
    until(lambda: Mail.objects.filter(state=Mail.State.SENT).count() == 40, workers[0])
    assert sorted(server.handler.message_ids) == sorted(mail.message_id for mail in mails)


def test_a_worker_killed_while_sending_loses_nothing_and_the_mail_arrives_once(server, start, until) -> None:
    sink = server.handler
    sink.mood = "hang"
    put([mail := MailFactory.build()])
    first = start("work")
    until(sink.reached.is_set, first)
    first.send_signal(signal.SIGKILL)
    first.wait()
    sink.mood = "ok"
    assert state_of(mail) == Mail.State.SENDING
    assert sweep_mail(timezone.now()) == 0, "its claim has not ended"

    # As if the claim and the dead worker's heartbeat had run out.
    Mail.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    Lease.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert sweep_mail(timezone.now()) == 1
    second = start("work")
    until(lambda: state_of(mail) == Mail.State.SENT, second)
    assert sink.message_ids == [mail.message_id]
    assert Mail.objects.get().attempts == 2


def test_a_hint_that_was_lost_is_given_again_after_a_while(server, start, until) -> None:
    """The row was committed, and the machine stopped before the queue heard of it."""
    mail = MailFactory(due_at=timezone.now() - timedelta(seconds=91))
    tick = start("tick")
    assert tick.wait(60) == 0, tick.communicate()[0]
    worker = start("work")
    until(lambda: state_of(mail) == Mail.State.SENT, worker)


def test_a_worker_says_that_it_lives_and_takes_its_leave(start, until) -> None:
    worker = start("work")
    until(lambda: Lease.objects.workers(timezone.now()).exists(), worker)
    worker.terminate()
    worker.wait(60)
    assert not Lease.objects.workers(timezone.now()).exists()


def test_the_tasks_of_a_dead_worker_go_to_the_next_one(server, start, until) -> None:
    sink = server.handler
    sink.mood = "hang"
    put([held := MailFactory.build()])
    first = start("work")
    until(sink.reached.is_set, first)
    first.send_signal(signal.SIGKILL)
    first.wait()
    Lease.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    make_the_queue_see_the_death()
    assert mend_queue(timezone.now()) >= 1

    sink.mood = "ok"
    Mail.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    second = start("work")
    until(lambda: state_of(held) == Mail.State.SENT, second)


def make_the_queue_see_the_death() -> None:
    """Procrastinate reads its own heartbeat: let half a minute pass there."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("update procrastinate_workers set last_heartbeat = now() - interval '1 minute'")


def test_the_queue_of_this_database_is_the_one_we_mean(db) -> None:
    from django.db import connection

    assert queues.configured().__name__.endswith("procrastinate" if connection.vendor == "postgresql" else "database")


def test_a_crowd_is_woken_with_few_tasks(transactional_db, django_assert_max_num_queries) -> None:
    mails = MailFactory.create_batch(300)
    with django_assert_max_num_queries(12):
        wake([mail.pk for mail in mails])
