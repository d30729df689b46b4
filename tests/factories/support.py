"""Support packages and the people around them, to test with."""

from __future__ import annotations

from portal.organisations.models import Organisation
from portal.programme.actions import draft_cohort, freeze_cohort, open_packages, set_up_support
from portal.programme.models import SupportPackage
from portal.programme.periods import Period, financial_year
from portal.users.models import Role, User

from .people import seat
from .programme import measure, observe
from .users import StaffFactory, UserFactory

YEAR: Period = financial_year(2017)
OPPORTUNITY = "income-opportunity"


def make_supporter(**fields) -> User:
    """Somebody of the support team."""
    person = StaffFactory(**({"is_superuser": False} | fields))
    person.groups.add(set_up_support())
    return person


def make_officer(trust: Organisation, role: str = Role.OVM, **fields) -> User:
    """Somebody who speaks for the trust, beyond doubt."""
    return seat(UserFactory(trust=trust, **fields), trust, role, vouched=True).person


def make_package(trust: Organisation, *, pence: int = 80_000_000) -> SupportPackage:
    """The trust in a frozen cohort of its own, with a package just opened."""
    lead = StaffFactory()
    observe(trust, OPPORTUNITY, YEAR, pence)
    cohort = draft_cohort(
        actor=lead, name=f"Cohort of {trust.code}", definition=measure(OPPORTUNITY), period=YEAR, above=40_000_000
    )
    seen = sum(one.amount for one in cohort.found())
    cohort = freeze_cohort(actor=lead, cohort=cohort, reason="Much to gain.", seen=seen)
    open_packages(actor=lead, cohort=cohort)
    return SupportPackage.objects.get(place__cohort=cohort, place__organisation=trust)
