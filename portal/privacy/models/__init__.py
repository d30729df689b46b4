"""Rows of privacy: what leaves the portal."""

from __future__ import annotations

from .exports import Export
from .orders import ListOrder

__all__ = ["Export", "ListOrder"]
