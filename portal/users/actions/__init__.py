"""Verbs of people: sign up, say who I am, take a seat and leave it."""

from __future__ import annotations

from .leaving import anonymise, end_tenures
from .profile import record_verified_address, sign_up, update_profile
from .seats import leave_seat, speak_for, take_seat
from .security import (
    end_sessions,
    note_session_use,
    record_factor,
    record_failed_sign_in,
    record_new_address,
    record_password,
    record_sign_in,
    reset_second_factor,
)
from .sign_on import record_linked, record_unlinked, sign_up_by_provider

__all__ = [
    "anonymise",
    "end_sessions",
    "end_tenures",
    "leave_seat",
    "note_session_use",
    "record_factor",
    "record_failed_sign_in",
    "record_linked",
    "record_new_address",
    "record_password",
    "record_sign_in",
    "record_unlinked",
    "record_verified_address",
    "reset_second_factor",
    "sign_up",
    "sign_up_by_provider",
    "speak_for",
    "take_seat",
    "update_profile",
]
