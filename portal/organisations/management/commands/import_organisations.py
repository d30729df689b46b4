"""Import a file of the Organisation Data Service from the command line; `--preview` only says what it would do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.organisations.actions import BrokenRowsError, confirm_import, discard_import, preview_import
from portal.organisations.models import RegisterImport
from portal.organisations.ods import NotRegisterFileError

Holds = RegisterImport.Holds


class Command(BaseCommand):
    help = "Import organisations (27 columns) and successors of the NHS Organisation Data Service. All or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="an organisation file such as etr.csv")
        parser.add_argument(
            "--holds", choices=[value for value in Holds.values if value != "successors"], default="trust"
        )
        parser.add_argument("--successors", type=Path, metavar="FILE", help="the successor file, succ.csv")
        parser.add_argument("--preview", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument(
            "--without-broken-rows", action="store_true", help="import the sound rows although others are broken"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files = [(options["file"], options["holds"]), (options["successors"], Holds.SUCCESSORS)]
        if not any(path for path, _ in files):
            raise CommandError("Name an organisation file, a successor file (--successors FILE), or both.")
        for path, holds in files:
            if path is not None:
                self.take(path, holds, options)

    def take(self, path: Path, holds: str, options: dict[str, Any]) -> None:
        try:
            with path.open("rb") as file:
                one = preview_import(actor=None, file=file, name=path.name, holds=holds)
        except (OSError, NotRegisterFileError) as error:
            raise CommandError(f"{path}: {error}") from error
        self.tell(one)
        if options["preview"] or one.state == RegisterImport.State.NOTHING:
            discard_import(actor=None, register_import=one)
            return
        try:
            confirm_import(
                actor=None,
                register_import=one,
                plan=one.plan,
                without_broken_rows=options["without_broken_rows"],
            )
        except BrokenRowsError as error:
            discard_import(actor=None, register_import=one)
            raise CommandError(
                f"{path}: nothing was imported. Mend the broken rows, or add --without-broken-rows."
            ) from error
        self.stdout.write(self.style.SUCCESS(f"{path}: imported."))

    def tell(self, one: RegisterImport) -> None:
        for fault in one.faults:
            where = f"line {fault['line']}" + (f", column {fault['column']}" if fault["column"] else "")
            value = f" “{fault['value']}”" if fault["value"] else ""
            self.stdout.write(f"{one.name}, {where}{value}: {fault['why']} {fault['mend']}")
        for note in one.preview["notes"]:
            self.stdout.write(note)
        words = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in one.counts.items())
        self.stdout.write(f"{one.name}: {words}.")
        if one.state == RegisterImport.State.NOTHING:
            self.stdout.write(f"{one.name}: it changes nothing.")
