"""Verbs of people: sign up, say who I am, take a seat and leave it."""

from __future__ import annotations

from .leaving import anonymise, end_tenures
from .profile import record_verified_address, sign_up, update_profile
from .seats import leave_seat, speak_for, take_seat
from .sign_on import record_linked, record_unlinked, sign_up_by_provider

__all__ = [
    "anonymise",
    "end_tenures",
    "leave_seat",
    "record_linked",
    "record_unlinked",
    "record_verified_address",
    "sign_up",
    "sign_up_by_provider",
    "speak_for",
    "take_seat",
    "update_profile",
]
