"""Verbs of privacy: make a file for one person, and take it away in time."""

from __future__ import annotations

from .exports import ask_for_export, drop_expired_exports, drop_exports, fill_export, keep_export, note_fetch

__all__ = ["ask_for_export", "drop_expired_exports", "drop_exports", "fill_export", "keep_export", "note_fetch"]
