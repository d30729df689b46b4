"""Two people who confirm at the same moment: the register is written once, and it is the lock that sees to it."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from portal.organisations.actions import confirm_import, preview_import
from portal.organisations.models import FormerName, ImportedChange, Organisation, RegisterImport
from portal.organisations.querysets import LockedQuerySet
from tests.factories.organisations import OrganisationFactory, ods_file, ods_row

pytestmark = [pytest.mark.engines, pytest.mark.django_db(transaction=True)]
on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time: the race needs PostgreSQL"
)
ROWS = 40
ROUNDS = 15


def renaming(round_: int) -> RegisterImport:
    rows = [ods_row(f"T{number:03d}", f"NAME {round_} {number}") for number in range(ROWS)]
    return preview_import(actor=None, file=ods_file(*rows), name="etr.csv", holds="trust")


def confirm_at_once(*imports: RegisterImport) -> Counter[str]:
    """All at the same moment, each on a connection of its own. How each ended."""
    start, ends = threading.Barrier(len(imports)), []

    def run(one: RegisterImport) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            confirm_import(actor=None, register_import=one, plan=one.plan, without_broken_rows=False)
            ends.append("done")
        except Exception as error:
            ends.append(type(error).__name__)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(imports)) as pool:
        list(pool.map(run, imports))
    return Counter(ends)


@pytest.fixture
def trusts(transactional_db) -> None:
    for number in range(ROWS):
        OrganisationFactory(code=f"T{number:03d}", name=f"First {number}", invented=False)


def test_of_two_presses_on_one_import_the_second_is_refused(trusts):
    one = renaming(0)
    assert confirm_at_once(one, one) == {"done": 1, "AlreadySettledError": 1}
    assert ImportedChange.objects.count() == FormerName.objects.count() == ROWS


def test_of_two_imports_of_one_file_the_second_is_told_that_the_register_changed(trusts):
    assert confirm_at_once(renaming(0), renaming(0)) == {"done": 1, "RegisterChangedError": 1}
    assert ImportedChange.objects.count() == FormerName.objects.count() == ROWS
    assert set(RegisterImport.objects.values_list("state", flat=True)) == {"done", "waiting"}


def test_of_two_files_with_the_same_new_trusts_one_is_written(trusts):
    Organisation.objects.filter(code__startswith="T").delete()
    assert confirm_at_once(renaming(0), renaming(0)) == {"done": 1, "RegisterChangedError": 1}
    assert Organisation.objects.filter(code__startswith="T").count() == ROWS


@on_postgres
def test_without_the_lock_both_write(trusts, monkeypatch):
    monkeypatch.setattr(LockedQuerySet, "locked", lambda rows: rows)
    # Without the lock each finds the import waiting, sooner or later.
    for round_ in range(ROUNDS):
        one = renaming(round_)
        if confirm_at_once(one, one)["done"] == 2:
            return
    pytest.fail("the race was never seen: this test proves nothing")
