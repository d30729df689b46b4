"""`python -m tests.browser.at 2026-12-01T09:00:00+00:00 tick`: a management command at another time."""

from __future__ import annotations

import os
import sys
from datetime import datetime

import time_machine

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    with time_machine.travel(datetime.fromisoformat(sys.argv[1]), tick=True):
        from django.core.management import execute_from_command_line

        execute_from_command_line(["manage.py", *sys.argv[2:]])
