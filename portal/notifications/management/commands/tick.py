"""`manage.py tick`: do all that is due. Run it each minute."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.notifications.jobs import tick


class Command(BaseCommand):
    help = "Do all that is due: scheduled publishing, mail to try again, offers, reminders. Run it each minute."

    def handle(self, *args: Any, **options: Any) -> None:
        done = tick()
        if done is None:
            self.stdout.write("Another tick is at work.")
            return
        for path, count in done.done.items():
            self.stdout.write(f"{path}: {count}")
        if done.failed:
            raise CommandError(f"Failed, the others were done: {', '.join(done.failed)}")
