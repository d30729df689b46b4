"""What people do with meetings: fetch, form, action, answer."""

from __future__ import annotations

from .mine import make_link, mine, revoke_link
from .organising import call_off, people
from .registering import register, withdraw

__all__ = [
    "call_off",
    "make_link",
    "mine",
    "people",
    "register",
    "revoke_link",
    "withdraw",
]
