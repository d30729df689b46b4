"""Rows of privacy: what leaves the portal, who leaves it, and what was purged."""

from __future__ import annotations

from .closings import Closing
from .exports import Export
from .orders import ListOrder
from .purges import PurgeRun

__all__ = ["Closing", "Export", "ListOrder", "PurgeRun"]
