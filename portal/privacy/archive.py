"""One archive of what the portal holds about somebody: data for a program, a page for a reader, and their files."""

from __future__ import annotations

import json
import posixpath
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import IO, Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.template.loader import get_template
from django.utils import timezone
from django.utils.html import escape
from django.utils.text import get_valid_filename

from . import holdings as held
from .holdings import Holding, holdings

BLOCK = 64 * 1024
# Files beyond this are named in the archive and not put in: it is fetched over a hospital's network.
MOST_BYTES = 1024**3

# Where a template is cut in two, and what grows is written between.
HERE = "<<<here>>>"
MARK = escape(HERE).encode()

Progress = Callable[[], Any]


def write_archive(person: AbstractBaseUser, into: IO[bytes], *, progress: Progress = lambda: None) -> int:
    """Write the archive; how many rows it has. Memory stays flat: rows pass in chunks, files in blocks.

    `progress` is called after each chunk, so that a worker can say it lives.
    """
    return Archive(person, into, progress).write()


class Archive:
    """Data and page grow in two temporary files, while the files that belong to rows go into the archive at once."""

    def __init__(self, person: AbstractBaseUser, into: IO[bytes], progress: Progress) -> None:
        self.person, self.progress = person, progress
        self.zip = zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self.files: list[str] = []
        self.left_out: list[str] = []
        self.bytes = 0
        self.count = 0

    def write(self) -> int:
        about = {"portal": settings.PORTAL_NAME, "address": settings.PORTAL_URL, "made": timezone.now()}
        parts = holdings()
        with tempfile.TemporaryFile("w+b") as page, tempfile.TemporaryFile("w+b") as data, self.zip:
            words = {"about": about, "parts": parts, "parts_here": HERE}
            page.write(drawn("page", words).partition(MARK)[0])
            data.write(b'{"about": ' + as_json(about) + b', "what we hold": [')
            for number, part in enumerate(parts):
                data.write(b",\n" if number else b"\n")
                self.part(part, data, page, number)
            data.write(b"\n]}\n")
            words |= {"files": self.files, "left_out": self.left_out}
            page.write(drawn("page", words).partition(MARK)[2])
            for content, name in ((page, "index.html"), (data, "data.json")):
                content.seek(0)
                self.copy(content, name)
        return self.count

    def part(self, part: Holding, data: IO[bytes], page: IO[bytes], number: int) -> None:
        words = {"name": part.name, "what becomes of it when you close your account": part.becomes}
        data.write(as_json(words)[:-1] + b', "rows": [')
        first = True
        for objects in chunks(part, self.person):
            if first:
                before, _, after = drawn("part", {"part": part, "number": number, "rows_here": HERE}).partition(MARK)
                page.write(before)
            rows = []
            for one in objects:
                row = part.row(one)
                if names := list(self.take_files(part, one)):
                    row = {**row, "in this archive": ", ".join(names)}
                rows.append(row)
            data.write((b"\n" if first else b",\n") + b",\n".join(map(as_json, rows)))
            page.write(drawn("rows", {"rows": [[(k, said(v)) for k, v in row.items()] for row in rows]}))
            self.count += len(rows)
            first = False
            self.progress()
        data.write(b"]}")
        page.write(drawn("part", {"part": part, "number": number, "empty": True}) if first else after)

    def take_files(self, part: Holding, one: models.Model) -> Iterator[str]:
        for field in part.files(one) if part.files else []:
            kind = part.table._meta.model_name
            name = f"files/{kind}/{one.pk}-{get_valid_filename(posixpath.basename(field.name) or 'file')}"
            try:
                size = field.size
            except OSError:
                self.left_out.append(f"{name} (the file is missing)")
                continue
            if self.bytes + size > MOST_BYTES:
                self.left_out.append(f"{name} (the archive would be too large: ask us for it)")
                continue
            self.bytes += size
            self.files.append(name)
            with field.open("rb") as content:
                self.copy(content, name)
            yield name

    def copy(self, content: IO[bytes], name: str) -> None:
        with self.zip.open(name, "w", force_zip64=True) as target:
            while block := content.read(BLOCK):
                target.write(block)
                self.progress()


def chunks(part: Holding, person: AbstractBaseUser) -> Iterator[list[models.Model]]:
    """The rows in the order of their keys: each chunk costs the same however many came before."""
    rows = part.about(person).select_related(*part.related).prefetch_related(*part.prefetch).order_by("pk")
    found = list(rows[: held.CHUNK])
    while found:
        yield found
        if len(found) < held.CHUNK:
            return
        found = list(rows.filter(pk__gt=found[-1].pk)[: held.CHUNK])


def as_json(value: Any) -> bytes:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).encode()


def said(value: Any) -> Any:
    """A value as people say it. Dates are left to the template's filter."""
    if value is None or value == "" or value == []:
        return "not given"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "\n".join(f"{key}: {one}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value if isinstance(value, (datetime, date)) else str(value)


def drawn(name: str, context: dict[str, Any]) -> bytes:
    return get_template(f"privacy/archive/{name}.html").render(context).encode()
