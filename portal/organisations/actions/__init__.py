"""Verbs of the register: hand in a file, confirm or discard what it would do, and mend an entry by hand."""

from __future__ import annotations

from .imports import (
    AlreadySettledError,
    BrokenRowsError,
    RegisterChangedError,
    confirm_import,
    discard_import,
    preview_again,
    preview_import,
)
from .register import keep_organisation

__all__ = [
    "AlreadySettledError",
    "BrokenRowsError",
    "RegisterChangedError",
    "confirm_import",
    "discard_import",
    "keep_organisation",
    "preview_again",
    "preview_import",
]
