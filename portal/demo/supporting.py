"""Support packages of the invented cohort: who runs them, what is planned, late and done, a doubt and its reply."""

from __future__ import annotations

from datetime import timedelta

from portal.cms.models import Theme
from portal.programme import actions
from portal.programme.models import Cohort, PackageItem, RagReading, SupportPackage
from portal.programme.submitting import may_confirm
from portal.users.models import User
from portal.users.trusts import own_trusts

from .cast import Cast

FULL = 9  # packages with a plan of their own; the others have just been opened
TIERS = ["intensive", "focused", "focused", "light"]
RAGS = [
    ("green", "The monthly meeting of finance and the overseas visitors team has begun."),
    ("amber", "Nobody stands in for the overseas visitor manager yet."),
    ("green", "The new reports run without typing."),
    ("red", "Two visits were put off, and no date is agreed."),
]
PLANS = [
    ("milestone", "Monthly figures come in by the tenth", "informatics-and-data", 40),
    ("visit", "First visit: one day with the team", "identification-at-first-contact", -30),
    ("visit", "Second visit: wards and booking", "interviewing-and-eligibility", 21),
    ("action", "Write the call plan for unpaid invoices", "debt-recovery", 12),
    ("risk", "The manager's post is empty from spring", "governance-and-reporting", 60),
]


def load(cast: Cast) -> None:
    cohort = Cohort.objects.exclude(frozen_at=None).get()
    team = [cast.people[part] for part in ("deputy-director", "editor", "admin")]
    actions.set_up_support().user_set.add(*team)
    lead, manager = (User.objects.get(pk=one.pk) for one in team[:2])  # they know their new rights
    actions.open_packages(actor=lead, cohort=cohort)
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    spoken = {trust.pk: person for person in cast.ovms() for trust in own_trusts(person)}
    packages = list(SupportPackage.objects.select_related("place__organisation"))
    packages.sort(key=lambda one: (one.organisation.pk not in spoken, one.organisation.name))
    for number, package in enumerate(packages[:FULL]):
        figure = package.place.amount
        actions.change_package(
            actor=lead,
            package=package,
            estimate="An invented estimate: expected income by the trust's size and place, less what it identified.",
            low=figure * 8 // 10_000_000 * 1_000_000,
            high=figure * 12 // 10_000_000 * 1_000_000,
            tier=TIERS[number % 4],
            manager=manager,
            sponsor="Deputy medical director",
            funding_ends=cast.today + timedelta(days=150 + number),
            exit_plan="The trust's own analyst keeps the reports; the buddy is rung each quarter.",
        )
        rag, reason = RAGS[number % 4]
        actions.say_how_it_stands(actor=manager, package=package, rag=rag, reason=reason)
        for turn, (kind, title, theme, days) in enumerate(PLANS[: 3 + number % 3]):
            due = cast.today + timedelta(days=days + number)
            owner = None if kind == "action" and number % 2 else manager
            item = actions.add_item(
                actor=lead, package=package, kind=kind, title=title, due=due, theme=themes[theme], owner=owner
            )
            if due < cast.today and number != 3:
                outcome = "Seen: the front desk asks everybody the same. Agreed: a weekly hour with finance."
                actions.finish_item(actor=manager, item=item, outcome=outcome)
                PackageItem.objects.filter(pk=item.pk).update(done_at=cast.ago(days=28 - turn))
        RagReading.objects.filter(package=package).update(at=cast.ago(days=9 + number))
    SupportPackage.objects.update(opened_at=cast.ago(days=120))
    _agree(cast, packages)
    first = packages[0]
    challenge = actions.raise_challenge(
        actor=spoken[first.organisation.pk],
        package=first,
        text="Our catchment has fewer visitors than the estimate takes: two of our sites closed last year.",
    )
    reply = "Thank you. The estimate is by sites of two years ago; the range now begins a fifth lower."
    actions.reply_to_challenge(actor=manager, challenge=challenge, reply=reply)


def _agree(cast: Cast, packages: list[SupportPackage]) -> None:
    """Finance directors agree what their trusts aim at, and one lets peers read its name."""
    directors = [person for part, person in cast.people.items() if "director" in part and own_trusts(person)]
    for director in directors:
        for package in packages:
            if package.organisation in own_trusts(director) and may_confirm(director, package.organisation):
                pence = package.place.amount * 4 // 10_000_000 * 1_000_000
                reason = "Four tenths of the figure, where that is possible: what the team can follow up in a year."
                actions.agree_target(actor=director, package=package, pence=pence, reason=reason)
                actions.be_named(actor=director, trust=package.organisation, named=True)
