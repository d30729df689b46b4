"""Work later on PostgreSQL: the `django_tasks` API over Procrastinate, by one generic job."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from asgiref.sync import async_to_sync
from django.core.exceptions import SuspiciousOperation
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.exceptions import InvalidTaskError
from procrastinate import App, RetryStrategy
from procrastinate.connector import BaseConnector
from procrastinate.contrib.django import DjangoApp
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Status

JOB = "portal.run"
MAX_STARTS = 5
LOOKS_AGAIN = 2  # seconds: a call that comes just while a worker looks for jobs is lost
HOURS_KEPT = 30 * 24  # of jobs that failed; those that succeed are deleted at once


def run(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """The one job: call the task of that name."""
    task = import_string(path)
    if not isinstance(task, Task):
        raise SuspiciousOperation(f"{path} is not a task.")
    task.call(*args, **kwargs)


def app_on(connector: BaseConnector) -> App:
    app = DjangoApp(connector=connector)
    # 10, 100 and 1,000 seconds; what must not be lost is a row that a sweep finds besides.
    app.task(name=JOB, retry=RetryStrategy(max_attempts=3, exponential_wait=10))(run)
    return app


# Writes jobs through Django's own connection: with the transaction they belong to, or not at all.
app = app_on(DjangoConnector())


class ProcrastinateBackend(BaseTaskBackend):
    supports_defer = True
    supports_priority = True

    def validate_task(self, task: Task) -> None:
        super().validate_task(task)
        if task.takes_context:
            raise InvalidTaskError("This queue gives tasks no context.")

    def enqueue(self, task: Task, args: tuple[Any, ...], kwargs: dict[str, Any]) -> TaskResult:
        self.validate_task(task)
        result = TaskResult(
            task=task,
            id="",
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        job = app.configure_task(JOB, queue=task.queue_name, priority=task.priority, schedule_at=task.run_after)
        job_id = job.defer(path=task.module_path, args=result.args, kwargs=result.kwargs)
        object.__setattr__(result, "id", str(job_id))
        return result


def run_worker(name: str) -> None:
    app_on(app.connector.get_worker_connector()).run_worker(  # type: ignore[attr-defined]
        name=name, delete_jobs="successful", fetch_job_polling_interval=LOOKS_AGAIN
    )


@async_to_sync
async def rescue(now: datetime) -> int:
    """A job whose worker sends no heartbeat any more starts again, a few times."""
    stalled = list(await app.job_manager.get_stalled_jobs())
    for job in stalled:
        if job.attempts < MAX_STARTS:
            await app.job_manager.retry_job(job)
        else:
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
    return len(stalled)


@async_to_sync
async def tidy(now: datetime) -> int:
    await app.job_manager.delete_old_jobs(nb_hours=HOURS_KEPT, include_failed=True, include_cancelled=True)
    return 0
