"""Work later on SQLite: the rows of django-tasks-db, one worker, and what that package leaves out."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from ..models import Lease

MAX_STARTS = 5


def run_worker(name: str) -> None:
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
    )
    worker.configure_signals()
    worker.run()


def rescue(now: datetime) -> int:
    """A task whose worker died stays "running" for ever in that package: give it to the next one."""
    alive = set(Lease.objects.workers(now).values_list("holder", flat=True))
    held_by_the_dead = [task for task in DBTaskResult.objects.running() if task.worker_ids[-1] not in alive]
    for task in held_by_the_dead:
        if len(task.worker_ids) < MAX_STARTS:
            task.status = TaskResultStatus.READY
            task.save(update_fields=["status"])
        else:
            task.set_failed(RuntimeError(f"Started {MAX_STARTS} times; each worker that took it died."))
    return len(held_by_the_dead)


def tidy(now: datetime) -> int:
    old = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - timedelta(days=1))
    old |= Q(status=TaskResultStatus.FAILED, finished_at__lt=now - timedelta(days=30))
    deleted, _ = DBTaskResult.objects.filter(old).delete()
    return deleted
