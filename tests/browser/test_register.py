"""Staff import the national file in Chromium: twenty broken rows among four hundred, read, left out and mended."""

from __future__ import annotations

from tests.factories.organisations import ods_file, ods_row

MISTAKES = (
    {"opened": "20261301"},
    {"postcode": "NOT A POSTCODE"},
    {"geography": "Q!!"},
    {"closed": "19000101"},
    {"name": ""},
)
BROKEN = range(10, 400, 20)


def rows(*, mended: bool) -> list[list[str]]:
    found = []
    for number in range(400):
        fields = {"code": f"ZZ{number:03d}", "name": f"INVENTED {number} NHS TRUST"}
        if number in BROKEN and not mended:
            fields |= MISTAKES[number // 20 % len(MISTAKES)]
        found.append(ods_row(**fields))
    return found


def hand_in(staff, *, mended: bool):
    staff.goes_to("/admin/registerimport/new/")
    content = ods_file(*rows(mended=mended)).read()
    staff.page.locator("input[type=file]").set_input_files(
        {"name": "etr.csv", "mimeType": "text/csv", "buffer": content}
    )
    return staff.presses("Preview")


def test_staff_import_four_hundred_rows_with_twenty_broken_ones(person):
    admin = person("admin").goes_to("/admin/registerimport/new/")
    admin.sees("Import a register file").looks("register-upload")
    hand_in(admin, mended=False).sees("Nothing has been changed yet").sees("20 broken rows").looks("register-preview")
    assert admin.page.locator("#errors ~ table").first.locator("tbody tr").count() == 20

    admin.presses("Import the 380 sound rows and leave 20 out").sees("the 20 broken rows were left out")
    admin.looks("register-imported")

    hand_in(admin, mended=True).sees("New: 20").presses("Import 20 changes").sees("Imported.")
    hand_in(admin, mended=True).sees("This file changes nothing.").looks("register-nothing-to-do")

    admin.goes_to("/admin/organisation/?q=ZZ010").sees("Invented 10 NHS Trust")
