"""Make the groups and the approval workflow of the programme's sections."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Page

from portal.programme.actions import set_up_editing

SECTIONS = ["toolbox", "blog", "support"]


class Command(BaseCommand):
    help = "Give editors and moderators their rights in the toolbox, the blog and the support page. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        sections = list(Page.objects.filter(depth=3, slug__in=SECTIONS))
        set_up_editing(sections=sections)
        self.stdout.write("Editors write and moderators approve in: " + ", ".join(page.title for page in sections))
