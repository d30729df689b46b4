"""The log is written once, and read by those who may."""

from __future__ import annotations

import csv
import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from portal.audit.actions import log
from portal.audit.models import LogEntry
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
def test_postgresql_itself_refuses_to_change_or_delete_an_entry(entry, statement: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has this second lock")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert LogEntry.objects.filter(action="networks/joined").exists()


def test_the_log_outlives_the_account_with_the_name_as_it_was(entry) -> None:
    name = entry.actor_name
    entry.actor.emailaddress_set.all().delete()
    type(entry.actor).objects.filter(pk=entry.actor_id).delete()
    assert LogEntry.objects.get().actor_name == name


def test_the_report_shows_finds_and_filters_entries(entry) -> None:
    staff = StaffFactory()
    client = Client()
    client.force_login(staff)
    log(actor=None, action="events/offered", target=staff)
    url = reverse("audit_log")
    assert b"networks/joined" in (page := client.get(url).content)
    assert b"The portal" in page
    for query, expected in (
        ({"words": "olu"}, {"networks/joined"}),
        ({"actor_name": "portal"}, {"events/offered"}),
        ({"action": "events"}, {"events/offered"}),
        ({"target_type": "organisation"}, {"networks/joined"}),
        ({"at_from": "2001-01-01", "at_to": "2001-02-01"}, set()),
    ):
        found = client.get(url, query).context["object_list"]
        assert {row.action for row in found} == expected, query


def test_the_export_says_everything_and_runs_nothing(entry) -> None:
    client = Client()
    client.force_login(StaffFactory())
    answer = client.get(reverse("audit_log"), {"export": "csv"})
    [row] = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode()))
    assert row["Target name"] == "'=Trust"
    assert row["Details"] == "network: London; on: 3"
    assert client.get(reverse("audit_log"), {"export": "xlsx"}).status_code == 200


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
        [
            LogEntry(action=f"x/{n}", actor_name="A", target_type="t", target_id=str(n), target_name="T")
            for n in range(100)
        ]
    )
    with django_assert_max_num_queries(20):
        client.get(reverse("audit_log"))
