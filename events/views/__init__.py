"""What people do with meetings: fetch, form, action, answer."""

from __future__ import annotations

from .acting import act, acted
from .after import after, files, minutes, publish, remove_file, withdraw_minutes
from .agreeing import agreed, change_action, finish_action, reopen_action
from .assisting import appoint, ask_director, assistant, assistant_link, desk, register_director
from .at_the_door import door, door_link, door_list, door_mark, door_opened, door_undo, ticket, walk_in
from .attendance import attendance
from .bringing import colleagues, withdraw_colleague
from .certificates import certificate, certificate_by_link, certificate_proved
from .invited import invitation, invited
from .inviting import invitations, invite, invite_seats, remind_invited, revoke_invitation, send_invitations
from .linked import give_back, link, place, substitute
from .mailing import mail_preview, mail_preview_html, mails, mails_of, resend, send_mails, write
from .mine import make_link, mine, revoke_link
from .offering import offer, offer_by_link
from .organising import call_off
from .people import one_of_the_people, people, register_somebody, sign_in_sheet
from .polling import new_poll, poll, take_date
from .preparing import again, prepared, start
from .registering import register, withdraw
from .replying import change_by_link, change_replies, needs, replies
from .series import decide, edit_series, new_series, series, series_list
from .surveying import answer_survey, survey_results

__all__ = [
    "act",
    "acted",
    "after",
    "again",
    "agreed",
    "answer_survey",
    "appoint",
    "ask_director",
    "assistant",
    "assistant_link",
    "attendance",
    "call_off",
    "certificate",
    "certificate_by_link",
    "certificate_proved",
    "change_action",
    "change_by_link",
    "change_replies",
    "colleagues",
    "decide",
    "desk",
    "door",
    "door_link",
    "door_list",
    "door_mark",
    "door_opened",
    "door_undo",
    "edit_series",
    "files",
    "finish_action",
    "give_back",
    "invitation",
    "invitations",
    "invite",
    "invite_seats",
    "invited",
    "link",
    "mail_preview",
    "mail_preview_html",
    "mails",
    "mails_of",
    "make_link",
    "mine",
    "minutes",
    "needs",
    "new_poll",
    "new_series",
    "offer",
    "offer_by_link",
    "one_of_the_people",
    "people",
    "place",
    "poll",
    "prepared",
    "publish",
    "register",
    "register_director",
    "register_somebody",
    "remind_invited",
    "remove_file",
    "reopen_action",
    "replies",
    "resend",
    "revoke_invitation",
    "revoke_link",
    "send_invitations",
    "send_mails",
    "series",
    "series_list",
    "sign_in_sheet",
    "start",
    "substitute",
    "survey_results",
    "take_date",
    "ticket",
    "walk_in",
    "withdraw",
    "withdraw_colleague",
    "withdraw_minutes",
    "write",
]
