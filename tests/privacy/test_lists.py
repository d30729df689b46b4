"""Lists that leave: one writer, one door, the rows of the screen, for whoever asked, and a line in the log."""

from __future__ import annotations

import ast
import csv
import io
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
import time_machine
from django.conf import settings as configured
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from networks.models import Network, Proposal
from portal.audit.actions import log
from portal.audit.models import LogEntry
from portal.audit.spreadsheets import as_spreadsheet
from portal.files.tables import Table
from portal.notifications.models import Mail
from portal.privacy import actions
from portal.privacy.actions import lists
from portal.privacy.jobs import write_list
from portal.privacy.models import Export
from portal.privacy.providers import sweep_lists
from portal.privacy.tables import tables
from tests.factories.events import make_event, make_registration
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def address(key: str, query: str = "", door: str = "list") -> str:
    return reverse(f"privacy:{door}", args=[key]) + (f"?{query}" if query else "")


def take(client, key: str, query: str = "", form: str = "csv") -> bytes:
    response = client.post(address(key, query), {"form": form}, follow=True)
    assert response.status_code == 200, response
    return b"".join(response.streaming_content)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def propose(name: str, **more) -> Proposal:
    return Proposal.objects.create(kind="start", name=name, email="a@trust-a.example", message="=1+1", **more)


@pytest.fixture
def staff(client):
    person = StaffFactory()
    client.force_login(person)
    return person


@pytest.fixture
def short(monkeypatch):
    """Lists of more than two rows are long here."""
    monkeypatch.setattr(lists, "AT_ONCE", 2)
    monkeypatch.setattr("portal.privacy.views.lists.AT_ONCE", 2)


def test_a_list_has_the_rows_of_the_screen_and_runs_nothing(client, staff):
    propose("Zoë")
    propose("Done", state="answered")
    assert [row["Name"] for row in rows_of(take(client, "networks/proposals"))] == ["Zoë"]
    every = rows_of(take(client, "networks/proposals", "all="))
    assert {row["Name"] for row in every} == {"Zoë", "Done"}
    assert {row["Message"] for row in every} == {"'=1+1"}


def test_an_excel_file_says_what_it_is_and_for_whom(client, staff):
    propose("Zoë")
    content = take(client, "networks/proposals", form="xlsx")
    about = list(openpyxl.load_workbook(io.BytesIO(content))["About"].values)
    assert ("List", "Proposals of networks") in about
    assert ("For", str(staff)) in about
    assert ("Only", "State: open") in about
    assert ("Rows", "1") in about


def test_looking_changes_nothing_and_only_a_press_makes_a_file(client, staff):
    propose("Zoë")
    assert client.get(address("networks/proposals")).status_code == 200
    assert client.post(address("networks/proposals"), {"form": "exe"}).status_code == 422
    assert not Export.objects.exists()


def test_the_file_is_for_the_one_who_asked_and_not_for_ever(client, staff):
    propose("Zoë")
    take(client, "networks/proposals")
    export = Export.objects.get(person=staff)
    assert export.name == f"proposals-of-networks-{timezone.localdate():%Y-%m-%d}.csv"
    client.force_login(StaffFactory())
    assert client.get(export.get_absolute_url()).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        client.force_login(staff)
        assert client.get(export.get_absolute_url()).status_code == 410


def test_the_log_says_how_many_and_what_was_chosen_and_never_what_was_typed(client, staff):
    log(actor=staff, action="networks/joined", target=staff)
    take(client, "audit/log", "words=Marmalade&action=joined&target_type=two+words")
    [entry] = LogEntry.objects.filter(action="audit/exported")
    assert entry.actor_id == staff.pk
    assert entry.data["filters"] == {"words": "(words)", "action": "joined", "target_type": "(words)"}
    assert (entry.data["list"], entry.data["form"], entry.data["rows"]) == ("log", "csv", 0)
    assert "armalade" not in str(LogEntry.objects.values())


def test_members_are_for_those_who_run_the_network_as_they_name_themselves(client, home):
    network = make_network(home, title="London", kind=Network.Kind.PRIVATE)
    convenor, member, stranger = UserFactory(last_name="A"), UserFactory(last_name="B"), UserFactory()
    shy, hidden = UserFactory(last_name="C", seat_to="nobody"), UserFactory(last_name="D", shown_to="nobody")
    make_convenor(network, convenor)
    for person in (member, shy, hidden):
        make_member(network, person)
    for person, status in ((stranger, 403), (member, 403), (convenor, 200)):
        client.force_login(person)
        assert client.get(address("networks/members", f"network={network.pk}")).status_code == status
    assert client.get(address("networks/members", "network=99")).status_code == 404
    found = rows_of(take(client, "networks/members", f"network={network.pk}"))
    assert [row["Name"] for row in found] == [str(convenor), str(member), str(shy)]
    assert [bool(row["Trust"]) for row in found] == [True, True, False]
    assert "Email" not in found[0]
    assert LogEntry.objects.about(network).filter(action="networks/exported").exists()
    assert str(hidden) not in str(found)


def test_people_of_a_meeting_as_a_list_and_on_paper(client, home, staff):
    event = make_event(home)
    make_registration(event, UserFactory(first_name="=HYPERLINK(1)", last_name="+1"))
    [row] = rows_of(take(client, "events/people", f"event={event.pk}"))
    assert row["Name"] == "'=HYPERLINK(1) +1"
    paper = client.get(address("events/people", f"event={event.pk}", "print_list"))
    assert "<td>=HYPERLINK(1) +1</td>" in paper.content.decode()
    assert LogEntry.objects.filter(action="events/printed").count() == 1


def test_that_staff_looked_into_a_network_is_logged_and_that_members_did_is_not(client, home):
    network = make_network(home)
    event = make_event(home, network=network)
    staff, convenor = StaffFactory(), UserFactory()
    make_convenor(network, convenor)
    for person, seen in ((convenor, set()), (staff, {"members", "registrations"})):
        client.force_login(person)
        assert client.get(reverse("networks:members", args=[network.pk])).status_code == 200
        assert client.get(reverse("events:people", args=[event.pk])).status_code == 200
        assert {one.data["what"] for one in LogEntry.objects.by(person).filter(action="audit/viewed")} == seen


def test_what_is_held_leaves_without_its_words(client, staff):
    columns = {column.label for column in tables()["discussion/held"].columns}
    assert columns & {"Text", "Body", "Comment text"} == set()
    assert client.get(address("discussion/held")).status_code == 200


def test_mails_leave_without_what_they_say_and_only_for_those_who_may_read_of_them(client):
    client.force_login(UserFactory())
    assert client.get(address("notifications/mails")).status_code == 403
    Mail.objects.create(key="a", kind="x/y", to="a@b.example", subject="S", text="secret link", due_at=timezone.now())
    client.force_login(StaffFactory())
    assert b"secret link" not in take(client, "notifications/mails")


def test_a_long_list_is_written_later_and_its_person_hears_of_it(
    client, staff, short, django_capture_on_commit_callbacks
):
    for number in range(3):
        propose(f"Person {number}")
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address("networks/proposals"), {"form": "csv"})
    export = Export.objects.get()
    assert response.url == export.get_absolute_url()
    assert export.is_ready
    assert len(rows_of(export.file.read())) == 3
    [mail] = Mail.objects.filter(kind="notifications/export_ready")
    assert (mail.to, export.get_absolute_url() in mail.text) == (staff.email, True)
    assert "email you when it is ready" in client.get(address("networks/proposals")).content.decode()
    too_long = client.get(address("networks/proposals", door="print_list"))
    assert too_long.url == address("networks/proposals") + "?"


def ordered(person, key: str = "networks/proposals", query: str = "") -> Export:
    table = tables()[key](user=person, query=query)
    return actions.order_list(table=table, form="xlsx", person=person, rows=3)


def test_while_it_is_written_the_page_says_how_far_it_is(client, staff):
    export = ordered(staff)
    type(export.order).objects.update(done=2)
    assert "2 of 3 rows" in client.get(export.get_absolute_url()).content.decode()


def test_a_list_that_the_queue_forgot_is_found_and_written_once(staff):
    propose("Zoë")
    export = ordered(staff)
    assert sweep_lists(timezone.now()) == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert sweep_lists(timezone.now()) == 1
        assert sweep_lists(timezone.now()) == 0
        write_list.enqueue(str(export.pk))
    assert LogEntry.objects.filter(action="networks/exported").count() == 1
    assert Mail.objects.filter(kind="notifications/export_ready").count() == 1


def test_whoever_lost_the_right_meanwhile_gets_no_list(staff):
    export = ordered(staff)
    type(staff).objects.filter(pk=staff.pk).update(is_staff=False)
    write_list.enqueue(str(export.pk))
    assert not Export.objects.exists()


@pytest.mark.parametrize("key", ["networks/proposals", "events/people", "audit/log"])
def test_a_hundred_rows_cost_no_more_queries_than_ten(key, home, staff, django_assert_max_num_queries):
    event = make_event(home)
    table = tables()[key](user=staff, query=f"event={event.pk}&all=")

    def grow() -> None:
        for number in range(10):
            propose(f"P{number}", owner=staff)
            log(actor=staff, action="events/registered", target=make_registration(event, UserFactory()))

    def cost() -> int:
        with django_assert_max_num_queries(12) as captured:
            assert [[column.of(row) for column in table.columns] for row in table.each()]
        return len(captured)

    grow()
    few = cost()
    grow()
    assert cost() <= few


def test_every_list_of_the_editors_side_is_written_by_the_one_writer():
    def below(kind):
        return {kind, *(one for child in kind.__subclasses__() for one in below(child))}

    client_side = {one for one in below(SpreadsheetExportMixin) if one.as_spreadsheet is not as_spreadsheet}
    assert not client_side


def test_a_list_of_wagtail_itself_is_inert_and_logged(client, staff):
    OrganisationFactory(name="=1+1")
    response = client.get(reverse("organisation:index"), {"export": "csv"})
    rows = rows_of(b"".join(response.streaming_content))
    assert "'=1+1" in {row["Name"] for row in rows}
    [entry] = LogEntry.objects.filter(action="organisations/exported")
    assert (entry.actor_id, entry.data["rows"], entry.data["form"]) == (staff.pk, len(rows), "csv")
    assert client.get(reverse("organisation:index"), {"export": "xlsx"}).status_code == 200


def test_every_list_is_declared_whole():
    def below(kind):
        return {one for child in kind.__subclasses__() for one in {child, *below(child)}}

    ours = {one for one in below(Table) if one.__module__.split(".")[0] in {"portal", "networks", "events", "toolbox"}}
    ours = {one for one in ours if hasattr(one, "title")}  # without one it is what several lists share
    assert ours == set(tables().values()), "name each list in PORTAL_PROVIDERS"
    for table in ours:
        assert table.title
        assert table.columns
        assert len({column.label for column in table.columns}) == len(table.columns)


WRITERS = {"writer", "DictWriter", "Workbook", "to_csv"}


def test_nobody_else_writes_spreadsheets():
    """`portal.files.tables` is the one writer; the demonstration makes files as trusts would."""
    found = []
    for app in configured.PORTAL_APPS:
        folder = Path(configured.BASE_DIR, *app.split("."))
        for path in folder.rglob("*.py"):
            if app in ("portal.demo", "portal.files"):
                continue
            called = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
            names = {getattr(one, "attr", getattr(one, "id", "")) for one in called}
            if names & WRITERS:
                found.append(str(path.relative_to(configured.BASE_DIR)))
    assert not found
