"""`manage.py index`: put everything where people find it, and build the engines anew from the rows."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.search.actions import reindex
from portal.search.engines import EngineAwayError
from portal.search.engines.database import DatabaseEngine
from portal.search.engines.presence import outside_engine


class Command(BaseCommand):
    help = (
        "Put everything where people find it. With --rebuild also build the engines anew; searching goes on meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="Build the engines anew from the rows.")

    def handle(self, *args: Any, rebuild: bool, **options: Any) -> None:
        self.stdout.write(f"{reindex()} things may be found.")
        if not rebuild:
            return
        for engine in filter(None, [DatabaseEngine(), outside_engine()]):
            try:
                self.stdout.write(f"{engine.name}: {engine.rebuild()} rows.")
            except EngineAwayError as error:
                raise CommandError(f"{engine.name} does not answer: {error}") from error
