"""The one place where mail rows are written: with their cause, once, and a worker told afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.db import transaction

from .models import Mail
from .tasks import deliver, deliver_many

BATCH = 500


def put(mails: Sequence[Mail]) -> list[Mail]:
    """Write the rows whose key is new and return those. Two queries a batch, however many there are."""
    new: list[Mail] = []
    with transaction.atomic(savepoint=False):
        for start in range(0, len(mails), BATCH):
            batch = {mail.message_id: mail for mail in mails[start : start + BATCH]}
            Mail.objects.bulk_create(batch.values(), ignore_conflicts=True)
            written = dict(Mail.objects.filter(message_id__in=batch).values_list("message_id", "pk"))
            for message_id, mail in batch.items():
                if message_id in written:
                    mail.pk, mail._state.adding = written[message_id], False
                    new.append(mail)
        if waiting := [mail.pk for mail in new if mail.state == Mail.State.QUEUED]:
            # A hint that may be lost: the sweep finds what nobody came for.
            transaction.on_commit(partial(wake, waiting), robust=True)
    return new


def wake(mail_ids: Sequence[int], *, chunk: int = 100) -> None:
    """Tell a worker that these wait."""
    if len(mail_ids) <= 5:
        for mail_id in mail_ids:
            deliver.enqueue(mail_id)
    else:
        for start in range(0, len(mail_ids), chunk):
            deliver_many.enqueue(list(mail_ids[start : start + chunk]))
