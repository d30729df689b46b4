"""What mail and work later do each minute, and what they answer when privacy asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.management import call_command

from portal.privacy.holdings import Exempt, Holding
from portal.privacy.models import Export
from portal.privacy.retention import Rule

from . import queues
from .actions import Recipient, clean_mails, notify
from .models import Lease, Mail
from .outbox import wake

# A sweep gives hints again; what is beyond it waits for the next minute.
SWEEP = 1000


def publish_scheduled(now: datetime) -> int:
    """Wagtail's own: pages and snippets whose time has come or gone."""
    call_command("publish_scheduled", verbosity=0)
    return 0


def sweep_mail(now: datetime) -> int:
    """Mail that nobody comes for: a lost hint, a next try, a worker that died."""
    mail_ids = list(Mail.objects.forgotten(now).values_list("pk", flat=True)[:SWEEP])
    wake(mail_ids)
    return len(mail_ids)


def mend_queue(now: datetime) -> int:
    """What dead workers held starts again, and what was done long ago is forgotten."""
    Lease.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()
    queue = queues.configured()
    return queue.rescue(now) + queue.tidy(now) if queue else 0


def export_ready(export_id: UUID) -> None:
    """A list that took a while is there: its person hears of it, once."""
    export = Export.objects.select_related("person").get(pk=export_id)
    recipient = Recipient(export.person.email, str(export.person), export.person)
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
        Exempt(table="notifications.Mail", fields=["from_email"], because="the portal's own address"),
    ]


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
    ]
