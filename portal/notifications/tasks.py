"""Work later: deliver mail, spread news. Safe to run twice, and on what is already done."""

from __future__ import annotations

from django_tasks import task

from .delivery import deliver_all
from .spreading import spread


@task()
def deliver(mail_id: int) -> None:
    deliver_all([mail_id])


@task()
def deliver_many(mail_ids: list[int]) -> None:
    deliver_all(mail_ids)


@task()
def spread_news(happening_id: int) -> None:
    spread(happening_id)
