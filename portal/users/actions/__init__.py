"""Verbs of people: come in, say who I am, take a seat and leave it, agree to the terms, and go."""

from __future__ import annotations

from .finding import find_person
from .joining import (
    admit,
    admit_by_domain,
    approve_application,
    approve_tenure,
    ask_to_join,
    decline_application,
    decline_tenure,
)
from .leaving import anonymise, end_tenures
from .profile import record_verified_address, remove_photo, set_photo, sign_up, update_profile, view_as_staff
from .seats import claim_seat, leave_seat, speak_for, take_seat, vouch
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
from .stewardship import begin_viewing, end_viewing, lift_suspension, merge_accounts, preview_merge, suspend, undo_merge
from .terms import agree, publish_terms

__all__ = [
    "admit",
    "admit_by_domain",
    "agree",
    "anonymise",
    "approve_application",
    "approve_tenure",
    "ask_to_join",
    "begin_viewing",
    "claim_seat",
    "decline_application",
    "decline_tenure",
    "end_sessions",
    "end_tenures",
    "end_viewing",
    "find_person",
    "leave_seat",
    "lift_suspension",
    "merge_accounts",
    "note_session_use",
    "preview_merge",
    "publish_terms",
    "record_factor",
    "record_failed_sign_in",
    "record_linked",
    "record_new_address",
    "record_password",
    "record_sign_in",
    "record_unlinked",
    "record_verified_address",
    "remove_photo",
    "reset_second_factor",
    "set_photo",
    "sign_up",
    "sign_up_by_provider",
    "speak_for",
    "suspend",
    "take_seat",
    "undo_merge",
    "update_profile",
    "view_as_staff",
    "vouch",
]
