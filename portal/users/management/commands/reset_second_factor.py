"""For somebody who lost their phone and their recovery codes: take every second factor away."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.users.actions import reset_second_factor
from portal.users.models import User


class Command(BaseCommand):
    help = "Take every second factor from somebody and sign them out everywhere. Check first that it is them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError("Nobody has this address.")
        factors = reset_second_factor(actor=None, user=user)
        self.stdout.write(f"{factors} taken away. They sign in with their password and set up a new one.")
