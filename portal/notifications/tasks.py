"""Work later: deliver mail. Safe to run twice, and on mail that is already sent."""

from __future__ import annotations

from django_tasks import task

from .delivery import deliver_all


@task()
def deliver(mail_id: int) -> None:
    deliver_all([mail_id])


@task()
def deliver_many(mail_ids: list[int]) -> None:
    deliver_all(mail_ids)
