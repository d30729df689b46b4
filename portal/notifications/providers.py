"""What mail and work later do each minute, and what they answer when privacy asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.management import call_command
from django.db.models import Value
from django.db.models.functions import Replace

from portal.privacy.holdings import Exempt, Holding, change_rows, erase
from portal.privacy.models import Export
from portal.privacy.retention import Rule

from . import actions, queues
from .actions import Recipient, clean_mails, notify, tell_at_once
from .kinds import kinds
from .models import Bounce, Digest, Follow, Happening, Lease, Mail, Notice, Preference, Rhythm
from .outbox import wake
from .querysets import label_of
from .spreading import spread

# A sweep gives hints again; what is beyond it waits for the next minute.
SWEEP = 1000
NOBODY = "A former member"


def publish_scheduled(now: datetime) -> int:
    """Wagtail's own: pages and snippets whose time has come or gone."""
    call_command("publish_scheduled", verbosity=0)
    return 0


def sweep_mail(now: datetime) -> int:
    """Mail that nobody comes for: a lost hint, a next try, a worker that died."""
    mail_ids = list(Mail.objects.forgotten(now).values_list("pk", flat=True)[:SWEEP])
    wake(mail_ids)
    return len(mail_ids)


def spread_news(now: datetime) -> int:
    """News whose hint was lost before all who follow it had a notice."""
    forgotten = Happening.objects.forgotten(now).values_list("pk", flat=True)[:SWEEP]
    return sum(spread(key) for key in list(forgotten))


def tell_news(now: datetime) -> int:
    """What people want to hear at once: within the minute."""
    return tell_at_once(now=now)


def send_digests(now: datetime) -> int:
    """Digests whose hour has come."""
    return actions.send_digests(now=now)


def mend_queue(now: datetime) -> int:
    """What dead workers held starts again, and what was done long ago is forgotten."""
    Lease.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()
    queue = queues.configured()
    return queue.rescue(now) + queue.tidy(now) if queue else 0


def export_ready(export_id: UUID) -> None:
    """A list that took a while is there: its person hears of it, once."""
    export = Export.objects.select_related("person").get(pk=export_id)
    recipient = Recipient.of(export.person)
    notify(recipients=[recipient], kind="notifications/export_ready", target=export)


def personal_data() -> list[Holding | Exempt]:
    return [
        Holding(
            name="Mails we sent you",
            table=Mail,
            person=["person"],
            emails=["to"],
            show=mail,
            becomes="What still waits is not sent. Of the others nothing is kept but that there was one.",
            close=lambda holding, person: clean_mails(mails=holding.about(person)),
        ),
        Holding(
            name="That mail to you came back",
            table=Bounce,
            emails=["email"],
            show=lambda row: {"address": row.email, "since": row.since, "times": row.times, "said": row.said},
            becomes="Deleted.",
            close=erase,
        ),
        Exempt(table="notifications.Mail", fields=["from_email"], because="the portal's own address"),
        Holding(
            name="News you were told",
            table=Notice,
            person=["person"],
            show=notice,
            becomes="Deleted.",
            close=erase,
            related=["happening"],
        ),
        Holding(
            name="Digests you were sent",
            table=Digest,
            person=["person"],
            show=lambda row: {"due": row.due_at},
            becomes="Deleted.",
            close=erase,
        ),
        Holding(
            name="How you want to hear of news",
            table=Preference,
            person=["person"],
            show=lambda row: {"of": row.topic, "where": row.group, "how": row.get_level_display()},
            becomes="Deleted.",
            close=erase,
        ),
        Holding(
            name="What you follow and what you have muted",
            table=Follow,
            person=["person"],
            show=lambda row: {"thing": row.about, "muted": row.muted, "since": row.since},
            becomes="Deleted.",
            close=erase,
        ),
        Holding(
            name="When your digest comes",
            table=Rhythm,
            person=["person"],
            show=lambda row: {
                "digests": row.get_digests_display(),
                "quiet from": row.quiet_from,
                "until": row.quiet_until,
            },
            becomes="Deleted.",
            close=erase,
        ),
        Holding(
            name="News that you made",
            table=Happening,
            person=["by"],
            show=lambda row: {"title": row.title, "at": row.at},
            becomes="Stays without your name until the news is deleted. Nobody follows you any more.",
            close=forget_name,
        ),
    ]


def notice(row: Notice) -> dict[str, Any]:
    """What it was about, and never its words: they name others."""
    return {
        "news": kinds()[row.happening.kind].name if row.happening.kind in kinds() else "",
        "at": row.at,
        "read": row.read_at,
    }


def forget_name(holding: Holding, person: AbstractBaseUser) -> int:
    """News say who did something. They say no more than that it was a former member; nobody follows one."""
    label = label_of(person)
    touched = list(Happening.objects.filter(touches__icontains=f'"{label}"').only("touches"))
    for happening in touched:
        happening.touches = [thing for thing in happening.touches if thing != label]
    Happening.objects.bulk_update(touched, ["touches"], batch_size=500)
    Follow.objects.filter(about=label).delete()
    if not (name := str(person)):
        return 0
    gone = {column: Replace(column, Value(name), Value(NOBODY)) for column in ("title", "excerpt")}
    return change_rows(holding.about(person), **gone)


def rhythm(row: Rhythm) -> dict[str, Any]:
    return {"digests": row.get_digests_display(), "quiet from": row.quiet_from, "quiet until": row.quiet_until}


def mail(row: Mail) -> dict[str, Any]:
    """That it was sent. Its words are in the person's own mail box; here they may quote others, or open an account."""
    return {
        "kind": row.kind,
        "to": row.to,
        "state": row.get_state_display(),
        "made": row.created_at,
        "sent": row.sent_at,
    }


def retention() -> list[Rule]:
    news = Happening.objects
    closed = [Mail.State.SENT, Mail.State.FAILED, Mail.State.SUPPRESSED]
    return [
        Rule(
            key="notifications/mail-words",
            record="Words and addresses of mails the portal sent",
            table=Mail,
            keep_for=timedelta(days=90),
            counted_from="the day it was written",
            date="created_at",
            happens="Address, subject and words are taken out. That there was a mail of this kind stays.",
            why="Long enough to answer “I never got it”; a mail may hold a link that opens something.",
            rows=lambda before: Mail.objects.filter(created_at__lt=before, state__in=closed).exclude(to=""),
            away=lambda mails: clean_mails(mails=mails),
        ),
        Rule(
            key="notifications/mail",
            record="Mails the portal sent",
            table=Mail,
            keep_for=timedelta(days=730),
            counted_from="the day it was written",
            date="created_at",
            happens="The row is deleted.",
            why="Shows for two years what was sent to how many, for questions about a meeting or a decision.",
            rows=lambda before: Mail.objects.filter(created_at__lt=before, state__in=closed),
        ),
        Rule(
            key="notifications/bounces",
            record="Addresses that mail came back from",
            table=Bounce,
            keep_for=timedelta(days=365),
            counted_from="the last mail that came back",
            date="last_at",
            happens="The row is deleted, and the next mail is tried.",
            why="A mailbox that was closed for a year may belong to somebody again.",
            rows=lambda before: Bounce.objects.filter(last_at__lt=before),
        ),
        Rule(
            key="notifications/news",
            record="News, who was told of it and in which digest",
            table=Happening,
            keep_for=timedelta(days=365),
            counted_from="the day it happened",
            date="at",
            happens="The news and its notices are deleted. What they were about stays where it is.",
            why="A year is what somebody back from long leave may want to read up.",
            rows=lambda before: news.filter(at__lt=before),
        ),
    ]
