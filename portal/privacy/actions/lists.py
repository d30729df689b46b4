"""Verbs of lists: take one away, order one that is long, write it later."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify

from portal.audit.actions import CODE, log
from portal.files.tables import Table, write

from ..models import Export, ListOrder
from .exports import ask_for_export, fill_export, keep_export

AT_ONCE = 5_000  # rows; what is longer is written by a task
STEP = 1_000  # rows between two notes of how far it is


def size_of(table: Table) -> int:
    rows = table.rows()
    return rows.count() if isinstance(rows, models.QuerySet) else len(rows)


def take_list(*, table: Table, form: str, person: AbstractBaseUser) -> Export:
    """A list that is short enough to be written at once: a file for this person alone."""
    rows = table.rows()
    with TemporaryFile() as out:
        count = write(form, columns=table.columns, rows=table.each(rows), about=about(table, person), out=out)
        out.seek(0)
        with transaction.atomic():
            export = keep_export(person=person, kind=table.key, name=file_name(table, form), content=File(out))
            _note(table, person, export, "exported", form=form, rows=count)
    return export


@transaction.atomic
def order_list(*, table: Table, form: str, person: AbstractBaseUser, rows: int) -> Export:
    """A list that takes a while: a row that says what is wanted. A task writes it."""
    export = ask_for_export(person=person, kind=table.key, name=file_name(table, form))
    ListOrder.objects.create(export=export, query=table.query, form=form, rows=rows)
    _note(table, person, export, "ordered", form=form, rows=rows)
    return export


def finish_list(*, order: ListOrder, table: Table) -> bool:
    """Write what was ordered. False: somebody was quicker, or its time is over."""
    person = order.export.person
    rows = _noting_progress(order, table.each(table.rows()))
    with TemporaryFile() as out:
        count = write(order.form, columns=table.columns, rows=rows, about=about(table, person), out=out)
        out.seek(0)
        with transaction.atomic():
            if not fill_export(export=order.export, content=File(out)):
                return False
            _note(table, person, order.export, "exported", form=order.form, rows=count)
    return True


def note_print(*, table: Table, person: AbstractBaseUser, rows: int) -> None:
    """That a list was shown whole, to be printed."""
    _note(table, person, None, "printed", rows=rows)


def _noting_progress(order: ListOrder, rows: Iterator[Any]) -> Iterator[Any]:
    for done, row in enumerate(rows):
        if done % STEP == 0:
            ListOrder.objects.filter(pk=order.pk).update(done=done)
        yield row


def _note(table: Table, person: AbstractBaseUser, export: Export | None, verb: str, **data: Any) -> None:
    """How many, filtered by what was chosen; never what the list says, nor what somebody typed to find it."""
    app, _, name = table.key.partition("/")
    filters = {key: value if CODE.fullmatch(value) else "(words)" for key, value in table.logged_filters().items()}
    target = table.target() or export or person
    log(actor=person, action=f"{app}/{verb}", target=target, list=name, filters=filters, **data)


def file_name(table: Table, form: str) -> str:
    """What it is and of which day: a CSV has no other place to say so."""
    return f"{slugify(table.name())[:80] or 'list'}-{timezone.localdate():%Y-%m-%d}.{form}"


def about(table: Table, person: AbstractBaseUser) -> list[tuple[str, str]]:
    """What stands beside the list: what, when, by whom, and which part of it."""
    now = timezone.localtime()
    return [
        ("List", table.name()),
        ("From", f"{settings.PORTAL_NAME}, {settings.PORTAL_URL}"),
        ("Made", f"{now.day} {now:%B %Y, %H:%M}"),
        ("For", str(person)),
        *[("Only", f"{label}: {value}") for label, value in table.filters()],
        ("Please", "Keep it to yourself and delete it when you no longer need it."),
    ]
