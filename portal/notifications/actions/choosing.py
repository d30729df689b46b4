"""What people choose about news: how they hear of it, when, what they follow, what they have read."""

from __future__ import annotations

from datetime import time

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone

from portal.audit.actions import log_aside
from portal.notifications.kinds import kinds_of
from portal.notifications.models import Follow, Notice, Preference, Rhythm
from portal.notifications.models.news import Level
from portal.notifications.querysets import label_of


@transaction.atomic
def prefer(*, person: AbstractBaseUser, topic: str, level: str, group: str = "") -> None:
    """Hear of a topic in one way, everywhere or in one network; an empty level is no choice any more.

    What waits to be mailed and is no longer wanted by mail stays in the portal only.
    """
    mine = Preference.objects.filter(person=person, topic=topic, group=group)
    if not level:
        mine.delete()
    else:
        Preference.objects.update_or_create(person=person, topic=topic, group=group, defaults={"level": level})
    if level == Level.OFF:
        waiting = Notice.objects.of(person).waiting().of_kinds(kinds_of(topic))
        if group:
            waiting = waiting.in_group(group)
        else:
            own = Preference.objects.filter(person=person, topic=topic).exclude(group="").exclude(level=Level.OFF)
            waiting = waiting.exclude(happening__group__in=own.values("group"))
        waiting.update(level=Level.OFF, settled_at=timezone.now())
    log_aside(actor=person, action="notifications/preferred", target=person, topic=topic, level=level, group=group)


@transaction.atomic
def stop_topic(*, person: AbstractBaseUser, topic: str) -> None:
    """No mail of it any more, also from a network for which they had chosen otherwise."""
    Preference.objects.filter(person=person, topic=topic).exclude(group="").delete()
    prefer(person=person, topic=topic, level=Level.OFF)


@transaction.atomic
def set_rhythm(
    *, person: AbstractBaseUser, digests: str, quiet_from: time | None = None, quiet_until: time | None = None
) -> None:
    """When the digest comes, and in which hours no news is mailed."""
    given = {"digests": digests, "quiet_from": quiet_from, "quiet_until": quiet_until}
    Rhythm.objects.update_or_create(person=person, defaults=given)
    log_aside(actor=person, action="notifications/rhythm_set", target=person, digests=digests)


@transaction.atomic
def choose_hearing(
    *,
    person: AbstractBaseUser,
    levels: dict[tuple[str, str], str],
    digests: str,
    quiet_from: time | None,
    quiet_until: time | None,
) -> None:
    """All that one form asks: levels by topic and group, and the rhythm."""
    for (topic, group), level in levels.items():
        prefer(person=person, topic=topic, level=level, group=group)
    set_rhythm(person=person, digests=digests, quiet_from=quiet_from, quiet_until=quiet_until)


@transaction.atomic
def stop_digest(*, person: AbstractBaseUser) -> None:
    """No digest any more; the quiet hours stay as they are."""
    Rhythm.objects.update_or_create(person=person, defaults={"digests": Rhythm.Digests.NEVER})
    log_aside(actor=person, action="notifications/rhythm_set", target=person, digests=Rhythm.Digests.NEVER)


@transaction.atomic
def follow(*, person: AbstractBaseUser, thing: models.Model, muted: bool = False) -> None:
    """Hear of what happens to a thing, or (muted) nothing of it. The caller has asked whether they may see it."""
    Follow.objects.update_or_create(person=person, about=label_of(thing), defaults={"muted": muted})
    log_aside(actor=person, action="notifications/muted" if muted else "notifications/followed", target=thing)


@transaction.atomic
def unfollow(*, person: AbstractBaseUser, label: str) -> None:
    """Neither follow nor mute it any more. By its label: the thing itself may be gone."""
    Follow.objects.filter(person=person, about=label).delete()
    log_aside(actor=person, action="notifications/unfollowed", target=person, thing=label)


def mark_read(*, person: AbstractBaseUser, notices: models.QuerySet) -> int:
    """They have seen these in the portal: no mail comes of them."""
    return notices.filter(person=person.pk, read_at=None).update(read_at=timezone.now())
