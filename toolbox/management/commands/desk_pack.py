"""Make a desk pack, or check one that somebody brings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from toolbox.actions import make_pack
from toolbox.desk_pack.seal import faults, public_key


class Command(BaseCommand):
    help = "Makes a desk pack of what everybody may see; with --check FILE says whether a pack is whole and ours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", metavar="FILE", type=Path, help="a desk pack, as it was downloaded")
        parser.add_argument("--key", metavar="FILE", type=Path, help="the public key to check with; ours when left out")
        parser.add_argument("--show-key", action="store_true", help="print our public key")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["show_key"]:
            self.stdout.write(public_key(), ending="")
        elif options["check"]:
            self.check_pack(options["check"], options["key"])
        else:
            pack = make_pack()
            self.stdout.write(
                f"{pack}: {pack.tools} tools, {pack.size} bytes, SHA-256 {pack.digest}, {pack.archive.name}"
            )

    def check_pack(self, path: Path, key: Path | None) -> None:
        try:
            with path.open("rb") as archive:
                found = faults(archive, key=key.read_text() if key else public_key())
        except OSError as error:
            raise CommandError(str(error)) from error
        except ValueError as error:
            raise CommandError(f"This is not a key: {error}") from error
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("Whole, and made by the owner of the key.")
