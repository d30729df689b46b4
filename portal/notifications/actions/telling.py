"""Say that something happened: one row for the event, one notice for each person who hears of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction

from portal.notifications.kinds import kinds
from portal.notifications.models import Happening, Notice
from portal.notifications.querysets import label_of


@transaction.atomic
def happened(
    *,
    kind: str,
    about: models.Model,
    title: str,
    url: str,
    audience: Iterable[str],
    key: str,
    to: Iterable[AbstractBaseUser] = (),
    excerpt: str = "",
    group: models.Model | None = None,
    by: AbstractBaseUser | None = None,
    spread: bool = False,
) -> Happening:
    """Tell people, each the way they chose. Called in the transaction of the change; the same `key` happens once.

    `kind` is declared by its app (`PORTAL_PROVIDERS["news"]`). `about` is what a reader would open (a thread, a
    meeting), `group` the network it belongs to. `to` are those whom it concerns by name: an answer, a decision.
    `spread` lets everybody hear who follows `about` or belongs to `group`; that is written by a task soon after.
    Whoever did it (`by`) hears nothing of it; nor does anybody who may not see it (`audience`: tokens).
    """
    happening, _ = Happening.objects.get_or_create(
        key=f"{kind}:{key}"[:200],
        defaults={
            "kind": kind,
            "about": label_of(about),
            "group": label_of(group) if group else "",
            "title": title[:200],
            "excerpt": excerpt[:300],
            "url": url[:300],
            "by": by,
            "audience": sorted(audience),
        },
    )
    level = kinds()[kind].level
    people = {person.pk: person for person in to if by is None or person.pk != by.pk}
    Notice.objects.bulk_create(
        [Notice(happening=happening, person=person, level=level) for person in people.values()], ignore_conflicts=True
    )
    return happening
