"""`manage.py work`: do queued tasks until told to stop."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from portal.notifications.workers import work


class Command(BaseCommand):
    help = "Do queued tasks until told to stop. Ends when the database goes away: let a supervisor start it again."

    def handle(self, *args: Any, **options: Any) -> None:
        if not work():
            self.stdout.write("Tasks run at once with these settings: there is nothing for a worker to do.")
