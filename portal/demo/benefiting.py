"""What support brought some invented trusts, in two ledgers; a claim that waits; and the counts beside every pound."""

from __future__ import annotations

from portal.cms.models import Theme
from portal.organisations.models import Organisation
from portal.programme import actions
from portal.programme.balancing import quarters
from portal.programme.models import BalancingReturn, SupportPackage
from portal.programme.periods import financial_year
from portal.programme.submitting import may_confirm
from portal.users.models import User
from portal.users.trusts import own_trusts

from .cast import Cast

BENEFITS = [
    ("income", "identification-at-first-contact", "Reception asks everybody the same", 9_000_000, True),
    ("cash", "debt-recovery", "Somebody rings within thirty days", 5_200_000, True),
    ("cash", "invoicing-and-pricing", "Invoices leave within ten days", 2_400_000, False),
    ("income", "informatics-and-data", "A flag in the booking system", 3_100_000, False),
]


def load(cast: Cast) -> None:
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    directors = [person for part, person in cast.people.items() if "director" in part]
    officers = {trust.pk: person for person in cast.ovms() for trust in own_trusts(person)}
    supported = Organisation.objects.filter(pk__in=SupportPackage.objects.values("place__organisation"))
    for number, trust in enumerate(supported.filter(pk__in=officers).order_by("name")):
        director = next((one for one in directors if may_confirm(one, trust)), None)
        _ledger(cast, trust, officers[trust.pk], director, themes, number)
    _balance(cast, list(supported.order_by("name")))


def _ledger(
    cast: Cast, trust: Organisation, officer: User, director: User | None, themes: dict[str, Theme], number: int
) -> None:
    year = financial_year(cast.today.year - (cast.today.month < 4))
    for turn, (ledger, theme, title, pence, recurring) in enumerate(BENEFITS[: 2 + number % 3]):
        benefit = actions.forecast_benefit(
            actor=officer,
            trust=trust,
            ledger=ledger,
            theme=themes[theme],
            title=title,
            text="Invented: the months since the change, against the same months of the year before.",
            period=year,
            pence=pence + number * 110_000,
            cost=400_000,
            recurring=recurring,
        )
        if turn < 2:
            claimed = actions.claim_benefit(
                actor=officer, benefit=benefit, pence=pence * 9 // 10, reason="The trust's ledger, month by month."
            )
            if turn == 0 and director is not None:
                actions.validate_benefit(actor=director, benefit=claimed, seen=claimed.pence)


def _balance(cast: Cast, trusts: list[Organisation]) -> None:
    """Invented counts, one trust still missing."""
    BalancingReturn.objects.bulk_create(
        BalancingReturn(
            organisation=trust,
            first_day=first,
            not_taken_up=(number + back) % 4,
            cleared=30 + (number * 7 + back * 5) % 40,
            exempt=8 + (number + back) % 11,
            in_error=(number * 3 + back) % 5,
            refunds=2 + (number + back) % 4,
            days_to_refund=6 + (number + back) % 9,
            complaints=1 if (number + back) % 13 == 0 else 0,
        )
        for number, trust in enumerate(trusts)
        for back, first in enumerate(quarters(cast.today, number=3))
        if not (number == len(trusts) - 1 and back == 0)
    )
