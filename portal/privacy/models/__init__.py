"""Rows of privacy: what leaves the portal."""

from __future__ import annotations

from .exports import Export

__all__ = ["Export"]
