"""The queues that work later runs on: one module each, with the same verbs.

`run_worker(name)` works until told to stop, `rescue(now)` gives back what a dead worker held, `tidy(now)` forgets what
was done long ago. The queue is a hint, the tables are the truth: losing it loses nothing.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from django.conf import settings

BY_BACKEND = {
    "django_tasks_db.DatabaseBackend": "portal.notifications.queues.database",
    "portal.notifications.queues.procrastinate.ProcrastinateBackend": "portal.notifications.queues.procrastinate",
}


def configured() -> ModuleType | None:
    """The queue of this place. None: tasks run at once, where they are called."""
    path = BY_BACKEND.get(str(settings.TASKS["default"]["BACKEND"]))
    return import_module(path) if path else None
