"""Fill an empty portal with a believable demonstration."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal.demo.cast import Cast
from portal.home.actions import plant_portal
from portal.notifications.quiet import quietly
from portal.users.models import User

# In this order: each may use what the earlier ones put into the cast.
LOADERS = [
    "organisations",
    "people",
    "seats",
    "networks",
    "belonging",
    "tools",
    "editions",
    "decisions",
    "glossary",
    "events",
    "invitations",
    "outcomes",
    "series",
    "posts",
    "answers",
    "ideas",
    "running",
    "attendance",
    "news",
    "figures",
    "usage",
    "assessing",
    "supporting",
    "benefiting",
]


class Command(BaseCommand):
    help = "Load the demonstration into an empty database (invented people, trusts, networks, meetings, tools, posts)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PORTAL_DEV_PAGES:
            raise CommandError("The demonstration has known passwords; it is not loaded into a production portal.")
        if User.objects.exists():
            self.stdout.write("The portal has people already; the demonstration is left as it is.")
            return
        with transaction.atomic(), quietly():
            cast = Cast(sections=plant_portal())
            for name in LOADERS:
                if find_spec(f"portal.demo.{name}"):
                    import_module(f"portal.demo.{name}").load(cast)
        self.stdout.write(f"Loaded {len(cast.people)} people, {len(cast.trusts)} organisations.")
