"""Rows of privacy: what leaves the portal, who leaves it, what was purged, and what the guard found."""

from __future__ import annotations

from .closings import Closing
from .exports import Export
from .findings import Finding, LocalPattern
from .orders import ListOrder
from .purges import PurgeRun

__all__ = ["Closing", "Export", "Finding", "ListOrder", "LocalPattern", "PurgeRun"]
