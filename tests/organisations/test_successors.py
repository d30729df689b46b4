"""Who became whom: from the successor file, by hand, and as people read it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.organisations.actions import confirm_import, keep_organisation, preview_import
from portal.organisations.models import Organisation, PeerGroup, Region, RegisterImport, Succession
from tests.factories.organisations import OrganisationFactory, ods_file, ods_row
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def trust(code: str, name: str = "", **fields) -> Organisation:
    return OrganisationFactory(code=code, name=name or code, invented=False, **fields)


def closed(code: str, name: str = "", on: date = date(2026, 3, 31), **fields) -> Organisation:
    return trust(code, name, closed_on=on, **fields)


def take(*rows: list[str], holds: str = "successors") -> RegisterImport:
    one = preview_import(actor=None, file=ods_file(*rows), name="succ.csv", holds=holds)
    if one.state == "waiting":
        confirm_import(actor=None, register_import=one, plan=one.plan, without_broken_rows=True)
    return one


def shown(organisation: Organisation) -> str:
    return Organisation.objects.get(pk=organisation.pk).in_full


def test_a_closed_trust_points_to_its_successor_and_says_since_when():
    old, new = closed("RX1", "Northmarsh"), trust("RX2", "Lambwell")
    one = take(["RX1", "RX2", "Merger", "20260401"])
    old.refresh_from_db()
    assert (old.successor, old.succeeded_on, old.today()) == (new, date(2026, 4, 1), new)
    assert shown(old) == "Northmarsh, now part of Lambwell since 1 April 2026"
    assert shown(new) == "Lambwell"
    assert old.successions.get().reason == "Merger"
    assert old.imported_changes.get().source == one


def test_people_read_beside_a_name_what_became_of_the_trust(client, home):
    old, _ = closed("RX1", "Northmarsh <b>"), trust("RX2", "Lambwell")
    take(["RX1", "RX2", "Merger", "20260401"])
    client.force_login(UserFactory(trust=old))
    for address in (reverse("home:mine"), reverse("users:profile")):
        page = client.get(address).content.decode()
        assert "Northmarsh &lt;b&gt;, now part of Lambwell since 1 April 2026" in page


def test_a_list_of_names_asks_nothing_more_for_trusts_that_have_gone(django_assert_num_queries):
    for number in range(5):
        closed(f"RX{number}", successor=trust(f"RY{number}"), succeeded_on=date(2026, 4, 1))
    with django_assert_num_queries(1):
        assert all(
            "now part of" in one.in_full for one in Organisation.objects.with_successors().filter(code__startswith="RX")
        )


def test_a_chain_leads_to_what_exists_today():
    a, b, c = closed("RX1", "A", date(2020, 3, 31)), closed("RX2", "B"), trust("RX3", "C")
    take(["RX1", "RX2", "M", "20200401"], ["RX2", "RX3", "M", "20260401"])
    a.refresh_from_db()
    assert a.successor == b
    assert a.today() == c
    assert a.today(date(2021, 1, 1)) == b
    assert shown(a) == "A, now part of C since 1 April 2026"


def test_a_successor_of_tomorrow_is_not_followed_today():
    tomorrow = timezone.localdate() + timedelta(days=1)
    old, new = closed("RX1", on=timezone.localdate()), trust("RX2")
    take(["RX1", "RX2", "M", f"{tomorrow:%Y%m%d}"])
    old.refresh_from_db()
    assert old.successor == new
    assert (old.today(), old.today(tomorrow)) == (old, new)
    assert old in Organisation.objects.open()
    assert old not in Organisation.objects.open(tomorrow)


def test_the_same_successors_twice_change_nothing():
    closed("RX1"), trust("RX2")
    take(["RX1", "RX2", "M", "20260401"])
    assert take(["RX1", "RX2", "M", "20260401"]).state == "nothing"
    assert Succession.objects.count() == 1


def test_a_circle_is_refused_also_one_that_closes_within_the_file():
    for code in ("RX1", "RX2", "RX3"):
        closed(code)
    one = take(["RX1", "RX2", "M", "20260401"], ["RX2", "RX3", "M", "20260401"], ["RX3", "RX1", "M", "20260401"])
    assert [(fault["line"], fault["column"]) for fault in one.faults] == [(3, 2)]
    assert "leads back" in one.faults[0]["why"]
    assert Organisation.objects.get(code="RX3").successor is None


def test_a_split_is_kept_as_history_and_points_nowhere():
    old = closed("RX1", "Old")
    trust("RX2"), trust("RX3")
    one = take(["RX1", "RX2", "Split", "20260401"], ["RX1", "RX3", "Split", "20260401"])
    old.refresh_from_db()
    assert old.successor is None
    assert {step.new.code for step in old.successions.all()} == {"RX2", "RX3"}
    assert "several successors" in one.preview["notes"][0]
    assert shown(old) == "Old (closed 31 March 2026)"


def test_of_two_successors_the_later_one_is_the_pointer():
    old, _, later = closed("RX1"), trust("RX2"), trust("RX3")
    take(["RX1", "RX2", "Part", "20200401"], ["RX1", "RX3", "Merger", "20260401"])
    old.refresh_from_db()
    assert old.successor == later
    assert old.successions.count() == 2


def test_an_open_organisation_gets_its_pointer_when_it_closes():
    take(ods_row("RX1", "ALPHA"), ods_row("RX2", "BETA"), holds="trust")
    one = take(["RX1", "RX2", "M", "20260401"])
    assert "still open" in one.preview["notes"][0]
    assert Organisation.objects.get(code="RX1").successor is None
    take(ods_row("RX1", "ALPHA", closed="20260331"), ods_row("RX2", "BETA"), holds="trust")
    assert Organisation.objects.get(code="RX1").successor.code == "RX2"


def test_rows_about_bodies_outside_the_register_are_passed_over_and_an_unknown_successor_is_an_error():
    closed("RX1")
    one = take(["5AB", "5CD", "M", "20130401"], ["RX1", "RX9", "M", "20260401"])
    assert (one.counts["left_out"], one.broken) == (1, 1)
    assert "does not know the successor" in one.faults[0]["why"]


def test_a_corrected_day_moves_the_successor():
    old, _ = closed("RX1"), trust("RX2")
    take(["RX1", "RX2", "M", "20260401"])
    one = take(["RX1", "RX2", "M", "20260501"])
    old.refresh_from_db()
    assert (one.counts["changed"], old.succeeded_on) == (1, date(2026, 5, 1))


def test_the_database_refuses_that_something_succeeds_itself():
    one = trust("RX1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(old=one, new=one, on=date(2026, 4, 1))


def test_a_form_refuses_a_circle_and_a_successor_of_what_is_open():
    a, b = closed("RX1"), closed("RX2")
    Organisation.objects.filter(pk=b.pk).update(successor=a)
    a.successor = Organisation.objects.get(pk=b.pk)
    with pytest.raises(ValidationError, match="leads back"):
        a.clean()
    c = trust("RX3")
    c.successor = a
    with pytest.raises(ValidationError, match="last day"):
        c.clean()


def test_a_circle_in_the_data_never_hangs():
    a, b = closed("RX1"), closed("RX2")
    Organisation.objects.filter(pk=a.pk).update(successor=b)
    Organisation.objects.filter(pk=b.pk).update(successor=a)
    assert Organisation.objects.get(pk=a.pk).today() == b


def test_what_staff_mend_by_hand_stays_in_the_history():
    staff, old, new = StaffFactory(), trust("RX1", "Northmarsh"), trust("RX2", "Lambwell")
    old.name, old.closed_on, old.successor = "North Marsh", date(2026, 3, 31), new
    keep_organisation(actor=staff, organisation=old)
    assert [former.name for former in old.former_names.all()] == ["Northmarsh"]
    assert (old.successions.get().new, old.succeeded_on) == (new, date(2026, 4, 1))


def test_staff_take_back_the_successor_they_wrote_but_not_what_a_file_said():
    staff, old, new, other = StaffFactory(), closed("RX1"), trust("RX2"), trust("RX3")
    take(["RX1", "RX2", "M", "20260401"])
    old.refresh_from_db()
    for successor in (other, new):
        old.successor = successor
        keep_organisation(actor=staff, organisation=old)
    assert [step.new for step in old.successions.all()] == [new]


def test_closing_by_hand_finds_the_successor_that_a_file_named_before():
    staff, old, new = StaffFactory(), trust("RX1"), trust("RX2")
    take(["RX1", "RX2", "M", "20260401"])
    old.closed_on = date(2026, 3, 31)
    keep_organisation(actor=staff, organisation=old)
    assert (old.successor, old.succeeded_on) == (new, date(2026, 4, 1))


def test_what_has_gone_is_found_by_the_name_of_what_it_became_and_the_other_way_round():
    old, new = closed("RX1", "Northmarsh"), trust("RX2", "Lambwell")
    old.former_names.create(name="Saltpan", until=date(2010, 4, 1))
    take(["RX1", "RX2", "M", "20260401"])
    assert set(Organisation.objects.called("saltpan")) == {old, new}
    assert set(Organisation.objects.called("northmarsh").open()) == {new}
    assert set(Organisation.objects.called("rx2")) == {new}


def test_peers_are_of_the_same_type_and_region_unless_staff_made_a_group():
    london, midlands = Region.objects.get(slug="london"), Region.objects.get(slug="midlands")
    one, same = (trust(code, trust_type="acute", region=london) for code in ("RX1", "RX2"))
    other = trust("RX3", trust_type="acute", region=midlands)
    closed("RX4", trust_type="acute", region=london)
    trust("RX5", trust_type="teaching", region=london)
    assert (list(one.peers()), one.peer_words) == ([same], "Acute, London")
    group = PeerGroup.objects.create(name="Near an airport")
    Organisation.objects.filter(pk__in=[one.pk, other.pk]).update(peer_group=group)
    one.refresh_from_db()
    assert (list(one.peers()), one.peer_words) == ([other], "Peer group: Near an airport")
    assert not trust("RX6", region=None).peers().exists()
