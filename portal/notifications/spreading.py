"""Who hears of what happened, and how: followers and members, each by their own choice. Safe to repeat at any point."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.cms.audience import holding, providers

from .kinds import kinds
from .models import Follow, Happening, Notice, Preference
from .models.news import Level

BATCH = 1000  # people; what a spreading holds in memory, however many hear


def spread(happening_id: int) -> int:
    """A notice for everybody who follows it or belongs there, batch by batch: one that stops half-way begins anew."""
    happening = Happening.objects.to_spread().filter(pk=happening_id).first()
    if happening is None:
        return 0
    people, last, told = hearers(happening), 0, 0
    while keys := list(people.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        give_notices(happening, keys)
        last, told = keys[-1], told + len(keys)
    Happening.objects.filter(pk=happening.pk).update(spread_at=timezone.now())
    return told


def hearers(happening: Happening) -> QuerySet:
    """Those who follow it or belong to its group, may see it, have not muted it, and did not do it themselves.

    Whoever was told of the same cause by name, as of an answer, has heard of it.
    """
    things = happening.things
    people = get_user_model()._default_manager.filter(is_active=True).exclude(pk=happening.by_id or 0)
    heard = people.filter(pk__in=Follow.objects.filter(about__in=things, muted=False).values("person"))
    with_members = happening.group and kinds()[happening.kind].members
    for provider in providers("belonging") if with_members else []:
        if (members := provider(happening.group)) is not None:
            heard |= people.filter(pk__in=members)
    muted = Follow.objects.filter(about__in=things, muted=True)
    cause = happening.key.removeprefix(f"{happening.kind}:")
    others = [f"{kind}:{cause}" for kind in kinds() if kind != happening.kind]
    told = Notice.objects.filter(happening__about=happening.about, happening__key__in=others)
    heard = heard.filter(holding(happening.audience)).exclude(pk__in=muted.values("person"))
    return heard.exclude(pk__in=told.values("person"))


@transaction.atomic
def give_notices(happening: Happening, people: Iterable[int], *, by_name: bool = False, mailed: bool = False) -> None:
    """One notice each, unless there is one. Whoever wants no mail of it, or had one, has it alone: nothing waits."""
    now, levels = timezone.now(), levels_for(happening, people)
    Notice.objects.bulk_create(
        [
            Notice(
                happening=happening,
                person_id=person,
                level=level,
                at=now,
                by_name=by_name,
                settled_at=now if mailed or level == Level.OFF else None,
            )
            for person, level in levels.items()
        ],
        ignore_conflicts=True,
        batch_size=BATCH,
    )


def levels_for(happening: Happening, people: Iterable[int]) -> dict[int, str]:
    """How each hears: as they chose for this topic in this network, else everywhere, else as the kind has it."""
    kind = kinds()[happening.kind]
    levels = dict.fromkeys(people, str(kind.level))
    chosen = Preference.objects.filter(person__in=levels, topic=kind.topic, group__in=["", happening.group])
    # The choice for everywhere first: one for the network overwrites it.
    for person, level in chosen.order_by("group").values_list("person", "level"):
        levels[person] = level
    return levels
