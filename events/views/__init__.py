"""What people do with meetings: fetch, form, action, answer."""

from __future__ import annotations

from .linked import give_back, link, place
from .mine import make_link, mine, revoke_link
from .organising import call_off, people
from .registering import register, withdraw

__all__ = [
    "call_off",
    "give_back",
    "link",
    "make_link",
    "mine",
    "people",
    "place",
    "register",
    "revoke_link",
    "withdraw",
]
