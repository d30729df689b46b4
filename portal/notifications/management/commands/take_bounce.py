"""Read a delivery status notification from standard input, as a mail server hands it over."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from portal.notifications.bounces import take_report

LONGEST = 1_000_000  # bytes; a report is small, and what it returns need not be whole


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        noted = take_report(sys.stdin.buffer.read(LONGEST))
        self.stdout.write(f"{len(noted)} addresses noted.")
