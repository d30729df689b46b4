"""Verbs of people: come in, say who I am, take a seat and leave it, agree to the terms, and go."""

from __future__ import annotations

from .confirming import (
    ask_again,
    ask_holders,
    confirm_seat,
    doubt_bounced,
    doubt_closed_trusts,
    doubt_moved_address,
    doubt_seat,
    remind_holders,
    report_seat,
)
from .finding import find_person
from .handing_over import (
    accept_hand_over,
    decline_hand_over,
    end_hand_overs,
    offer_hand_over,
    withdraw_hand_over,
)
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
from .specialists import add_absence, end_absence, record_specialist
from .stewardship import begin_viewing, end_viewing, lift_suspension, merge_accounts, preview_merge, suspend, undo_merge
from .terms import agree, publish_terms
from .vacancies import invite_to_seat, name_successor, open_seats, put_in_seat, vacate_seat
from .writing import (
    answer_message,
    block_writer,
    note_read,
    report_message,
    settle_report,
    unblock_writer,
    write_to_person,
    write_to_seat,
)

__all__ = [
    "accept_hand_over",
    "add_absence",
    "admit",
    "admit_by_domain",
    "agree",
    "anonymise",
    "answer_message",
    "approve_application",
    "approve_tenure",
    "ask_again",
    "ask_holders",
    "ask_to_join",
    "begin_viewing",
    "block_writer",
    "claim_seat",
    "confirm_seat",
    "decline_application",
    "decline_hand_over",
    "decline_tenure",
    "doubt_bounced",
    "doubt_closed_trusts",
    "doubt_moved_address",
    "doubt_seat",
    "end_absence",
    "end_hand_overs",
    "end_sessions",
    "end_tenures",
    "end_viewing",
    "find_person",
    "invite_to_seat",
    "leave_seat",
    "lift_suspension",
    "merge_accounts",
    "name_successor",
    "note_read",
    "note_session_use",
    "offer_hand_over",
    "open_seats",
    "preview_merge",
    "publish_terms",
    "put_in_seat",
    "record_factor",
    "record_failed_sign_in",
    "record_linked",
    "record_new_address",
    "record_password",
    "record_sign_in",
    "record_specialist",
    "record_unlinked",
    "record_verified_address",
    "remind_holders",
    "remove_photo",
    "report_message",
    "report_seat",
    "reset_second_factor",
    "set_photo",
    "settle_report",
    "sign_up",
    "sign_up_by_provider",
    "speak_for",
    "suspend",
    "take_seat",
    "unblock_writer",
    "undo_merge",
    "update_profile",
    "vacate_seat",
    "view_as_staff",
    "vouch",
    "withdraw_hand_over",
    "write_to_person",
    "write_to_seat",
]
