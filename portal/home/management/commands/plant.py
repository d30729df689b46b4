"""Plant the pages that a portal starts with."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from portal.home.actions import plant_portal


class Command(BaseCommand):
    help = (
        "Make the home page, Networks, Meetings, Toolbox, Blog, Support and the plain pages, give the site the address "
        "in PORTAL_URL, and let editors and moderators write. Safe to repeat: what is there is left as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        planted = plant_portal()
        self.stdout.write("This portal has: " + ", ".join(page.title for page in planted.values()))
