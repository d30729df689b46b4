"""What a support package's rows add up to: its timeline, and how much work is with each specialist."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from portal.users.models import Specialist, User

from .models import PackageItem, SupportPackage


@dataclass(frozen=True)
class Moment:
    """One thing that happened."""

    at: datetime
    what: str
    words: str
    who: User | None = None


@dataclass(frozen=True)
class Load:
    """The open work of a person: how much support can still ask of them, and no measure of how well they work."""

    person: User
    themes: str
    open: int
    late: int
    is_away: bool


def timeline(package: SupportPackage, items: Iterable[PackageItem]) -> list[Moment]:
    """The latest first: opened, what was done, how it stood, what was agreed and doubted."""
    found = [Moment(package.opened_at, "Opened", package.get_tier_display())]
    done = {item.pk for item in items if item.done_at}
    for item in PackageItem.objects.filter(pk__in=done).select_related("done_by") if done else []:
        found.append(Moment(item.done_at, item.get_kind_display(), f"{item.title}: {item.outcome}", item.done_by))
    for one in package.readings.select_related("by"):
        found.append(Moment(one.at, one.get_rag_display(), one.reason, one.by))
    for doubt in package.challenges.select_related("raised_by", "replied_by"):
        found.append(Moment(doubt.raised_at, "Challenge", doubt.text, doubt.raised_by))
        if doubt.replied_at:
            found.append(Moment(doubt.replied_at, "Reply", doubt.reply, doubt.replied_by))
    if package.agreed_at:
        found.append(Moment(package.agreed_at, "Target agreed", f"{package.target}: {package.target_reason}"))
    return sorted(found, key=lambda one: one.at, reverse=True)


def load_of_specialists(today: date | None = None) -> list[Load]:
    """By name: whoever is a specialist or has open work of running packages. Constant in queries."""
    today = today or timezone.localdate()
    open_items = Q(package_items__done_at=None, package_items__package__closed_at=None, package_items__isnull=False)
    people = User.objects.filter(is_active=True).filter(Q(specialities__isnull=False) | open_items)
    people = people.annotate(
        number=Count("package_items", filter=open_items, distinct=True),
        behind=Count("package_items", filter=open_items & Q(package_items__due__lt=today), distinct=True),
    )
    themes: dict[int, list[str]] = {}
    for person, theme in Specialist.objects.order_by("theme__order").values_list("person", "theme__name"):
        themes.setdefault(person, []).append(theme)
    away = set(Specialist.objects.away_on(today).values_list("person", flat=True))
    return [
        Load(one, ", ".join(themes.get(one.pk, [])), one.number, one.behind, one.pk in away)
        for one in people.distinct().order_by("last_name", "first_name", "pk")
    ]
