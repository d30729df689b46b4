"""Verbs of figures: hand in a file, confirm or discard what it would do, and confirm a trust's month."""

from __future__ import annotations

import hashlib
from typing import IO

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.organisations.models import Organisation
from portal.organisations.reading import Reading

from ..models import Definition, FigureImport, Observation
from ..periods import Period
from ..submitting import is_analyst, may_confirm, own_trusts
from ..taking_figures import take_figures

State = FigureImport.State
ANALYSTS = "Programme analysts"
MAY = ["add_figureimport", "view_observation", "publish_definition", "freeze_cohort", "add_cohort"]


class AlreadySettledError(Exception):
    """The import was confirmed or discarded before, perhaps a moment ago by somebody else."""


class FiguresChangedError(Exception):
    """What the file means for the figures is no longer what the preview said. Nothing was written."""


@transaction.atomic
def set_up_analysts() -> Group:
    """The group of those who keep the programme's figures. Safe to repeat."""
    group, _ = Group.objects.get_or_create(name=ANALYSTS)
    group.permissions.add(*Permission.objects.filter(content_type__app_label="programme", codename__in=MAY))
    return group


@transaction.atomic
def preview_import(
    *, actor: AbstractBaseUser, file: IO[bytes], name: str, trust: Organisation | None = None
) -> FigureImport:
    """Keep the file and say what it would do. Raises `figure_rows.NotFiguresError`; then nothing is kept.

    `trust` is the one trust whose figures stand in it: an officer of a trust hands in no other.
    """
    if trust is None and not is_analyst(actor):
        raise PermissionDenied("Only the programme's analysts hand in figures of every trust.")
    if trust is not None and not is_analyst(actor) and trust not in own_trusts(actor):
        raise PermissionDenied("You hand in figures of your own trust alone.")
    reading = take_figures(file, name=name, only=trust)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    one = FigureImport(name=name[-255:], digest=digest, trust=trust, uploaded_by=actor)
    _tell(one, reading)
    one.file.save(name, File(file), save=False)
    one.save()
    log(actor=actor, action="programme/previewed-figures", target=one, **one.counts)
    return one


@transaction.atomic
def confirm_import(*, actor: AbstractBaseUser, figure_import: FigureImport, plan: str) -> FigureImport:
    """Write what the preview with this `plan` said, or nothing at all: one broken row stops the whole file.

    Imports are written one after another. What is written is computed again under the lock; where it is not what was
    previewed, everything is undone and `FiguresChangedError` says so.
    """
    one = _locked(figure_import, actor)
    if one.state != State.WAITING:
        raise AlreadySettledError
    list(Definition.objects.locked())  # they stand for the figures: there are always some, and few
    with one.file.open("rb") as file:
        reading = take_figures(file, name=one.file.name, only=one.trust, write_as=one)
    if reading.plan != plan or one.plan != plan or reading.counts["broken"]:
        raise FiguresChangedError
    _settle(one, State.DONE, actor)
    log(actor=actor, action="programme/imported-figures", target=one, **one.counts)
    return one


@transaction.atomic
def discard_import(*, actor: AbstractBaseUser, figure_import: FigureImport) -> FigureImport:
    """Give a preview up. The row stays and says so; the file goes."""
    one = _locked(figure_import, actor)
    if one.state == State.DONE:
        raise AlreadySettledError
    _settle(one, State.DISCARDED, actor)
    file = one.file
    transaction.on_commit(lambda: file.storage.delete(file.name))
    log(actor=actor, action="programme/discarded-figures", target=one)
    return one


@transaction.atomic
def confirm_figures(*, actor: AbstractBaseUser, trust: Organisation, period: Period) -> int:
    """The finance director says that a month's or a year's figures of the trust are final. Safe to repeat."""
    if not may_confirm(actor, trust):
        raise PermissionDenied("Only the trust's finance director confirms its figures.")
    waiting = Observation.objects.current().filter(organisation=trust, status=Observation.Status.PROVISIONAL)
    keys = list(waiting.covering(period).locked().values_list("pk", flat=True))
    Observation.objects.filter(pk__in=keys).update(
        status=Observation.Status.FINAL, confirmed_by=actor, confirmed_at=timezone.now()
    )
    if keys:
        log(actor=actor, action="programme/confirmed-figures", target=trust, period=str(period), figures=len(keys))
    return len(keys)


def _locked(figure_import: FigureImport, actor: AbstractBaseUser) -> FigureImport:
    one = FigureImport.objects.locked().get(pk=figure_import.pk)
    if not is_analyst(actor) and one.uploaded_by_id != actor.pk:
        raise PermissionDenied
    if one.trust is not None and not is_analyst(actor) and one.trust not in own_trusts(actor):
        raise PermissionDenied("You no longer keep the figures of this trust.")
    if one.state == State.DISCARDED:
        raise AlreadySettledError
    return one


def _tell(one: FigureImport, reading: Reading) -> None:
    one.counts, one.faults, one.preview, one.plan = reading.counts, reading.faults, reading.shown, reading.plan
    if one.broken:
        one.state = State.BROKEN
    else:
        one.state = State.WAITING if one.changes else State.NOTHING


def _settle(one: FigureImport, state: str, actor: AbstractBaseUser) -> None:
    one.state, one.settled_at = state, timezone.now()
    one.settled_by = actor  # type: ignore[assignment]
    one.save(update_fields=["state", "settled_at", "settled_by"])
