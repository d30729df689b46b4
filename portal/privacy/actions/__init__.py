"""Verbs of privacy: make a file for one person, and take it away in time; purge what has been kept long enough."""

from __future__ import annotations

from .exports import ask_for_export, drop_expired_exports, drop_exports, fill_export, keep_export, note_fetch
from .findings import note_findings
from .lists import finish_list, note_print, order_list, take_list
from .purging import ask_for_purge, purge

__all__ = [
    "ask_for_export",
    "ask_for_purge",
    "drop_expired_exports",
    "drop_exports",
    "fill_export",
    "finish_list",
    "keep_export",
    "note_fetch",
    "note_findings",
    "note_print",
    "order_list",
    "purge",
    "take_list",
]
