"""Two ledgers that are never mixed: who claims cannot validate, the same pound counts once, and counts stand beside."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from portal.audit.models import LogEntry
from portal.cms.models import Theme
from portal.notifications.models import Mail
from portal.organisations.models import Organisation
from portal.programme import actions
from portal.programme.balancing import quarters
from portal.programme.ledgers import Ledger, MixedMoneyError, Money, Stage, lines, share
from portal.programme.models import BalancingReturn, Benefit
from portal.programme.periods import financial_year, month
from portal.programme.rollup import roll_up
from portal.users.models import Role
from tests.factories.organisations import OrganisationFactory
from tests.factories.support import make_officer, make_package, make_supporter
from tests.factories.users import StaffFactory

pytestmark = pytest.mark.django_db

COUNTS = {"not_taken_up": 1, "cleared": 40, "exempt": 9, "in_error": 2, "refunds": 3, "complaints": 0}


@pytest.fixture
def trust() -> Organisation:
    return OrganisationFactory(kind="trust")


@pytest.fixture
def officer(trust):
    return make_officer(trust)


@pytest.fixture
def director(trust):
    return make_officer(trust, Role.FINANCE_DIRECTOR)


@pytest.fixture
def theme() -> Theme:
    return Theme.objects.get(slug="debt-recovery")


def forecast(trust, officer, theme, **given) -> Benefit:
    words = {"ledger": "cash", "title": "Calls", "text": "By month", "period": financial_year(2026), "pence": 500_000}
    return actions.forecast_benefit(actor=officer, trust=trust, theme=theme, **(words | given))


def claimed(trust, officer, theme, **given) -> Benefit:
    one = forecast(trust, officer, theme, **given)
    return actions.claim_benefit(actor=officer, benefit=one, pence=one.pence, reason="The ledger.")


def validated(trust, officer, director, theme, **given) -> Benefit:
    one = claimed(trust, officer, theme, **given)
    return actions.validate_benefit(actor=director, benefit=one, seen=one.pence)


def address(name: str, benefit: Benefit) -> str:
    return reverse(f"programme:{name}", args=[benefit.organisation.code, benefit.pk])


@pytest.mark.parametrize(("ledger", "stage"), [("income", "validated"), ("cash", "claimed"), ("income", "claimed")])
def test_money_of_another_ledger_or_stage_is_no_sum(ledger: str, stage: str) -> None:
    one = Money(ledger=Ledger.CASH, stage=Stage.VALIDATED, pence=1)
    with pytest.raises(MixedMoneyError):
        one + Money(ledger=Ledger(ledger), stage=Stage(stage), pence=1)
    assert (one + one).pence == 2


def test_only_validated_money_of_its_ledger_counts_against_what_is_to_be_reached() -> None:
    income, cash = lines([Money(ledger=Ledger.INCOME, stage=Stage.VALIDATED, pence=25_000_00)])
    assert share(income.validated, of=100_000_00, ledger=Ledger.INCOME) == "25% of £100,000"
    for wrong, ledger in ((income.validated, Ledger.CASH), (income.claimed, Ledger.INCOME)):
        with pytest.raises(MixedMoneyError):
            share(wrong, of=1, ledger=ledger)
    assert cash.validated.pence == 0


def test_an_officer_claims_and_the_finance_director_validates(client: Client, trust, officer, director, theme) -> None:
    client.force_login(officer)
    given = {"ledger": "cash", "theme": theme.pk, "title": "Calls", "text": "By month", "period": "2026/27"}
    page = client.post(reverse("programme:forecast_benefit", args=[trust.code]), {**given, "pence": "much"})
    assert page.status_code == 422 and "By month" in page.content.decode()
    client.post(reverse("programme:forecast_benefit", args=[trust.code]), {**given, "pence": "£4,000"})
    one = Benefit.objects.get()
    client.post(address("claim_benefit", one), {"pence": "3500.50", "reason": "The ledger"})
    assert Mail.objects.get().to == director.email
    assert client.post(address("validate_benefit", one), {"seen": "350050"}).status_code == 403
    client.force_login(director)
    assert "Validate it" in client.get(one.get_absolute_url()).content.decode()
    client.post(address("validate_benefit", one), {"seen": "350050"})
    one.refresh_from_db()
    assert one.stage == "validated" and one.pence == 350_050
    assert [step.stage for step in one.steps.all()] == ["forecast", "claimed", "validated"]
    assert Mail.objects.filter(to=officer.email).count() == 1
    assert LogEntry.objects.filter(action="programme/benefit-validated").count() == 1


def test_whoever_claims_cannot_validate_even_as_finance_director(client, trust, director, theme) -> None:
    one = claimed(trust, director, theme)
    with pytest.raises(PermissionDenied):
        actions.validate_benefit(actor=director, benefit=one, seen=one.pence)
    client.force_login(director)
    page = client.get(one.get_absolute_url()).content.decode()
    assert "Validate it" not in page and "another finance director" in page


def test_another_amount_than_was_read_is_not_validated(client, trust, officer, director, theme) -> None:
    one = claimed(trust, officer, theme)
    client.force_login(director)
    page = client.post(address("validate_benefit", one), {"seen": "1"}, follow=True).content.decode()
    assert "it has changed since you read it" in page
    one.refresh_from_db()
    assert one.stage == "claimed"


def test_what_is_refused_says_why_and_counts_no_more(client, trust, officer, director, theme) -> None:
    one = claimed(trust, officer, theme)
    client.force_login(director)
    client.post(address("refuse_benefit", one), {"reason": "Already in the budget."})
    mail = Mail.objects.get(to=officer.email)
    assert "Already in the budget." in mail.text
    assert not Benefit.objects.counted().exists()
    assert "Already in the budget." in client.get(one.get_absolute_url()).content.decode()


def test_what_is_validated_the_finance_director_alone_withdraws(trust, officer, director, theme) -> None:
    one = validated(trust, officer, director, theme)
    with pytest.raises(PermissionDenied):
        actions.withdraw_benefit(actor=officer, benefit=one, reason="A mistake")
    actions.withdraw_benefit(actor=director, benefit=one, reason="A mistake")
    with pytest.raises(actions.StageChangedError):
        actions.withdraw_benefit(actor=officer, benefit=one, reason="Again")


def test_the_same_pound_is_refused_linked_or_told_apart(client, trust, officer, theme) -> None:
    first = forecast(trust, officer, theme)
    client.force_login(officer)
    where = reverse("programme:forecast_benefit", args=[trust.code])
    given = {"ledger": "cash", "theme": theme.pk, "title": "Letters", "text": "x", "period": "2026-11", "pence": "10"}
    page = client.post(where, given)
    assert page.status_code == 422 and "may be the same money as “Calls”" in page.content.decode()
    client.post(where, given | {"overlaps": first.pk})
    linked = Benefit.objects.exclude(pk=first.pk).get()
    assert set(Benefit.objects.counted()) == {first}
    actions.withdraw_benefit(actor=officer, benefit=first, reason="A mistake")
    assert set(Benefit.objects.counted()) == {linked}, "what it overlapped is gone, so it counts itself"
    client.post(where, given | {"title": "Third", "ledger": "income"})
    assert Benefit.objects.filter(title="Third").exists(), "the other ledger is other money"


def test_a_row_of_the_other_ledger_or_of_other_days_is_other_money(trust, officer, theme) -> None:
    forecast(trust, officer, theme, period=month(2026, 4))
    forecast(trust, officer, theme, period=month(2026, 5))
    forecast(trust, officer, theme, period=month(2026, 4), ledger="income")
    with pytest.raises(actions.SamePoundError):
        forecast(trust, officer, theme, period=financial_year(2026))
    forecast(trust, officer, theme, period=financial_year(2026), different="Another ward.")
    assert Benefit.objects.counted().count() == 4


def test_the_ledger_shows_stages_side_by_side_and_what_they_count_against(
    client, trust, officer, director, theme
) -> None:
    package = make_package(trust, pence=100_000_00 * 5)
    actions.agree_target(actor=director, package=package, pence=10_000_00, reason="Possible")
    validated(trust, officer, director, theme, pence=2_500_00)
    validated(trust, officer, director, theme, ledger="income", pence=50_000_00)
    forecast(trust, officer, theme, pence=7_000_00, different="Another")
    client.force_login(officer)
    page = client.get(reverse("programme:ledger", args=[trust.code])).content.decode()
    for words in ("£2,500", "£7,000", "£50,000", "25% of £10,000", "10% of £500,000"):
        assert words in page, words
    assert "£9,500" not in page and "£52,500" not in page, "nothing is added across stages or ledgers"


@time_machine.travel("2026-11-23")
def test_counts_of_a_quarter_stand_beside_the_pounds_and_can_be_given_anew(client, trust, officer) -> None:
    assert quarters(date(2026, 11, 23)) == [date(2026, 7, 1), date(2026, 4, 1), date(2026, 1, 1), date(2025, 10, 1)]
    client.force_login(officer)
    ledger = reverse("programme:ledger", args=[trust.code])
    assert "Pounds without them are not published" in client.get(ledger).content.decode()
    where = reverse("programme:give_balancing", args=[trust.code])
    assert client.post(where, {**COUNTS, "first_day": "2026-07-01", "exempt": "-1"}).status_code == 422
    for exempt in (9, 11):
        client.post(where, {**COUNTS, "first_day": "2026-07-01", "exempt": exempt})
    page = client.get(ledger).content.decode()
    assert "July to September 2026" in page and "Complaints that name discrimination" in page
    assert BalancingReturn.objects.get().exempt == 11
    assert "July to September 2026" in client.get(reverse("programme:worth", args=[trust.code])).content.decode()


def test_the_roll_up_is_not_taken_away_while_counts_are_missing(client, trust, officer, director, theme) -> None:
    validated(trust, officer, director, theme)
    client.force_login(StaffFactory())
    where, taken = reverse("programme:benefits"), "/exports/lists/programme/benefits/?by=trust"
    page = client.get(where).content.decode()
    assert "cannot be taken away" in page and str(trust) in page
    assert client.get(taken).status_code == 404
    actions.give_balancing(actor=officer, trust=trust, first_day=quarters(localdate())[0], **COUNTS)
    assert client.get(taken).status_code == 200
    assert "cannot be taken away" not in client.get(where).content.decode()


def test_it_rolls_up_by_trust_theme_region_and_cohort_in_the_order_of_names(trust, officer, director, theme) -> None:
    package = make_package(trust)
    validated(trust, officer, director, theme)
    other = OrganisationFactory(kind="trust", name="Aa Trust")
    forecast(other, make_officer(other), theme, pence=999_999_00)
    assert [row.name for row in roll_up("trust")] == ["Aa Trust", trust.name]
    (by_theme,) = roll_up("theme")
    _, cash = by_theme.lines
    assert (cash.forecast.pence, cash.validated.pence) == (999_999_00, 500_000)
    assert [row.name for row in roll_up("cohort")] == [package.place.cohort.name]
    assert [row.name for row in roll_up("region")] == ["London"]


def test_another_trust_sees_nothing_and_staff_are_logged(client, trust, officer, theme) -> None:
    one = forecast(trust, officer, theme)
    client.force_login(make_officer(OrganisationFactory(kind="trust"), Role.FINANCE_DIRECTOR))
    assert client.get(one.get_absolute_url()).status_code == 404
    assert client.get(reverse("programme:benefits")).status_code == 404
    staff = StaffFactory(is_superuser=False)
    client.force_login(staff)
    assert client.get(one.get_absolute_url()).status_code == 200
    assert client.get(reverse("programme:forecast_benefit", args=[trust.code])).status_code == 403
    assert LogEntry.objects.filter(action="audit/viewed", actor=staff, data__what="ledger").exists()
    client.force_login(make_supporter())
    assert client.get(reverse("programme:forecast_benefit", args=[trust.code])).status_code == 200


def test_pages_take_as_many_queries_with_many_benefits(
    client, trust, officer, director, theme, django_assert_max_num_queries
) -> None:
    for number in range(15):
        validated(trust, officer, director, theme, period=month(2025, number % 12 + 1), different="Another")
    client.force_login(director)
    for where in (reverse("programme:ledger", args=[trust.code]), Benefit.objects.all()[0].get_absolute_url()):
        client.get(where)
        with django_assert_max_num_queries(22):
            client.get(where)
    client.force_login(StaffFactory())
    client.get(reverse("programme:benefits"))
    with django_assert_max_num_queries(16):
        client.get(reverse("programme:benefits"))
