"""Finds what could identify a patient in a text. Pure functions: no database, no request, nothing kept."""

from __future__ import annotations

from .finding import find, redact
from .hits import Hit, Kind
from .masks import Mask, MaskError

__all__ = ["Hit", "Kind", "Mask", "MaskError", "find", "redact"]
