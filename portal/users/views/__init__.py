"""A person's own pages."""

from __future__ import annotations

from .closing import close_my_account, closed, keep_by_link, keep_my_account
from .my_data import my_data, request_my_data
from .profile import profile
from .security import codes, end_session, second_factor, security

__all__ = [
    "close_my_account",
    "closed",
    "codes",
    "end_session",
    "keep_by_link",
    "keep_my_account",
    "my_data",
    "profile",
    "request_my_data",
    "second_factor",
    "security",
]
