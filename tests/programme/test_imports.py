"""Files of figures: preview, errors by row, all or nothing, restatements."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.audit.models import LogEntry
from portal.programme import actions
from portal.programme.figure_rows import COLUMNS, NotFiguresError
from portal.programme.models import Definition, FigureImport, Observation
from portal.users.models import Role
from tests.clients import Client
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import seat
from tests.factories.programme import figure_book, figure_file, figure_row, make_analyst
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

RECOVERY = "cash-of-invoiced-12m"


@pytest.fixture
def trust():
    return OrganisationFactory(kind="trust", code="X-TRUST")


@pytest.fixture
def analyst():
    return make_analyst()


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def hand_in(client: Client, file: io.BytesIO, **data):
    upload = SimpleUploadedFile(file.name, file.getvalue())
    return client.post("/support/figures/hand-in/", {"file": upload, **data}, follow=True)


def imported(analyst, *rows, file=figure_file) -> FigureImport:
    one = actions.preview_import(actor=analyst, file=(made := file(*rows)), name=made.name)
    return actions.confirm_import(actor=analyst, figure_import=one, plan=one.plan)


def test_a_file_does_nothing_before_somebody_has_read_what_it_would_do(analyst, trust):
    client = signed_in(analyst)
    row = figure_row(trust.code, RECOVERY, "2025-04", "1,234.50", "£10000")
    page = hand_in(client, figure_file(row))
    assert "This is a preview" in page.content.decode()
    assert "£1,234.50 of £10,000" in page.content.decode()
    assert not Observation.objects.of_trusts().exists()
    one = FigureImport.objects.get()
    done = client.post(f"/support/figures/{one.pk}/confirm/", {"plan": one.plan}, follow=True)
    assert "Imported: 1 figure." in done.content.decode()
    kept = Observation.objects.of_trusts().get()
    assert (kept.amount, kept.whole, kept.status, kept.submitted_by) == (123450, 1000000, "provisional", analyst)
    assert LogEntry.objects.filter(action="programme/imported-figures").exists()


def test_one_broken_row_stops_the_whole_file_and_every_error_is_named(analyst, trust):
    rows = [
        figure_row(trust.code, RECOVERY, "2025-04", "10", "20"),
        figure_row("NOBODY", RECOVERY, "2025-05", "ten", "20"),
        figure_row(trust.code, "no-such", "2025-13", "10", ""),
        figure_row(trust.code, RECOVERY, "2025/26", "30", "20"),
        figure_row(trust.code, RECOVERY, "2025-04", "10", "20"),
        figure_row(trust.code, RECOVERY, "2025-06", "10", ""),
        figure_row(trust.code, "income-opportunity", "2025/26", "10.001", ""),
        figure_row(trust.code, RECOVERY, "2025-07", "-1", "20"),
        figure_row(trust.code, RECOVERY, "2025-08", "1", "20", read_on="2999-01-01"),
        figure_row(trust.code, RECOVERY, "2025-09", "1", "20", status="nearly"),
    ]
    client = signed_in(analyst)
    page = hand_in(client, figure_file(*rows)).content.decode()
    assert "9 rows have errors" in page
    for words in (
        "This is not a number",
        "This is no period",
        "This measure covers a month",
        "The same figure stands in line 2",
        "A share needs pounds invoiced in the month",
        "more than two decimals",
        "The figure is below nothing",
        "This day has not come yet",
        "This is no status",
    ):
        assert words in page, words
    assert "Import 1 figure" not in page
    one = FigureImport.objects.get()
    client.post(f"/support/figures/{one.pk}/confirm/", {"plan": one.plan})
    assert not Observation.objects.of_trusts().exists()


def test_a_restated_figure_needs_a_reason_and_the_old_one_stays(analyst, trust):
    row = figure_row(trust.code, RECOVERY, "2025-04", "10", "20")
    imported(analyst, row)
    changed = figure_row(trust.code, RECOVERY, "2025-04", "12", "20")
    refused = actions.preview_import(actor=analyst, file=figure_file(changed), name="figures.csv")
    assert refused.state == FigureImport.State.BROKEN
    assert "It restates £10 of £20" in refused.faults[0]["why"]
    imported(analyst, figure_row(trust.code, RECOVERY, "2025-04", "12", "20", reason="A late payment"))
    now = Observation.objects.current().of_trusts().get()
    assert (now.amount, now.reason, now.replaces.amount, now.replaces.current) == (1200, "A late payment", 1000, False)
    page = signed_in(analyst).get(f"/support/trusts/{trust.code}/figures/").content.decode()
    assert "<del>" in page
    assert "A late payment" in page


def test_the_same_file_again_changes_nothing(analyst, trust):
    row = figure_row(trust.code, RECOVERY, "2025-04", "10", "20")
    imported(analyst, row)
    again = actions.preview_import(actor=analyst, file=figure_file(row), name="figures.csv")
    assert again.state == FigureImport.State.NOTHING
    with pytest.raises(actions.AlreadySettledError):
        actions.confirm_import(actor=analyst, figure_import=again, plan=again.plan)


def test_figures_that_came_between_preview_and_confirmation_stop_the_import(analyst, trust):
    row = figure_row(trust.code, RECOVERY, "2025-04", "10", "20")
    first = actions.preview_import(actor=analyst, file=figure_file(row), name="figures.csv")
    imported(analyst, figure_row(trust.code, RECOVERY, "2025-04", "11", "20"))
    with pytest.raises(actions.FiguresChangedError):
        actions.confirm_import(actor=analyst, figure_import=first, plan=first.plan)
    assert Observation.objects.of_trusts().get().amount == 1100


def test_a_workbook_is_read_as_a_csv_file_is(analyst, trust):
    day, month = datetime(2026, 6, 1), datetime(2025, 4, 1)
    imported(analyst, [trust.code, RECOVERY, month, 1234.5, 10000, day, None, None], file=figure_book)
    kept = Observation.objects.of_trusts().get()
    assert (kept.amount, kept.whole, str(kept.period)) == (123450, 1000000, "2025-04")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("figures.csv", b""),
        ("figures.csv", b"\x00\x01\x02"),
        ("figures.csv", b'"never closed\nnor here'),
        ("figures.csv", b"Name,Date of birth\nSomebody,1980-01-01\n"),
        ("figures.xlsx", b"PK\x03\x04 not a workbook"),
        ("figures.xlsx", b"Trust,Measure\n"),
        ("figures.csv", b"PK\x03\x04"),
    ],
)
def test_what_is_no_file_of_figures_is_told_so_and_nothing_is_kept(analyst, name, content):
    with pytest.raises(NotFiguresError):
        actions.preview_import(actor=analyst, file=io.BytesIO(content), name=name)
    page = signed_in(analyst).post("/support/figures/hand-in/", {"file": SimpleUploadedFile(name, content)})
    assert page.status_code == 422
    assert not FigureImport.objects.exists()


def test_a_column_more_is_refused_because_it_may_list_patients(analyst, trust):
    rows = figure_file([*figure_row(trust.code, RECOVERY, "2025-04", "1", "2"), "x"], headings=(*COLUMNS, "NHS number"))
    with pytest.raises(NotFiguresError, match="no others"):
        actions.preview_import(actor=analyst, file=rows, name="figures.csv")


def test_a_reason_that_names_a_patient_is_refused_and_kept_nowhere(analyst, trust):
    row = figure_row(trust.code, RECOVERY, "2025-04", "1", "2", reason="NHS number 999 000 0018 paid late")
    one = actions.preview_import(actor=analyst, file=figure_file(row), name="figures.csv")
    assert one.state == FigureImport.State.BROKEN
    assert "999" not in str(one.faults)


def test_an_officer_hands_in_the_own_trusts_figures_alone(trust):
    officer, other = UserFactory(), OrganisationFactory(kind="trust", code="X-OTHER")
    seat(officer, trust, Role.BUSINESS_MANAGER, vouched=True)
    client = signed_in(officer)
    rows = [figure_row(code, RECOVERY, "2025-04", "1", "2") for code in (trust.code, other.code)]
    page = hand_in(client, figure_file(*rows)).content.decode()
    assert f"You hand in figures of {trust} alone." in page.replace("&#x27;", "'")
    page = hand_in(client, figure_file(rows[0])).content.decode()
    assert "This is a preview" in page
    with pytest.raises(Exception, match="own trust"):
        actions.preview_import(actor=officer, file=figure_file(rows[1]), name="figures.csv", trust=other)


def test_nobody_reads_what_somebody_else_handed_in(trust, analyst):
    one = actions.preview_import(
        actor=analyst, file=figure_file(figure_row(trust.code, RECOVERY, "2025-04", "1", "2")), name="figures.csv"
    )
    officer = UserFactory()
    seat(officer, trust, vouched=True)
    client = signed_in(officer)
    assert client.get(f"/support/figures/{one.pk}/").status_code == 404
    assert client.post(f"/support/figures/{one.pk}/confirm/", {"plan": one.plan}).status_code == 404
    assert signed_in(UserFactory()).get("/support/figures/").status_code == 403


def test_a_version_of_its_time_is_taken_and_a_wrong_one_is_named(analyst, trust):
    first = Definition.objects.get(key=RECOVERY)
    Definition.objects.filter(pk=first.pk).update(effective_to="2025-03-31")
    second = Definition.objects.get(pk=first.pk)
    second.pk, second.version, second.effective_from, second.effective_to = None, 2, "2025-04-01", None
    second.save()
    imported(analyst, figure_row(trust.code, RECOVERY, "2025-03", "1", "2"))
    imported(analyst, figure_row(trust.code, RECOVERY, "2025-04", "1", "2"))
    versions = Observation.objects.of_trusts().order_by("first_day").values_list("definition__version", flat=True)
    assert list(versions) == [1, 2]
    wrong = figure_row(trust.code, f"{RECOVERY}@1", "2025-05", "1", "2")
    one = actions.preview_import(actor=analyst, file=figure_file(wrong), name="figures.csv")
    assert "This version is in force since" in one.faults[0]["why"]


def test_a_large_file_costs_a_number_of_statements_that_follows_its_batches(analyst, django_assert_max_num_queries):
    trusts = [OrganisationFactory(kind="trust") for _ in range(20)]
    rows = [
        figure_row(one.code, RECOVERY, f"{year}-{number:02d}", "1", "2")
        for one in trusts
        for year in range(2018, 2023)
        for number in range(1, 13)
    ]
    with django_assert_max_num_queries(40):
        one = actions.preview_import(actor=analyst, file=figure_file(*rows), name="figures.csv")
    with django_assert_max_num_queries(40):
        actions.confirm_import(actor=analyst, figure_import=one, plan=one.plan)
    assert Observation.objects.of_trusts().count() == 1200
