"""Verbs of the programme."""

from __future__ import annotations

from .cohorts import AlreadyFrozenError, EmptyCohortError, draft_cohort, freeze_cohort
from .editing import EDITORS, MODERATORS, programme_files, set_up_editing
from .figures import (
    AlreadySettledError,
    FiguresChangedError,
    confirm_figures,
    confirm_import,
    discard_import,
    preview_import,
    set_up_analysts,
)
from .steps import mark_step, unmark_step

__all__ = [
    "EDITORS",
    "MODERATORS",
    "AlreadyFrozenError",
    "AlreadySettledError",
    "EmptyCohortError",
    "FiguresChangedError",
    "confirm_figures",
    "confirm_import",
    "discard_import",
    "draft_cohort",
    "freeze_cohort",
    "mark_step",
    "preview_import",
    "programme_files",
    "set_up_analysts",
    "set_up_editing",
    "unmark_step",
]
