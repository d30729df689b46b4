"""`manage.py purge_log --before 2020-01`: take whole old months of the log away, and say so in it."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.audit.actions import TooYoungError, month_start, purge_log
from portal.audit.models import LogEntry


def month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").date()
    except ValueError as error:
        raise ArgumentTypeError("Write a month as 2020-01.") from error


class Command(BaseCommand):
    help = "Delete the months of the log before this one. That it was done is logged, and cannot be deleted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--before", type=month, required=True, help="the first month that stays: 2020-01")
        parser.add_argument("--preview", action="store_true", help="only say what would go")

    def handle(self, *args: Any, before: date, preview: bool, **options: Any) -> None:
        for start, count in LogEntry.objects.before(month_start(before)).by_month():
            self.stdout.write(f"{start:%B %Y}: {count}")
        if preview:
            self.stdout.write("Nothing was deleted.")
            return
        try:
            gone = purge_log(before=before)
        except TooYoungError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Deleted: {gone}. The log says so.")
