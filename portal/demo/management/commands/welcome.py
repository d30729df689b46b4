"""What somebody who has just started the portal wants to know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from portal.demo.cast import PASSWORD
from portal.demo.people import PARTS
from portal.users.models import User

TO_TRY = [
    ("Read how the London network began, and leave a comment as a guest", "blog/"),
    ("Find a tool: type “OVM interview script”", "search/?q=OVM+interview+script"),
    ("Find the network of your region", "networks/"),
    ("Register for a meeting as the finance director", "meetings/"),
    ("Write guidance as the editor", "admin/"),
]


class Command(BaseCommand):
    help = "Print the sign-ins of the demonstration, five things to try, and which engines are on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", default=settings.PORTAL_URL.rstrip("/") + "/")

    def handle(self, *args: Any, url: str, **options: Any) -> None:
        addresses = {part: f"{first}.{last}@{trust}.example".lower() for part, first, last, _, _, trust, _ in PARTS}
        loaded = set(User.objects.filter(email__in=addresses.values()).values_list("email", flat=True))
        if loaded:
            self.stdout.write(f"\nSign in as (the password is {PASSWORD}):")
            for part, address in addresses.items():
                if address in loaded:
                    self.stdout.write(f"  {part.replace('-', ' '):24} {address}")
            self.stdout.write(f"Convenors and staff are asked for a code too: {url}dev/codes/")
        self.stdout.write("\nFive things to try:")
        for what, path in TO_TRY:
            self.stdout.write(f"  {what}: {url}{path}")
        search = f"Elasticsearch at {settings.ELASTICSEARCH_URL}" if settings.ELASTICSEARCH_URL else "the database"
        self.stdout.write(
            f"\nDatabase: {connection.display_name}. Search: {search}. Mail: readable at {url}dev/mail/\n"
        )
