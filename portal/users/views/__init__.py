"""A person's own pages."""

from __future__ import annotations

from .profile import profile

__all__ = ["profile"]
