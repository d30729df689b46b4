"""The register on the editors' side: hand in, read, confirm, take the errors away; and an entry with its history."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from portal.audit.models import LogEntry
from portal.organisations.models import Domain, Organisation, Region, RegisterImport
from tests.factories.organisations import OrganisationFactory, ods_file, ods_row
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client, home):
    person = StaffFactory(trust=None)
    client.force_login(person)
    return person


def hand_in(client, *rows: list[str], holds: str = "trust", name: str = "etr.csv") -> RegisterImport:
    file = ods_file(*rows)
    file.name = name
    response = client.post(reverse("registerimport:add"), {"file": file, "holds": holds})
    one = RegisterImport.objects.latest("pk")
    assert response.url == reverse("registerimport:inspect", args=[one.pk])
    return one


def page_of(client, one: RegisterImport) -> str:
    return client.get(reverse("registerimport:inspect", args=[one.pk])).content.decode()


def confirm(client, one: RegisterImport, **fields: str):
    return client.post(reverse("registerimport:confirm", args=[one.pk]), {"plan": one.plan} | fields, follow=True)


def test_a_file_goes_from_upload_through_its_preview_to_the_register(client, staff):
    assert "Preview" in client.get(reverse("registerimport:add")).content.decode()
    one = hand_in(client, ods_row("RX1", "ALPHA NHS TRUST"), ods_row("RX2", "BETA, GAMMA"))
    page = page_of(client, one)
    assert "Nothing has been changed yet" in page
    assert "Alpha NHS Trust" in page
    assert "Import 2 changes" in page
    page = confirm(client, one).content.decode()
    assert "Imported: 2 organisations were changed." in page
    assert "Import 2 changes" not in page
    assert Organisation.objects.get(code="RX2").name == "Beta, Gamma"


def test_the_preview_names_errors_and_the_press_says_that_they_are_left_out(client, staff):
    one = hand_in(client, ods_row("RX1", "ALPHA"), ods_row("RX2", "BETA", opened="20261301"))
    page = page_of(client, one)
    for words in ("1 broken row", "20261301", "There is no such day.", "like 20260401"):
        assert words in page
    assert "Import the 1 sound row and leave 1 out" in page
    assert "Nothing was imported" in confirm(client, one).content.decode()
    confirm(client, one, without_broken_rows="on")
    assert Organisation.objects.filter(code="RX1").exists()
    assert not Organisation.objects.filter(code="RX2").exists()


def test_the_errors_are_taken_away_as_text_that_no_spreadsheet_computes(client, staff, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    one = hand_in(client, ods_row("=1+1", "ALPHA"), ods_row("RX2", "B", postcode="@SUM(A1)"), name="=x.csv")
    address = reverse("privacy:list", args=["organisations/import-errors"]) + f"?import={one.pk}"
    assert address in client.get(reverse("registerimport:inspect", args=[one.pk])).content.decode()
    response = client.post(address, {"form": "csv"}, follow=True)
    rows = list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [row[:3] for row in rows] == [["Line", "Column", "Value"], ["1", "1", "'=1+1"], ["2", "10", "'@SUM(A1)"]]
    assert LogEntry.objects.about(one).filter(action="organisations/exported").exists()


def test_a_name_of_html_is_shown_as_text(client, staff):
    one = hand_in(client, ods_row("RX1", "<script>alert(1)</script>"))
    assert "<script>alert" not in page_of(client, one)
    confirm(client, one)
    trust = Organisation.objects.get(code="RX1")
    assert "<script>alert" not in client.get(reverse("organisation:inspect", args=[trust.pk])).content.decode()


def test_a_file_that_cannot_be_read_comes_back_with_the_reason(client, staff):
    file = ods_file()
    file.write(b"PK\x03\x04 zipped")
    file.seek(0)
    response = client.post(reverse("registerimport:add"), {"file": file, "holds": "trust"})
    assert response.status_code == 422
    assert "Unpack it" in response.content.decode()
    assert client.post(reverse("registerimport:add"), {"holds": "trust"}).status_code == 422
    assert not RegisterImport.objects.exists()


def test_a_register_that_changed_gives_a_new_preview_and_no_import(client, staff):
    one = hand_in(client, ods_row("RX1", "ALPHA"))
    OrganisationFactory(code="RX1", name="Alpha", invented=False)
    page = confirm(client, one).content.decode()
    assert "the register has changed since the preview" in page
    one.refresh_from_db()
    assert (one.state, one.counts["changed"]) == ("waiting", 1)


def test_a_second_press_and_a_discarded_preview_do_nothing(client, staff):
    one, other = hand_in(client, ods_row("RX1", "A")), hand_in(client, ods_row("RX2", "B"))
    confirm(client, one)
    assert "Nothing was done" in confirm(client, one).content.decode()
    client.post(reverse("registerimport:discard", args=[other.pk]))
    assert "Nothing was done" in confirm(client, other).content.decode()
    assert not Organisation.objects.filter(code="RX2").exists()


def test_a_file_that_was_imported_before_says_when(client, staff):
    confirm(client, hand_in(client, ods_row("RX1", "ALPHA")))
    same = hand_in(client, ods_row("RX1", "ALPHA"))
    assert "This file changes nothing." in page_of(client, same)
    Organisation.objects.filter(code="RX1").update(name="Other")
    assert "The same file was" in page_of(client, hand_in(client, ods_row("RX1", "ALPHA")))


def test_asking_changes_nothing(client, staff):
    one = hand_in(client, ods_row("RX1", "ALPHA"))
    for name in ("confirm", "discard", "preview_again"):
        assert client.get(reverse(f"registerimport:{name}", args=[one.pk])).status_code == 405


def test_the_list_of_imports_says_what_became_of_each(client, staff):
    confirm(client, hand_in(client, ods_row("RX1", "ALPHA"), name="first.csv"))
    hand_in(client, ods_row("RX2", "BETA"), name="second.csv")
    page = client.get(reverse("registerimport:index")).content.decode()
    for words in ("first.csv", "Imported", "second.csv", "Waits for confirmation", str(staff)):
        assert words in page


def test_members_and_editors_without_the_right_reach_no_import(client, home):
    editor = UserFactory(is_staff=True)
    editor.user_permissions.add(
        *Permission.objects.filter(codename__in=["access_admin", "view_organisation", "change_organisation"])
    )
    one = RegisterImport.objects.create(name="etr.csv", file="register/x.csv", digest="x", plan="x")
    for person in (UserFactory(), editor):
        client.force_login(person)
        for name, arguments in (("index", []), ("add", []), ("inspect", [one.pk])):
            response = client.get(reverse(f"registerimport:{name}", args=arguments))
            assert response.status_code in {302, 403}, name
            assert response.status_code != 302 or response.url.startswith(("/admin/", "/accounts/"))
        errors = reverse("privacy:list", args=["organisations/import-errors"])
        assert client.get(errors, {"import": one.pk}).status_code == 403
        for name in ("confirm", "discard", "preview_again"):
            client.post(reverse(f"registerimport:{name}", args=[one.pk]), {"plan": "x"})
        one.refresh_from_db()
        assert one.state == "waiting"


def test_the_kept_file_is_not_served_as_media(client, staff):
    one = hand_in(client, ods_row("RX1", "ALPHA"))
    assert client.get(f"/media/{one.file.name}").status_code == 404


def test_an_entry_shows_its_history_peers_domains_and_imports(client, staff):
    peer = OrganisationFactory(name="Peer Trust", trust_type="acute")
    confirm(client, hand_in(client, ods_row("RX1", "ALPHA"), ods_row("RX2", "OMEGA"), name="first.csv"))
    confirm(client, hand_in(client, ods_row("RX1", "NEW ALPHA", closed="20260331"), name="second.csv"))
    confirm(client, hand_in(client, ["RX1", "RX2", "Merger", "20260401"], holds="successors", name="succ.csv"))
    Organisation.objects.filter(code="RX1").update(trust_type="acute")
    trust, new = Organisation.objects.get(code="RX1"), Organisation.objects.get(code="RX2")
    Domain.objects.create(name="alpha.example").organisations.add(trust)
    page = client.get(reverse("organisation:inspect", args=[trust.pk])).content.decode()
    for words in (
        "New Alpha, now part of Omega since 1 April 2026",
        "Called Alpha until",
        "Became",
        "(Merger)",
        peer.name,
        "alpha.example",
        "first.csv",
        "second.csv",
        "succ.csv",
    ):
        assert words in page, words
    assert "Took over from" in client.get(reverse("organisation:inspect", args=[new.pk])).content.decode()


def test_the_search_of_the_register_finds_former_names(client, staff):
    trust = OrganisationFactory(name="Lambwell")
    trust.former_names.create(name="Northmarsh", until=date(2020, 4, 1))
    OrganisationFactory(name="Elsewhere")
    page = client.get(reverse("organisation:index"), {"q": "northmarsh"}).content.decode()
    assert "Lambwell" in page
    assert "Elsewhere" not in page


def test_the_form_keeps_the_old_name_the_code_and_offers_open_regions_only(client, staff):
    Region.objects.filter(slug="south-west").update(closed_on=date(2020, 1, 1))
    trust = OrganisationFactory(name="Northmarsh", code="X-1")
    address = reverse("organisation:edit", args=[trust.pk])
    page = client.get(address).content.decode()
    assert "South East</option>" in page
    assert "South West</option>" not in page
    fields = {"code": "X-2", "name": "North Marsh", "kind": "trust", "region": trust.region_id, "invented": "on"}
    response = client.post(address, fields)
    assert response.status_code == 302, response.content.decode()
    trust.refresh_from_db()
    assert (trust.code, trust.name) == ("X-1", "North Marsh")
    assert [former.name for former in trust.former_names.all()] == ["Northmarsh"]
    assert LogEntry.objects.get(action="organisations/changed").data == {"fields": ["name"]}


def test_staff_add_an_entry_by_hand(client, staff):
    fields = {"code": "QZ1", "name": "A Board", "kind": "commissioner"}
    assert client.post(reverse("organisation:add"), fields).status_code == 302
    assert Organisation.objects.get(code="QZ1").kind == "commissioner"


def test_only_what_nothing_refers_to_can_be_deleted(client, staff):
    typed, used = OrganisationFactory(name="Typed by mistake"), UserFactory().trust
    for one in (typed, used):
        client.post(reverse("organisation:delete", args=[one.pk]))
    assert not Organisation.objects.filter(pk=typed.pk).exists()
    assert Organisation.objects.filter(pk=used.pk).exists()
    page = client.get(reverse("organisation:delete", args=[used.pk]), follow=True).content.decode()
    assert "Give it a last day instead" in page


def test_who_may_not_delete_is_not_told_whether_it_could_be(client, home):
    editor = UserFactory(is_staff=True)
    editor.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "view_organisation"]))
    client.force_login(editor)
    used = UserFactory().trust
    response = client.get(reverse("organisation:delete", args=[used.pk]))
    assert response.status_code in {302, 403}
    assert "inspect" not in response.get("Location", "")
