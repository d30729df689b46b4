"""Cohorts: a rule, its list, and the day it was frozen."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.programme import actions
from portal.programme.models import Cohort, Observation
from portal.programme.periods import financial_year
from tests.clients import Client
from tests.factories.organisations import OrganisationFactory
from tests.factories.programme import make_analyst, measure, observe
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

YEAR = financial_year(2017)
LINE = 400_000_00


@pytest.fixture
def trusts():
    """Three above the line, one upon it, one below."""
    amounts = [900_000_00, 500_000_00, LINE + 1, LINE, 10_00]
    found = [OrganisationFactory(kind="trust", name=f"Invented {letter}") for letter in "ABCDE"]
    for trust, amount in zip(found, amounts, strict=True):
        observe(trust, "income-opportunity", YEAR, amount)
    return found


@pytest.fixture
def analyst():
    return make_analyst()


@pytest.fixture
def client(analyst):
    client = Client()
    client.force_login(analyst)
    return client


RULE = {"name": "Support in 2018/19", "period": "2017/18", "above": "400000"}


def drafted(client) -> Cohort:
    form = {**RULE, "definition": measure("income-opportunity").pk}
    assert client.post("/support/cohorts/new/", form).status_code == 302
    return Cohort.objects.get()


def test_the_rule_gives_those_above_the_line_and_not_those_upon_it(client, trusts):
    page = client.get(drafted(client).get_absolute_url()).content.decode()
    assert "Income opportunity above £400,000 in 2017/18: 3 trusts, £1,800,000.01 together" in page
    assert [trust.name in page for trust in trusts] == [True, True, True, False, False]


def test_a_frozen_list_never_changes_whatever_is_measured_later(client, trusts):
    cohort = drafted(client)
    page = client.get(f"{cohort.get_absolute_url()}freeze/").content.decode()
    assert "This cannot be undone" in page
    seen = 1_800_000_01
    client.post(f"{cohort.get_absolute_url()}freeze/", {"seen": seen, "reason": "The letter of 2018/19"})
    Observation.objects.of_trusts().update(amount=1)
    page = client.get(cohort.get_absolute_url()).content.decode()
    assert "£1,800,000.01 together" in page
    assert "The letter of 2018/19" in page
    with pytest.raises(actions.AlreadyFrozenError):
        actions.freeze_cohort(actor=make_analyst(), cohort=cohort, reason="Again", seen=seen)


def test_a_list_that_changed_since_it_was_read_is_not_frozen_and_the_reason_is_kept(client, trusts):
    cohort = drafted(client)
    sent = {"seen": 5, "reason": "Because it is so"}
    page = client.post(f"{cohort.get_absolute_url()}freeze/", sent)
    assert page.status_code == 422
    assert "changed since you read it" in page.content.decode()
    assert "Because it is so" in page.content.decode()
    cohort.refresh_from_db()
    assert not cohort.is_frozen


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"period": "2017-04"}, "This measure covers a year"),
        ({"period": "soon"}, "Write a year of accounts"),
        ({"above": "-1"}, "greater than or equal to 0"),
        ({"name": ""}, "There is a problem"),
    ],
)
def test_a_rule_that_makes_no_sense_is_told_so(client, trusts, change, words):
    form = {**RULE, "definition": measure("income-opportunity").pk, **change}
    page = client.post("/support/cohorts/new/", form)
    assert page.status_code == 422
    assert words in page.content.decode()


def test_a_cohort_is_drawn_by_an_amount_and_never_by_a_share(client):
    form = {**RULE, "definition": measure("identified-of-expected").pk, "period": "2017-04"}
    assert client.post("/support/cohorts/new/", form).status_code == 422


def test_two_cohorts_stand_side_by_side(client, trusts, analyst):
    first = drafted(client)
    actions.freeze_cohort(actor=analyst, cohort=first, reason="First", seen=1_800_000_01)
    later = financial_year(2018)
    observe(trusts[0], "income-opportunity", later, 600_000_00)
    observe(trusts[4], "income-opportunity", later, 700_000_00)
    second = actions.draft_cohort(
        actor=analyst, name="Second", definition=measure("income-opportunity"), period=later, above=LINE
    )
    page = client.get(f"/support/cohorts/{first.pk}/beside/{second.pk}/").content.decode()
    assert "In both: 1" in page
    assert f"Only in {first}: 2" in page
    assert "Only in Second: 1" in page


def test_cohorts_are_for_the_programmes_staff_and_frozen_by_analysts(client, trusts):
    cohort = drafted(client)
    member, staff = Client(), Client()
    member.force_login(UserFactory())
    staff.force_login(StaffFactory(is_superuser=False))
    assert member.get(cohort.get_absolute_url()).status_code == 404
    assert member.get("/support/cohorts/").status_code == 404
    assert staff.get(cohort.get_absolute_url()).status_code == 200
    assert staff.get(f"{cohort.get_absolute_url()}freeze/").status_code == 403


def test_the_list_of_cohorts_costs_the_same_however_many_there_are(client, trusts, analyst):
    drafted(client)
    client.get("/support/cohorts/")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/support/cohorts/")
        return len(captured)

    before = queries()
    for number in range(5):
        actions.draft_cohort(
            actor=analyst,
            name=f"More {number}",
            definition=measure("income-opportunity"),
            period=YEAR,
            above=number,
        )
    assert queries() == before
