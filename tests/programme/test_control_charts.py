"""A control chart as people see it: its finding, its table, its refusals and its steps."""

from __future__ import annotations

import pytest

from portal.audit.models import LogEntry
from portal.programme.control_charts import ControlChart
from portal.programme.figures import MixedDefinitionsError
from portal.programme.models import ChartStep, Observation
from portal.programme.periods import financial_year, month
from portal.users.models import Role
from tests.clients import Client
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import seat
from tests.factories.programme import measure, observe
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

KEY = "cash-of-invoiced-12m"


@pytest.fixture
def trust():
    return OrganisationFactory(kind="trust")


@pytest.fixture
def officer(trust):
    officer = UserFactory()
    seat(officer, trust, Role.INFORMATICS_LEAD, vouched=True)
    return officer


@pytest.fixture
def client(officer):
    client = Client()
    client.force_login(officer)
    return client


def months(count: int, start: int = 2024):
    return [month(start + number // 12, number % 12 + 1) for number in range(count)]


def series(trust, shares, key=KEY):
    for period, share in zip(months(len(shares)), shares, strict=True):
        observe(trust, key, period, round(share * 100), 100_00)


def address(trust, key=KEY) -> str:
    return f"/support/trusts/{trust.code}/charts/{measure(key).pk}/"


USUAL = [36.0, 38.0] * 8


def test_the_title_says_what_the_chart_found(client, trust):
    series(trust, USUAL)
    page = client.get(address(trust)).content.decode()
    assert "April 2025 is as usual, around 37.0%" in page
    assert "Common cause: nothing has changed" in page


def test_a_month_out_of_the_limits_is_told_as_better_or_worse_by_the_measure(client, trust):
    series(trust, [*USUAL, 60.0])
    page = client.get(address(trust)).content.decode()
    assert "May 2025 is better than usual, above the upper limit" in page
    assert "Special cause, improving" in page
    Observation.objects.filter(organisation=trust).order_by("-first_day")[0].delete()
    observe(trust, KEY, month(2025, 5), 10_00, 100_00)
    assert "May 2025 is worse than usual" in client.get(address(trust)).content.decode()


def test_the_table_holds_what_the_picture_holds(client, trust):
    series(trust, USUAL)
    figures = list(Observation.objects.filter(organisation=trust))
    chart = ControlChart(trust=trust, definition=measure(KEY), observations=figures)
    assert len(chart.rows) == len(chart.marks) == 16
    assert chart.rows[0][:3] == ["April 2025", "38.0%", "37.0%"]
    for mark in chart.marks:
        assert 0 < mark.x < 720
        assert 0 < mark.y < 300


@pytest.mark.parametrize(
    ("key", "why"), [("aged-debt", "Rolling and cumulative"), ("income-opportunity", "covers a year")]
)
def test_no_chart_is_drawn_of_what_would_mislead(client, trust, key, why):
    if key == "aged-debt":
        for period in months(14):
            observe(trust, key, period, 100_00)
    else:
        observe(trust, key, financial_year(2024), 100_00)
    page = client.get(address(trust, key)).content.decode()
    assert why in page
    assert "<svg xmlns" not in page


def test_a_missing_month_and_a_month_without_invoices_are_named(client, trust):
    series(trust, USUAL)
    gap = Observation.objects.filter(organisation=trust).order_by("first_day")[4]
    gap.delete()
    assert "The month after April 2024 is missing" in client.get(address(trust)).content.decode()
    observe(trust, KEY, month(2024, 5), 0, 0)
    assert "May 2024 has nothing to divide by" in client.get(address(trust)).content.decode()


def test_fewer_than_twelve_months_are_trial_limits(client, trust):
    series(trust, USUAL[:10])
    assert "Trial limits" in client.get(address(trust)).content.decode()


def test_figures_of_two_definitions_share_no_chart(trust):
    series(trust, USUAL)
    series(trust, USUAL, key="cash-of-invoiced-3m")
    figures = Observation.objects.filter(organisation=trust, first_day__lt="2025-01-01", definition__key=KEY)
    others = Observation.objects.filter(organisation=trust, first_day__gte="2025-01-01").exclude(definition__key=KEY)
    with pytest.raises(MixedDefinitionsError):
        ControlChart(trust=trust, definition=measure(KEY), observations=[*figures, *others])


def test_a_step_is_marked_with_its_reason_and_taken_back(client, trust):
    series(trust, [*USUAL, *(share + 20 for share in USUAL)])
    page = client.post(f"{address(trust)}steps/", {"month": "2025-05-01", "reason": ""})
    assert page.status_code == 422
    client.post(f"{address(trust)}steps/", {"month": "2025-05-01", "reason": "Debtors are rung up"})
    page = client.get(address(trust)).content.decode()
    assert "Debtors are rung up" in page
    assert "as usual, around 57.0%" in page
    step = ChartStep.objects.get()
    client.post(f"{address(trust)}steps/{step.pk}/unmark/")
    assert not ChartStep.objects.exists()
    done = LogEntry.objects.filter(target_id=str(trust.pk), action__endswith="marked-step").order_by("pk")
    assert [one.action for one in done] == ["programme/marked-step", "programme/unmarked-step"]


def test_a_step_cannot_stand_before_the_second_month(client, trust):
    series(trust, USUAL)
    sent = {"month": "2024-01-01", "reason": "Too early"}
    assert client.post(f"{address(trust)}steps/", sent).status_code == 422


def test_the_picture_alone_is_a_file_that_says_what_it_shows(client, trust):
    series(trust, USUAL)
    response = client.get(f"{address(trust)}picture.svg")
    assert response["Content-Type"].startswith("image/svg+xml")
    assert "attachment" in response["Content-Disposition"]
    assert b"as usual, around 37.0%" in response.content


def test_staff_look_and_are_logged_but_mark_nothing(trust):
    series(trust, USUAL)
    client = Client()
    client.force_login(StaffFactory(is_superuser=False))
    assert client.get(address(trust)).status_code == 200
    assert LogEntry.objects.filter(action="audit/viewed").exists()
    assert client.get(f"{address(trust)}steps/").status_code == 403


def test_a_chart_costs_the_same_however_many_months(client, trust, django_assert_max_num_queries):
    series(trust, USUAL * 3)
    client.get(address(trust))
    with django_assert_max_num_queries(12):
        client.get(address(trust))
