"""Old months of the log go by one way, which leaves a trace that cannot go."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from portal.audit.actions import TooYoungError, log, purge_log
from portal.audit.models import LogEntry, Purge
from portal.organisations.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


def written(*days: tuple[int, int, int]) -> None:
    for day in days:
        with time_machine.travel(datetime(*day, 12, tzinfo=UTC), tick=False):
            log(actor=None, action="events/promoted", target=Region.objects.first())


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture(autouse=True)
def three_months(db) -> None:
    written((2019, 11, 3), (2019, 12, 31), (2020, 1, 1))


def test_a_purge_takes_whole_months_and_says_so():
    assert purge_log(before=date(2020, 1, 15)) == 2
    left = LogEntry.objects.order_by("pk")
    assert [entry.action for entry in left] == ["events/promoted", "audit/purged"]
    assert left[1].data == {"before": "2020-01", "entries": 2}


def test_without_a_purge_the_database_deletes_nothing_however_old():
    with pytest.raises(DatabaseError, match="append-only"):
        run("delete from audit_logentry")
    assert LogEntry.objects.count() == 3


def test_a_purge_covers_only_what_is_older_than_its_month():
    purge_log(before=date(2019, 12, 1))
    with pytest.raises(DatabaseError, match="append-only"):
        run("delete from audit_logentry")
    assert LogEntry.objects.count() == 3  # two months and the note of the purge


def test_what_is_younger_than_a_year_is_never_deleted_whatever_a_purge_says():
    log(actor=None, action="events/promoted", target=Region.objects.first())
    Purge.objects.create(before=datetime(2999, 1, 1, tzinfo=UTC), entries=0)
    with pytest.raises(DatabaseError, match="append-only"):
        run("delete from audit_logentry")
    with pytest.raises(TooYoungError):
        purge_log(before=date(2999, 1, 1))


@pytest.mark.parametrize("statement", ["update audit_purge set entries = 0", "delete from audit_purge"])
def test_that_a_purge_was_done_cannot_be_taken_back(statement: str):
    purge_log(before=date(2020, 1, 1))
    with pytest.raises(DatabaseError, match="append-only"):
        run(statement)


def test_the_command_previews_then_deletes_then_refuses_what_is_young(capsys):
    call_command("purge_log", "--before", "2020-01", "--preview")
    assert "November 2019: 1\nDecember 2019: 1\nNothing was deleted." in capsys.readouterr().out
    assert LogEntry.objects.count() == 3
    call_command("purge_log", "--before", "2020-01")
    assert "Deleted: 2" in capsys.readouterr().out
    with pytest.raises(CommandError, match="at least 365 days"):
        call_command("purge_log", "--before", "2999-01")
    with pytest.raises(CommandError, match="2020-01"):
        call_command("purge_log", "--before", "yesterday")
