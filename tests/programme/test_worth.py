"""What it is worth here: exact, honest below nothing, and silent about single peers."""

from __future__ import annotations

import pytest

from portal.organisations.models import PeerGroup
from portal.programme.periods import month
from portal.programme.worth import worth
from tests.clients import Client
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import seat
from tests.factories.programme import observe
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

IDENTIFIED, RECOVERED = "identified-of-expected", "cash-of-invoiced-12m"


@pytest.fixture
def group():
    return PeerGroup.objects.create(name="Large teaching trusts")


@pytest.fixture
def trust(group):
    return OrganisationFactory(kind="trust", peer_group=group)


def year(trust, key, amount, whole=100_000_00, months=12):
    for number in range(months):
        observe(trust, key, month(2025 + number // 12, number % 12 + 1), amount, whole)


def test_nearly_all_identified_is_the_formula_with_its_numbers(trust):
    year(trust, IDENTIFIED, 60_000_00)
    identification, recovery = worth(trust)
    (answer,) = identification.answers
    assert answer.pence == 12 * 35_000_00
    assert answer.formula == "95.0% \N{MULTIPLICATION SIGN} £1,200,000 \N{MINUS SIGN} £720,000 = £420,000"
    assert answer.words == "£420,000 more in the year"
    assert recovery.year is None
    assert "twelve months in a row" in recovery.why_not


def test_a_trust_that_is_above_a_rate_is_told_so_and_not_zero(trust):
    year(trust, RECOVERED, 40_000_00)
    (answer,) = worth(trust)[1].answers
    assert answer.percent == "37.0%"
    assert answer.pence == -12 * 3_000_00
    assert answer.words.startswith("\N{MINUS SIGN}£36,000: the trust is above")


def test_a_trust_that_is_at_a_rate_has_nothing_to_gain(trust):
    year(trust, RECOVERED, 37_000_00)
    assert worth(trust)[1].answers[0].words.startswith("Nothing")


def test_the_range_is_of_the_weakest_and_the_strongest_quarter(trust):
    for number in range(12):
        amount = 20_000_00 if number < 3 else 40_000_00
        observe(trust, RECOVERED, month(2025, number + 1), amount, 100_000_00)
    (answer,) = worth(trust)[1].answers
    assert (answer.low, answer.high) == (-12 * 3_000_00, 12 * 17_000_00)


def test_four_peers_give_no_median_and_five_do(trust, group):
    year(trust, RECOVERED, 30_000_00)
    for number in range(5):
        assert len(worth(trust)[1].answers) == 1, number
        year(OrganisationFactory(kind="trust", peer_group=group), RECOVERED, (40 + number) * 1_000_00)
    answer, _ = worth(trust)[1].answers
    assert (answer.name, answer.percent) == ("At the median of its peers", "42.0%")
    year(OrganisationFactory(kind="trust", peer_group=group), RECOVERED, 90_000_00, months=11)
    assert worth(trust)[1].answers[0].percent == "42.0%", "eleven months are no year"


def test_a_hole_in_the_year_is_named(trust):
    year(trust, RECOVERED, 30_000_00, months=13)
    trust.observations.get(first_day="2025-06-01").delete()
    assert worth(trust)[1].year is None


def test_the_page_names_no_peer_and_adds_nothing_up_however_many_there_are(trust, group, django_assert_max_num_queries):
    year(trust, RECOVERED, 30_000_00)
    year(trust, IDENTIFIED, 60_000_00)
    peers = [OrganisationFactory(kind="trust", peer_group=group, name=f"Peer {number}") for number in range(6)]
    for number, peer in enumerate(peers):
        year(peer, RECOVERED, (40 + number) * 1_000_00)
    officer, client = UserFactory(), Client()
    seat(officer, trust, vouched=True)
    client.force_login(officer)
    with django_assert_max_num_queries(18):
        page = client.get(f"/support/trusts/{trust.code}/worth/").content.decode()
    assert not [peer for peer in peers if peer.name in page]
    assert "The two are never added" in page
    assert "urgent is never delayed" in page
