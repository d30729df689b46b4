"""Mail what people want to hear at once: one mail a thread, person and day; the rest goes to the digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import timezone

from portal.notifications.hearing import still_to_tell
from portal.notifications.kinds import kinds
from portal.notifications.models import Happening, Mail, Notice, Rhythm
from portal.notifications.models.news import Level
from portal.notifications.stopping import stop_url

from .mailing import Recipient, notify

BATCH = 500
GENERAL = "notifications/news"


def tell_at_once(*, now: datetime) -> int:
    """All that waits, but for people in their quiet hours. Of two side by side each finds what the other told."""
    last, told = 0, 0
    waiting = Notice.objects.waiting().filter(level=Level.AT_ONCE).order_by("pk")
    while batch := list(waiting.filter(pk__gt=last).values_list("pk", "person_id")[:BATCH]):
        told += _tell([pk for pk, _ in batch], {person for _, person in batch}, now)
        last = batch[-1][0]
    return told


@transaction.atomic
def _tell(keys: Sequence[int], people: set[int], now: datetime) -> int:
    lock(people)
    rhythms = {row.person_id: row for row in Rhythm.objects.filter(person__in=people)}
    quiet = {person for person, rhythm in rhythms.items() if rhythm.quiet_end(now)}
    waiting = Notice.objects.waiting().filter(pk__in=keys, level=Level.AT_ONCE).exclude(person__in=quiet)
    notices = list(waiting.select_related("happening", "person").order_by("pk"))
    tellable = still_to_tell(notices)
    silent = {notice.pk for notice in notices} - {notice.pk for notice in tellable}
    Notice.objects.filter(pk__in=silent).update(settled_at=now)
    first, later = one_a_thread(tellable, now)
    Notice.objects.filter(pk__in=[notice.pk for notice in later]).update(level=Level.DIGEST)
    by_happening: dict[Happening, list[Notice]] = defaultdict(list)
    for notice in first:
        by_happening[notice.happening].append(notice)
    for happening, its in by_happening.items():
        mail_news(happening, its, now)
    return len(first)


def lock(people: set[int]) -> None:
    """Held until the end of the transaction: whoever tells these people next sees what they were told."""
    rows = get_user_model()._default_manager.filter(pk__in=people).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def one_a_thread(notices: Sequence[Notice], now: datetime) -> tuple[list[Notice], list[Notice]]:
    """Those to mail, and those whose person had a mail about the same thing today already, or gets one now."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    mailed = Notice.objects.filter(
        person__in={notice.person_id for notice in notices},
        happening__about__in={notice.happening.about for notice in notices},
    ).mailed_since(midnight)
    had = set(mailed.values_list("person_id", "happening__about"))
    first, later = [], []
    for notice in notices:
        thread = (notice.person_id, notice.happening.about)
        (later if thread in had else first).append(notice)
        had.add(thread)
    return first, later


def mail_news(happening: Happening, notices: Sequence[Notice], now: datetime) -> None:
    kind = kinds()[happening.kind]
    recipients = [
        Recipient(
            notice.person.email,
            str(notice.person),
            notice.person,
            unsubscribe_url=(stop := stop_url(person=notice.person_id, topic=kind.topic)),
            words={"stop_url": stop},
        )
        for notice in notices
    ]
    mails = notify(
        recipients=recipients,
        kind=template_of(happening.kind),
        target=happening,
        thread=happening.about,
        context={
            "happening": happening,
            "topic": kind.name,
            "settings_url": f"{settings.PORTAL_URL}/me/news/settings/",
        },
    )
    mail_of: dict[int | None, Mail] = {mail.person_id: mail for mail in mails}
    for notice in notices:
        notice.mail, notice.settled_at = mail_of.get(notice.person_id), now
    Notice.objects.bulk_update(notices, ["mail", "settled_at"], batch_size=BATCH)


def template_of(kind: str) -> str:
    """A kind of news with words of its own has templates; the others share one."""
    app, _, name = kind.partition("/")
    try:
        get_template(f"{app}/email/{name}_message.txt")
    except TemplateDoesNotExist:
        return GENERAL
    return kind
