"""The log is written once, and read by those who may."""

from __future__ import annotations

import csv
import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from portal.audit.actions import log
from portal.audit.lists import LogTable
from portal.audit.models import LogEntry
from portal.audit.names import name_all
from portal.files.tables import write_csv
from tests.clients import Client
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(db) -> LogEntry:
    olu = UserFactory(first_name="Olu")
    return log(actor=olu, action="networks/joined", target=OrganisationFactory(name="=Trust"), network="London", on=3)


def editor(*permissions: str) -> Client:
    """Somebody who may enter the editors' side, with these rights besides."""
    group = Group.objects.create(name="Some editors")
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *permissions]))
    user = UserFactory()
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def test_code_cannot_change_or_delete_an_entry(entry) -> None:
    for forbidden in (
        entry.save,
        entry.delete,
        LogEntry.objects.all().delete,
        lambda: LogEntry.objects.update(action="nothing"),
        lambda: LogEntry.objects.bulk_update([entry], ["action"]),
        lambda: LogEntry.objects.update_or_create(pk=entry.pk, defaults={"action": "nothing"}),
    ):
        with pytest.raises(TypeError, match="append-only"):
            forbidden()


@pytest.mark.engines
@pytest.mark.parametrize("statement", ["update audit_logentry set action = ''", "delete from audit_logentry"])
def test_the_database_itself_refuses_to_change_or_delete_an_entry(entry, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert LogEntry.objects.filter(action="networks/joined").exists()


def test_the_log_outlives_the_account_and_names_nobody(entry) -> None:
    entry.actor.emailaddress_set.all().delete()
    type(entry.actor).objects.filter(pk=entry.actor_id).delete()
    assert name_all(LogEntry.objects.all())[0].actor_name == "Former member"


def test_a_thing_that_is_gone_has_its_kind_and_key(entry) -> None:
    target = OrganisationFactory()
    key = target.pk
    log(actor=None, action="networks/joined", target=target)
    target.delete()
    assert name_all(LogEntry.objects.filter(target_id=key))[0].target_name == f"Organisation {key}, deleted"


def test_the_report_shows_finds_and_filters_entries(entry) -> None:
    staff = StaffFactory()
    client = Client()
    client.force_login(staff)
    log(actor=None, action="events/offered", target=staff, seats=1)
    url = reverse("audit_log")
    assert b"networks/joined" in (page := client.get(url).content)
    assert b"The portal" in page
    for query, expected in (
        ({"words": "olu"}, {"networks/joined"}),
        ({"words": "=tru"}, {"networks/joined"}),
        ({"words": str(entry.actor_id)}, {"networks/joined"}),
        ({"words": "nobody"}, set()),
        ({"who": "portal"}, {"events/offered"}),
        ({"who": "olu"}, {"networks/joined"}),
        ({"target_id": entry.target_id, "target_type": "organisations"}, {"networks/joined"}),
        ({"action": "events"}, {"events/offered"}),
        ({"target_type": "organisation"}, {"networks/joined"}),
        ({"at_from": "2001-01-01", "at_to": "2001-02-01"}, set()),
    ):
        found = client.get(url, query).context["object_list"]
        assert {row.action for row in found} == expected, query


def test_the_list_to_take_away_says_everything_and_runs_nothing(entry) -> None:
    table = LogTable(user=StaffFactory(), query="action=joined")
    out = io.BytesIO()
    write_csv(columns=table.columns, rows=table.each(), out=out)
    [row] = csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig")))
    assert row["To"] == "'=Trust"
    assert row["Details"] == "network: London; on: 3"


def test_the_report_leads_to_the_list_with_its_filter_and_exports_nothing_itself(entry) -> None:
    client = Client()
    client.force_login(StaffFactory())
    page = client.get(reverse("audit_log"), {"words": "olu", "export": "csv"})
    assert page["Content-Type"].startswith("text/html")
    address = reverse("privacy:list", args=["audit/log"]) + "?words=olu"
    assert address in page.content.decode()
    assert "1 row" in client.get(address).content.decode()


def test_whoever_may_not_read_the_log_may_not_take_it(entry) -> None:
    with pytest.raises(PermissionDenied):
        LogTable(user=UserFactory()).rows()


def test_an_editor_reads_the_log_only_where_the_group_may(entry) -> None:
    denied = editor().get(reverse("audit_log"))
    assert denied.status_code == 302
    assert b"networks/joined" not in denied.content
    Group.objects.all().delete()
    assert editor("view_logentry").get(reverse("audit_log")).status_code == 200


def test_a_list_of_a_thousand_entries_costs_as_much_as_a_list_of_ten(entry, django_assert_max_num_queries) -> None:
    client = Client()
    client.force_login(StaffFactory())
    client.get(reverse("audit_log"))
    LogEntry.objects.bulk_create(
        [LogEntry(action=f"x/{n}", actor_id=n, target_type="users.user", target_id=str(n)) for n in range(100)]
    )
    with django_assert_max_num_queries(20):
        client.get(reverse("audit_log"))
