"""manage.py retention: what is kept for how long, what is due, and take it away."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.template.defaultfilters import date
from django.utils import timezone

from portal.privacy.actions.purging import ask_for_purge, purge
from portal.privacy.models import PurgeRun
from portal.privacy.retention import preview, rules, schedule


class Command(BaseCommand):
    help = "Show what the retention rules say is due (--preview), take it away (--purge), or print the schedule."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--preview", action="store_true", help="counts and oldest dates; changes nothing (default)")
        what.add_argument("--purge", action="store_true", help="take away what is due and say what was done")
        what.add_argument("--schedule", action="store_true", help="the rules as a table")

    def handle(self, **options: Any) -> None:
        if options["schedule"]:
            self.stdout.write(schedule(), ending="")
        elif options["purge"]:
            self.purge()
        else:
            for line in preview(timezone.now()):
                since = f", the oldest of {date(line.oldest, 'j F Y')}" if line.oldest else ""
                self.stdout.write(f"{line.due:7}  {line.rule.record} (kept for {line.rule.period}{since})")

    def purge(self) -> None:
        run = ask_for_purge(actor=None)
        if not purge(run=run):
            self.stdout.write("Another purge is running.")
            return
        run = PurgeRun.objects.get(pk=run.pk)
        names = {rule.key: rule.record for rule in rules()}
        for key, count in run.counts.items():
            self.stdout.write(f"{count:7}  {names[key]}")
        self.stdout.write(f"{run.total} rows. Purge {run.pk} says so, and the log.")
