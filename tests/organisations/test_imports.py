"""A file of the register: previewed, confirmed, all or nothing, as often as somebody likes."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.audit.models import LogEntry
from portal.organisations.actions import (
    AlreadySettledError,
    BrokenRowsError,
    RegisterChangedError,
    confirm_import,
    discard_import,
    preview_again,
    preview_import,
)
from portal.organisations.models import Geography, ImportedChange, Organisation, Region, RegisterImport
from portal.organisations.ods import NotRegisterFileError
from tests.factories.organisations import OrganisationFactory, ods_file, ods_row
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def preview(*rows: list[str], holds: str = "trust", actor=None) -> RegisterImport:
    return preview_import(actor=actor, file=ods_file(*rows), name="etr.csv", holds=holds)


def confirm(one: RegisterImport, *, actor=None, without_broken_rows: bool = False) -> RegisterImport:
    return confirm_import(actor=actor, register_import=one, plan=one.plan, without_broken_rows=without_broken_rows)


def take(*rows: list[str], **kwargs) -> RegisterImport:
    return confirm(preview(*rows, **kwargs))


def counts(one: RegisterImport) -> dict[str, int]:
    return {name: count for name, count in one.counts.items() if count}


def test_a_preview_changes_nothing_and_survives():
    one = preview(ods_row("RX1", "ALPHA NHS TRUST"))
    assert not Organisation.objects.filter(code="RX1").exists()
    kept = RegisterImport.objects.get(pk=one.pk)
    assert counts(kept) == {"rows": 1, "new": 1}
    assert kept.preview["new"] == [{"code": "RX1", "name": "Alpha NHS Trust", "fields": []}]
    with kept.file.open("rb") as file:
        assert b"ALPHA NHS TRUST" in file.read()


def test_a_confirmed_import_writes_what_the_preview_said():
    staff = StaffFactory()
    one = confirm(preview(ods_row("RX1", "ALPHA NHS TRUST", opened="20200401"), actor=staff), actor=staff)
    trust = Organisation.objects.get(code="RX1")
    assert (trust.name, trust.kind, trust.trust_type) == ("Alpha NHS Trust", "trust", "")
    assert (trust.region.slug, trust.opened_on, trust.closed_on) == ("london", date(2020, 4, 1), None)
    assert (trust.address, trust.postcode) == ("1 Test Street\nLondon", "ZZ1 1AA")
    assert (one.state, one.settled_by) == ("done", staff)
    assert [change.what for change in ImportedChange.objects.filter(source=one)] == ["new"]
    assert LogEntry.objects.filter(action="organisations/imported", target_id=one.pk).count() == 1


def test_four_hundred_rows_with_twenty_broken_import_with_twenty_named_errors():
    mistakes = [
        {"opened": "20261301"},
        {"postcode": "NOT A POSTCODE"},
        {"geography": "Q!!"},
        {"closed": "19000101"},
        {"name": ""},
    ]
    rows = [ods_row(f"R{number:03d}", f"TRUST {number} NHS TRUST") for number in range(400)]
    broken = [7 + 19 * number for number in range(20)]
    for number, line in enumerate(broken):
        rows[line - 1] = ods_row(**{"code": f"R{line - 1:03d}", "name": "BROKEN"} | mistakes[number % 5])
    one = preview(*rows)
    assert counts(one) == {"rows": 400, "new": 380, "broken": 20}
    assert [fault["line"] for fault in one.faults] == broken
    assert all(fault["column"] and fault["why"] and fault["mend"] for fault in one.faults)
    with pytest.raises(BrokenRowsError):
        confirm(one)
    assert not Organisation.objects.filter(code="R000").exists()
    confirm(one, without_broken_rows=True)
    assert Organisation.objects.filter(code__regex="^R[0-9]{3}$").count() == 380
    assert not Organisation.objects.filter(name="Broken").exists()


def test_the_same_file_again_changes_nothing_and_says_so():
    rows = [ods_row("RX1", "ALPHA"), ods_row("RX2", "BETA", closed="20200331")]
    take(*rows)
    again = preview(*rows)
    assert (again.state, counts(again)) == ("nothing", {"rows": 2, "unchanged": 2})
    with pytest.raises(AlreadySettledError):
        confirm(again)


def test_each_changed_field_is_shown_as_it_was_and_as_it_becomes():
    take(ods_row("RX1", "ALPHA"))
    one = preview(ods_row("RX1", "ALPHA AND OMEGA", postcode="ZZ9 9ZZ", closed="20260331"))
    assert counts(one) == {"rows": 1, "closed": 1}
    (shown,) = one.preview["closed"]
    assert shown["fields"] == [
        ["name", "Alpha", "Alpha and Omega"],
        ["postcode", "ZZ1 1AA", "ZZ9 9ZZ"],
        ["closed on", "", "31 March 2026"],
    ]


def test_a_new_name_keeps_the_old_one_in_the_history():
    take(ods_row("RX1", "ALPHA"))
    take(ods_row("RX1", "OMEGA"))
    trust = Organisation.objects.get(code="RX1")
    assert trust.name == "Omega"
    assert [(former.name, former.until) for former in trust.former_names.all()] == [("Alpha", timezone.localdate())]
    assert trust in Organisation.objects.called("alpha")


def test_staff_keep_type_kind_peers_and_the_capitals_of_a_name():
    take(ods_row("RX1", "MCALPHA"))
    Organisation.objects.filter(code="RX1").update(name="McAlpha", trust_type="acute", kind="other")
    one = preview(ods_row("RX1", "MCALPHA", postcode="ZZ2 2AA"))
    confirm(one)
    trust = Organisation.objects.get(code="RX1")
    assert (trust.name, trust.trust_type, trust.kind, trust.postcode) == ("McAlpha", "acute", "other", "ZZ2 2AA")


def test_a_commissioner_is_one_when_the_file_holds_commissioners():
    take(ods_row("QX1", "NHS ALPHA INTEGRATED CARE BOARD"), holds="commissioner")
    assert Organisation.objects.get(code="QX1").kind == "commissioner"


def test_a_code_is_never_used_again():
    take(ods_row("RX1", "ALPHA", closed="20200331"))
    one = preview(ods_row("RX1", "ANOTHER", opened="20220401"))
    assert counts(one) == {"rows": 1, "broken": 1}
    assert "never used again" in one.faults[0]["why"]


def test_an_invented_organisation_is_not_overwritten():
    OrganisationFactory(code="RX1", name="Invented", invented=True)
    assert "demonstration" in preview(ods_row("RX1", "REAL")).faults[0]["why"]


def test_the_region_follows_from_either_geography_and_wales_has_none():
    take(
        ods_row("RX1", "A", grouping="Y58", geography="QJK"),
        ods_row("RX2", "B", grouping="", geography="QE1"),
        ods_row("7A1", "C", grouping="W00", geography="W99"),
    )
    found = {one.code: one.region and one.region.slug for one in Organisation.objects.filter(invented=False)}
    assert found == {"RX1": "south-west", "RX2": "north-west", "7A1": None}


def test_an_unknown_geography_is_an_error_until_staff_say_where_it_lies():
    row = ods_row("RX1", "A", grouping="Y99", geography="Q99")
    one = preview(row)
    assert one.faults[0]["value"] == "Q99"
    Geography.objects.create(code="Q99", region=Region.objects.get(slug="midlands"))
    one = preview_again(actor=None, register_import=one)
    confirm(one)
    assert Organisation.objects.get(code="RX1").region.slug == "midlands"


def test_an_open_organisation_cannot_lie_in_a_closed_region_but_a_closed_one_can():
    Region.objects.filter(code="Y56").update(closed_on=timezone.localdate() - timedelta(days=1))
    one = preview(ods_row("RX1", "A"), ods_row("RX2", "B", closed="20000101"))
    assert counts(one) == {"rows": 2, "new": 1, "broken": 1}
    assert "has closed" in one.faults[0]["why"]


def test_what_changed_in_between_stops_the_import_and_everything_is_undone():
    one = preview(ods_row("RX1", "ALPHA"), ods_row("RX2", "BETA"))
    OrganisationFactory(code="RX2", name="Beta", invented=False)
    with pytest.raises(RegisterChangedError):
        confirm(one)
    assert not Organisation.objects.filter(code="RX1").exists()
    assert RegisterImport.objects.get(pk=one.pk).state == "waiting"
    again = preview_again(actor=None, register_import=one)
    assert counts(again) == {"rows": 2, "new": 1, "changed": 1}
    confirm(again)
    assert Organisation.objects.filter(code="RX1").exists()


def test_only_the_preview_that_was_read_can_be_confirmed():
    one = preview(ods_row("RX1", "ALPHA"))
    with pytest.raises(RegisterChangedError):
        confirm_import(actor=None, register_import=one, plan="0" * 64, without_broken_rows=False)
    assert not Organisation.objects.filter(code="RX1").exists()


def test_a_second_confirmation_is_refused():
    one = preview(ods_row("RX1", "ALPHA"))
    confirm(one)
    with pytest.raises(AlreadySettledError):
        confirm(one)
    assert ImportedChange.objects.filter(source=one).count() == 1


def test_a_discarded_import_cannot_be_confirmed():
    one = preview(ods_row("RX1", "ALPHA"))
    discard_import(actor=None, register_import=one)
    with pytest.raises(AlreadySettledError):
        confirm(one)


def test_who_may_not_change_the_register_imports_nothing():
    stranger, one = UserFactory(), preview(ods_row("RX1", "ALPHA"))
    for verb in (lambda: preview(actor=stranger), lambda: confirm(one, actor=stranger)):
        with pytest.raises(PermissionDenied):
            verb()
    with pytest.raises(PermissionDenied):
        discard_import(actor=stranger, register_import=one)


def test_a_file_that_is_not_of_the_register_is_not_kept():
    with pytest.raises(NotRegisterFileError):
        preview_import(actor=None, file=BytesIO(b"PK\x03\x04"), name="etr.zip", holds="trust")
    assert not RegisterImport.objects.exists()


def test_a_file_with_a_thousand_broken_rows_and_more_is_not_imported():
    one = preview(*[["RX1", "TOO SHORT"]] * 1200, ods_row("RX1", "ALPHA"))
    assert (one.broken, len(one.faults)) == (1200, 1000)
    with pytest.raises(BrokenRowsError):
        confirm(one, without_broken_rows=True)


def queries_of(rows: int, *, start: int, write: bool) -> int:
    one = preview(*[ods_row(f"T{number:05d}", f"T {number}") for number in range(start, start + rows)])
    with CaptureQueriesContext(connection) as caught:
        confirm(one) if write else preview_again(actor=None, register_import=one)
    return len(caught)


def test_a_preview_asks_once_for_each_batch_of_rows():
    assert queries_of(10, start=0, write=False) == queries_of(240, start=0, write=False)
    assert queries_of(750, start=0, write=False) == queries_of(500, start=0, write=False) + 1


def test_writing_takes_the_same_number_of_queries_for_each_batch():
    two, three, five = (queries_of(250 * n, start=n * 5000, write=True) for n in (2, 3, 5))
    assert five - three == 2 * (three - two)


def test_the_command_line_previews_imports_and_says_what_it_did(tmp_path):
    etr, succ = tmp_path / "etr.csv", tmp_path / "succ.csv"
    etr.write_bytes(ods_file(ods_row("RX1", "ALPHA", closed="20260331"), ods_row("RX2", "BETA")).read())
    succ.write_bytes(ods_file(["RX1", "RX2", "M", "20260401"]).read())
    out = StringIO()
    call_command("import_organisations", etr, preview=True, stdout=out)
    assert "2 new" in out.getvalue()
    assert not Organisation.objects.filter(code="RX1").exists()
    call_command("import_organisations", etr, successors=succ, stdout=out)
    assert Organisation.objects.get(code="RX1").successor.code == "RX2"
    call_command("import_organisations", etr, stdout=out)
    assert "changes nothing" in out.getvalue()


def test_the_command_line_imports_nothing_while_rows_are_broken(tmp_path):
    path, out = tmp_path / "etr.csv", StringIO()
    path.write_bytes(ods_file(ods_row("RX1", "ALPHA"), ods_row("RX2", "")).read())
    with pytest.raises(CommandError, match="nothing was imported"):
        call_command("import_organisations", path, stdout=out)
    assert "line 2, column 2" in out.getvalue()
    assert not Organisation.objects.filter(code="RX1").exists()
    call_command("import_organisations", path, without_broken_rows=True, stdout=out)
    assert Organisation.objects.filter(code="RX1").exists()
