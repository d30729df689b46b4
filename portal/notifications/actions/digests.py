"""The digest: what somebody has not heard of otherwise, in one mail at the moment they chose, each thing once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from portal.notifications.hearing import still_to_tell
from portal.notifications.models import Digest, Happening, Mail, Notice, Rhythm
from portal.notifications.models.news import Level
from portal.notifications.naming import names_of
from portal.notifications.stopping import DIGEST, stop_url

from .at_once import lock
from .mailing import Recipient, notify

BATCH = 200  # people
EIGHT, TUESDAY = time(8), 1
SHOWN = 8  # lines of one network; the others are counted


def last_due(digests: str, now: datetime) -> datetime:
    """The last moment at which such a digest was due: by the clock on the wall, which no change of clocks reaches."""
    local = timezone.localtime(now)
    day = local.date() if local.time() >= EIGHT else local.date() - timedelta(days=1)
    if digests == Rhythm.Digests.WEEKLY:
        day -= timedelta(days=(day.weekday() - TUESDAY) % 7)
    return timezone.make_aware(datetime.combine(day, EIGHT))


def send_digests(*, now: datetime) -> int:
    """All that are due. Those missed while nothing ran come now, as one."""
    sent, names = 0, dict[str, str]()
    for digests in Rhythm.Digests.values:
        due_at, last = last_due(digests, now), 0
        people = waiting_for(digests, due_at).order_by("pk").values_list("pk", flat=True)
        while batch := list(people.filter(pk__gt=last)[:BATCH]):
            sent += _send(batch, digests, due_at, now, names)
            last = batch[-1]
    return sent


def waiting_for(digests: str, due_at: datetime) -> QuerySet:
    """Those with this rhythm for whom something waits, and who have had no digest of that moment."""
    rhythm = Q(news_rhythm__digests=digests)
    if digests == Rhythm.Digests.WEEKLY:
        rhythm |= Q(news_rhythm=None)
    waiting = Notice.objects.waiting().filter(person=OuterRef("pk"), level=Level.DIGEST, at__lt=due_at)
    had = Digest.objects.filter(person=OuterRef("pk"), due_at=due_at)
    people = get_user_model()._default_manager.filter(rhythm, is_active=True)
    return people.filter(Exists(waiting), ~Exists(had))


@transaction.atomic
def _send(batch: list[int], digests: str, due_at: datetime, now: datetime, names: dict[str, str]) -> int:
    """One batch: the digests, their mails and what they say are written together or not at all."""
    lock(set(batch))
    people = set(waiting_for(digests, due_at).filter(pk__in=batch).values_list("pk", flat=True))
    waiting = Notice.objects.waiting().filter(person__in=people, level=Level.DIGEST, at__lt=due_at)
    # Each person and each happening once, however many notices join them.
    notices = list(waiting.prefetch_related("happening", "person").order_by("-at", "-pk"))
    tellable = [] if digests == Rhythm.Digests.NEVER else still_to_tell(notices)
    told = [notice.pk for notice in tellable]
    Notice.objects.filter(pk__in={notice.pk for notice in notices}.difference(told)).update(settled_at=now)
    by_person: dict[int, list[Notice]] = defaultdict(list)
    for notice in tellable:
        by_person[notice.person_id].append(notice)
    made = Digest.objects.bulk_create([Digest(person_id=person, due_at=due_at) for person in by_person])
    for digest in made:  # by their keys: no plan of the database makes this slow, however many digests there are
        its = [notice.pk for notice in by_person[digest.person_id]]
        Notice.objects.filter(pk__in=its).update(digest=digest, settled_at=now)
    mail_digests(by_person, due_at, now, names)
    return len(by_person)


def mail_digests(by_person: dict[int, list[Notice]], due_at: datetime, now: datetime, names: dict[str, str]) -> None:
    digests = {row.person_id: row for row in Digest.objects.filter(person__in=by_person, due_at=due_at)}
    if not digests:
        return
    groups = {notice.happening.group for its in by_person.values() for notice in its}
    names.update(names_of(groups - names.keys()))
    recipients = [
        recipient_of(notices, digests[person], sections_of([notice.happening for notice in notices], names))
        for person, notices in by_person.items()
    ]
    context = {"settings_url": f"{settings.PORTAL_URL}/me/news/settings/"}
    mails = notify(
        recipients=recipients, kind="notifications/digest", target=next(iter(digests.values())), context=context
    )
    for mail in mails:
        digests[mail.person_id].mail = mail  # type: ignore[index]
    Digest.objects.bulk_update(digests.values(), ["mail"])
    for rhythm in Rhythm.objects.filter(person__in=by_person, quiet_from__isnull=False):
        if later := rhythm.quiet_end(now):
            Mail.objects.filter(digest_of__person=rhythm.person_id, digest_of__due_at=due_at).update(due_at=later)


def recipient_of(notices: Sequence[Notice], digest: Digest, sections: list[dict[str, Any]]) -> Recipient:
    person, stop = notices[0].person, stop_url(person=digest.person_id, topic=DIGEST)
    words = {"sections": sections, "count": len(notices), "stop_url": stop}
    return Recipient(person.email, str(person), person, unsubscribe_url=stop, target=digest, words=words)


def sections_of(happenings: Sequence[Happening], names: dict[str, str]) -> list[dict[str, Any]]:
    """By network and then by thread, each with its newest first."""
    networks: dict[str, dict[str, list[Happening]]] = {}
    for happening in happenings:
        networks.setdefault(happening.group, {}).setdefault(happening.about, []).append(happening)
    return [
        {
            "name": names.get(group, ""),
            "threads": [{"first": its[0], "more": len(its) - 1} for its in threads.values()][:SHOWN],
            "left_out": max(0, len(threads) - SHOWN),
        }
        for group, threads in networks.items()
    ]
