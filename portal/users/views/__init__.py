"""A person's own pages."""

from __future__ import annotations

from .profile import profile
from .security import codes, end_session, second_factor, security

__all__ = ["codes", "end_session", "profile", "second_factor", "security"]
