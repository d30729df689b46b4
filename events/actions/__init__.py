"""The verbs of meetings. Each locks the meeting's row, changes, logs and writes its mails in one transaction."""

from __future__ import annotations

from .agreeing import change_action, close_action, forget_owners, pass_on_action, remind_owners, reopen_action
from .answering import accept_invitation, decline_invitation, send_deputy
from .approving import approve, decline
from .asking import tell_organisers
from .assisting import give_back, register_director, send_instead
from .at_the_door import check_in, make_door_link, revoke_door_link, take_back, walk_in
from .attending import mark_present, takes_marks
from .bringing import preview_colleagues, register_colleagues
from .calendars import make_calendar_link, revoke_calendar_link
from .deciding import change_series, decide_on_series, make_series
from .delegating import appoint_assistant, ask_director, end_delegation, grant_delegation
from .filing import add_file, remove_file
from .inviting import holders_of, invite, invite_seats, remind_invited, revoke_invitation, send_invitations
from .leaving import forget_attendance, forget_person
from .meetings import apply_published_change, cancel_meeting, postpone_meeting
from .minuting import publish_minutes, withdraw_minutes, write_minutes
from .offering import accept_offer, refuse_offer
from .placing import promote
from .polling import ask_for_date, take_date, vote
from .preparing import (
    FOR_CONVENORS,
    DateTakenError,
    draft_first_meeting,
    publish_prepared,
    repeat_meeting,
    start_meeting,
)
from .registering import register, register_attendee, withdraw
from .replying import change_replies, forget_needs, register_answering
from .resending import resend_mails
from .seating import change_note, give_next_place
from .substituting import substitute
from .succeeding import keep_the_better, pass_on
from .surveying import CannotAnswerError, answer_survey, forget_words
from .telling import plan_mails, send_due, send_now
from .writing import write_to

__all__ = [
    "FOR_CONVENORS",
    "CannotAnswerError",
    "DateTakenError",
    "accept_invitation",
    "accept_offer",
    "add_file",
    "answer_survey",
    "apply_published_change",
    "appoint_assistant",
    "approve",
    "ask_director",
    "ask_for_date",
    "cancel_meeting",
    "change_action",
    "change_note",
    "change_replies",
    "change_series",
    "check_in",
    "close_action",
    "decide_on_series",
    "decline",
    "decline_invitation",
    "draft_first_meeting",
    "end_delegation",
    "forget_attendance",
    "forget_needs",
    "forget_owners",
    "forget_person",
    "forget_words",
    "give_back",
    "give_next_place",
    "grant_delegation",
    "holders_of",
    "invite",
    "invite_seats",
    "keep_the_better",
    "make_calendar_link",
    "make_door_link",
    "make_series",
    "mark_present",
    "pass_on",
    "pass_on_action",
    "plan_mails",
    "postpone_meeting",
    "preview_colleagues",
    "promote",
    "publish_minutes",
    "publish_prepared",
    "refuse_offer",
    "register",
    "register_answering",
    "register_attendee",
    "register_colleagues",
    "register_director",
    "remind_invited",
    "remind_owners",
    "remove_file",
    "reopen_action",
    "repeat_meeting",
    "resend_mails",
    "revoke_calendar_link",
    "revoke_door_link",
    "revoke_invitation",
    "send_deputy",
    "send_due",
    "send_instead",
    "send_invitations",
    "send_now",
    "start_meeting",
    "substitute",
    "take_back",
    "take_date",
    "takes_marks",
    "tell_organisers",
    "vote",
    "walk_in",
    "withdraw",
    "withdraw_minutes",
    "write_minutes",
    "write_to",
]
