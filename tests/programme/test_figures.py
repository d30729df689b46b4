"""Figures know what they measure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.audit.models import LogEntry
from portal.programme.figures import Figure, MixedDefinitionsError, pounds, together, total
from portal.programme.models import Definition, Observation
from portal.programme.periods import financial_year, month, read_period
from portal.users.models import Role
from tests.clients import Client
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import seat
from tests.factories.programme import measure, observe
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

AMOUNTS = st.integers(min_value=0, max_value=10**12)


def test_pounds_identified_and_pounds_received_are_no_sum():
    identified = Figure(definition=1, amount=100, whole=200)
    received = Figure(definition=2, amount=100, whole=200)
    with pytest.raises(MixedDefinitionsError):
        identified + received
    with pytest.raises(MixedDefinitionsError):
        total([identified, received])
    with pytest.raises(MixedDefinitionsError):
        together([received, identified])


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=20))
def test_shares_are_summed_above_and_below_the_line_and_never_averaged(parts):
    figures = [Figure(definition=1, amount=amount, whole=whole) for amount, whole in parts]
    found = total(figures)
    assert found.amount == sum(amount for amount, _ in parts)
    assert found.whole == sum(whole for _, whole in parts)
    assert (found.share is None) == (found.whole == 0)


def test_a_share_is_rounded_half_up_and_nothing_below_the_line_is_no_share():
    assert Figure(definition=1, amount=4265, whole=10000).percent == Decimal("42.7")
    assert Figure(definition=1, amount=1, whole=0).percent is None
    assert Figure(definition=1, amount=1).percent is None


@pytest.mark.parametrize(
    ("pence", "words"), [(0, "£0"), (123450, "£1,234.50"), (-5, "\N{MINUS SIGN}£0.05"), (4_400_000_000, "£44,000,000")]
)
def test_money_reads_as_people_write_it(pence, words):
    assert pounds(pence) == words


@pytest.mark.parametrize(
    "text", ["2026-04", "1999-13", "2026/27", "2026/28", "26/27", "april", "", "2026-4", "9999/00"]
)
def test_a_period_is_a_month_or_a_year_of_accounts(text):
    found = read_period(text)
    assert (str(found) if found else None) == {"2026-04": "2026-04", "2026/27": "2026/27"}.get(text)


def test_the_letters_rate_is_a_dated_row_of_its_own_and_the_years_are_another_definition():
    letter = Observation.objects.national().get(definition__key="cash-recovery-in-the-letter")
    assert letter.percent == Decimal("37.0")
    assert letter.period == financial_year(2018)
    assert letter.figure is None, "it was published as a rate: it enters no sum"
    years = Observation.objects.national().filter(definition__key="cash-in-year-of-identified").order_by("first_day")
    assert [one.percent for one in years] == [Decimal(share) for share in ("34.4", "37.3", "32.0", "34.1", "30.3")]
    assert letter.definition.family != years[0].definition.family


def test_the_register_of_measures_shows_each_formula_to_members_alone():
    assert Client().get("/support/measures/").status_code == 302
    reader = Client()
    reader.force_login(UserFactory())
    page = reader.get("/support/measures/").content.decode()
    assert "Identified of expected income" in page
    assert "cash never counts towards it" in page
    assert page.count("<article") == Definition.objects.count()


def test_the_register_of_measures_costs_the_same_however_many_there_are(django_assert_max_num_queries):
    reader = Client()
    reader.force_login(UserFactory())
    reader.get("/support/measures/")
    with django_assert_max_num_queries(8):
        reader.get("/support/measures/")


class TestATrustsPage:
    @pytest.fixture
    def trust(self):
        trust = OrganisationFactory(kind="trust")
        for number in range(1, 4):
            observe(trust, "cash-of-invoiced-12m", month(2025, number), 37_00, 100_00)
        return trust

    def page(self, person, trust):
        client = Client()
        client.force_login(person)
        return client.get(f"/support/trusts/{trust.code}/figures/")

    def test_is_there_for_those_who_keep_its_figures_and_for_no_other_trust(self, trust):
        officer, other = UserFactory(), UserFactory()
        seat(officer, trust, Role.INFORMATICS_LEAD, vouched=True)
        seat(other, OrganisationFactory(kind="trust"), Role.OVM, vouched=True)
        assert "37.0%" in self.page(officer, trust).content.decode()
        assert self.page(other, trust).status_code == 404

    def test_is_not_there_for_a_seat_that_nobody_vouched_for_nor_for_a_commissioner(self, trust):
        claimed, commissioner = UserFactory(), UserFactory()
        seat(claimed, trust, Role.OVM)
        seat(commissioner, trust, Role.COMMISSIONER, vouched=True)
        assert self.page(claimed, trust).status_code == 404
        assert self.page(commissioner, trust).status_code == 404

    def test_each_look_of_staff_is_logged_and_the_trusts_own_is_not(self, trust):
        staff, officer = StaffFactory(), UserFactory()
        seat(officer, trust, vouched=True)
        self.page(officer, trust)
        assert not LogEntry.objects.filter(action="audit/viewed").exists()
        assert self.page(staff, trust).status_code == 200
        assert LogEntry.objects.get(action="audit/viewed").data == {"what": "figures"}

    def test_costs_the_same_however_many_figures_there_are(self, trust, django_assert_max_num_queries):
        officer, client = UserFactory(), Client()
        seat(officer, trust, vouched=True)
        client.force_login(officer)
        client.get(f"/support/trusts/{trust.code}/figures/")
        for year in (2021, 2022, 2023):
            for number in range(1, 13):
                observe(trust, "written-off", month(year, number), 5_00)
        with django_assert_max_num_queries(9):
            assert "£5" in client.get(f"/support/trusts/{trust.code}/figures/").content.decode()

    def test_always_says_what_never_changes(self, trust):
        assert "urgent is never delayed" in self.page(StaffFactory(), trust).content.decode()

    def test_the_finance_director_confirms_a_month_and_nobody_else_does(self, trust):
        director, officer = UserFactory(), UserFactory()
        seat(director, trust, Role.FINANCE_DIRECTOR, vouched=True)
        seat(officer, trust, Role.OVM, vouched=True)
        address = f"/support/trusts/{trust.code}/figures/confirm/"
        client = Client()
        client.force_login(officer)
        assert client.post(address, {"period": "2025-01"}).status_code == 403
        client.force_login(director)
        assert "Confirm<span" in self.page(director, trust).content.decode()
        client.post(address, {"period": "2025-01"})
        client.post(address, {"period": "2025-01"})
        final = Observation.objects.filter(organisation=trust, status="final")
        assert [(one.period, one.confirmed_by) for one in final] == [(month(2025, 1), director)]
        assert LogEntry.objects.filter(action="programme/confirmed-figures").count() == 1
        assert client.post(address, {"period": "soon"}).status_code == 404


def test_a_share_without_its_whole_is_refused():
    one = Observation(definition=measure("invoices-paid-of-raised"), first_day=month(2025, 1).first, amount=3)
    one.last_day, one.as_at = financial_year(2025).last, financial_year(2025).last
    one.first_day = financial_year(2025).first
    with pytest.raises(Exception, match="invoices raised"):
        one.clean()
