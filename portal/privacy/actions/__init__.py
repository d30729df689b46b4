"""Verbs of privacy: make a file for one person, and take it away in time."""

from __future__ import annotations

from .exports import ask_for_export, drop_expired_exports, drop_exports, fill_export, keep_export, note_fetch
from .findings import note_findings
from .lists import finish_list, note_print, order_list, take_list

__all__ = [
    "ask_for_export",
    "drop_expired_exports",
    "drop_exports",
    "fill_export",
    "finish_list",
    "keep_export",
    "note_fetch",
    "note_findings",
    "note_print",
    "order_list",
    "take_list",
]
