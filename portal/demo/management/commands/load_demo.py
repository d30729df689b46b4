"""Fill an empty portal with a believable demonstration."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Page, Site

from portal.demo.cast import Cast
from portal.home.models import HomePage
from portal.users.models import User

# In this order: each may use what the earlier ones put into the cast.
LOADERS = ["organisations", "people", "pages", "networks", "tools", "events", "posts"]


class Command(BaseCommand):
    help = "Load the demonstration into an empty database (invented people, trusts, networks, meetings, tools, posts)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PORTAL_DEV_PAGES:
            raise CommandError("The demonstration has known passwords; it is not loaded into a production portal.")
        if User.objects.exists():
            self.stdout.write("The portal has people already; the demonstration is left as it is.")
            return
        with transaction.atomic():
            cast = Cast(home=plant_home())
            for name in LOADERS:
                if find_spec(f"portal.demo.{name}"):
                    import_module(f"portal.demo.{name}").load(cast)
            call_command("set_up_editing", stdout=self.stdout)
        self.stdout.write(f"Loaded {len(cast.people)} people, {len(cast.trusts)} organisations.")


def plant_home() -> HomePage:
    """Put our home page where Wagtail's welcome page was."""
    root = Page.objects.get(depth=1)
    home = root.add_child(
        instance=HomePage(
            title="Overseas Visitor Network",
            slug="portal",
            lead="Ask colleagues in your region, use tools that worked elsewhere, and meet.",
        )
    )
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 8000, "root_page": home, "site_name": settings.PORTAL_NAME},
    )
    root.get_children().exclude(pk=home.pk).first().specific.delete()
    home.refresh_from_db()
    home.slug = "home"
    home.save()
    return home
