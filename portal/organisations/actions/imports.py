"""Verbs of an import: preview, preview again, confirm, discard."""

from __future__ import annotations

import hashlib
from typing import IO

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log

from ..models import Region, RegisterImport
from ..reading import Reading
from ..succeeding import take_successions
from ..taking_organisations import take_organisations

State = RegisterImport.State


class AlreadySettledError(Exception):
    """The import was confirmed or discarded before, perhaps a moment ago by somebody else."""


class RegisterChangedError(Exception):
    """The register, or what the file means for it, is no longer what the preview said. Nothing was written."""


class BrokenRowsError(Exception):
    """Some rows are broken and the person did not say that they are to be left out, or there are far too many."""


@transaction.atomic
def preview_import(*, actor: AbstractBaseUser | None, file: IO[bytes], name: str, holds: str) -> RegisterImport:
    """Keep the file and say what it would do. Raises `ods.NotRegisterFileError`; then nothing is kept."""
    _may_import(actor)
    file.seek(0)
    reading = _read(file, holds)  # first: what is not a register file is not stored
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    one = RegisterImport(holds=holds, name=name[-255:], digest=digest, uploaded_by=actor)
    _tell(one, reading)
    one.file.save(name, File(file), save=False)
    one.save()
    log(actor=actor, action="organisations/previewed-import", target=one, holds=holds, **one.counts)
    return one


@transaction.atomic
def preview_again(*, actor: AbstractBaseUser | None, register_import: RegisterImport) -> RegisterImport:
    """Read the kept file against the register of now."""
    _may_import(actor)
    one = _locked(register_import)
    with one.file.open("rb") as file:
        _tell(one, _read(file.file, one.holds))
    one.save()
    log(actor=actor, action="organisations/previewed-import-again", target=one, holds=one.holds, **one.counts)
    return one


@transaction.atomic
def confirm_import(
    *, actor: AbstractBaseUser | None, register_import: RegisterImport, plan: str, without_broken_rows: bool
) -> RegisterImport:
    """Write what the preview with this `plan` said, or nothing at all.

    Imports are written one after another. What is written is computed again under the lock; where it is not what was
    previewed, everything is undone and `RegisterChangedError` says so.
    """
    _may_import(actor)
    one = _locked(register_import)
    if one.state == State.NOTHING and one.plan == plan:
        raise AlreadySettledError
    if one.has_too_many_faults or (one.broken and not without_broken_rows):
        raise BrokenRowsError
    # The regions stand for the register: there are always some, few, and a key to them waits for nobody.
    list(Region.objects.locked())
    with one.file.open("rb") as file:
        reading = _read(file.file, one.holds, write_as=one)
    if reading.plan != plan or one.plan != plan:
        raise RegisterChangedError
    _settle(one, State.DONE, actor)
    log(actor=actor, action="organisations/imported", target=one, holds=one.holds, **one.counts)
    return one


@transaction.atomic
def discard_import(*, actor: AbstractBaseUser | None, register_import: RegisterImport) -> RegisterImport:
    """Give a preview up. The row stays and says so; the file goes."""
    _may_import(actor)
    one = _locked(register_import)
    _settle(one, State.DISCARDED, actor)
    file = one.file
    transaction.on_commit(lambda: file.storage.delete(file.name))
    log(actor=actor, action="organisations/discarded-import", target=one)
    return one


def _may_import(actor: AbstractBaseUser | None) -> None:
    if not RegisterImport.can_import(actor):
        raise PermissionDenied


def _locked(register_import: RegisterImport) -> RegisterImport:
    one = RegisterImport.objects.locked().get(pk=register_import.pk)
    if one.state not in {State.WAITING, State.NOTHING}:
        raise AlreadySettledError
    return one


def _read(file: IO[bytes], holds: str, write_as: RegisterImport | None = None) -> Reading:
    if holds == RegisterImport.Holds.SUCCESSORS:
        return take_successions(file, write_as=write_as)
    return take_organisations(file, holds=holds, write_as=write_as)


def _tell(one: RegisterImport, reading: Reading) -> None:
    one.counts, one.faults, one.preview, one.plan = reading.counts, reading.faults, reading.shown, reading.plan
    one.state = State.WAITING if one.changes else State.NOTHING


def _settle(one: RegisterImport, state: str, actor: AbstractBaseUser | None) -> None:
    one.state, one.settled_at = state, timezone.now()
    one.settled_by = actor  # type: ignore[assignment]
    one.save(update_fields=["state", "settled_at", "settled_by"])
