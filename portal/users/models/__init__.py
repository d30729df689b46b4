"""People, and the seats they hold."""

from __future__ import annotations

from .people import Role, User
from .seats import Seat, Tenure

__all__ = ["Role", "Seat", "Tenure", "User"]
