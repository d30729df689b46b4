"""Verbs of networks: join and leave, decide, change roles, run a network, propose one."""

from __future__ import annotations

from .answering import accept_invitation, decline_invitation, keep_promises, promise_to_join
from .appealing import answer_appeal, appeal, lift_bar
from .archiving import ask_for_archive, make_archive
from .broadcasting import be_quiet, resend_failed, send_broadcast, stop_broadcast, write_broadcast
from .filing import make_folder, restore_file
from .hearing import is_muted, mute
from .inviting import invite, remind_invited, resend_invitation, revoke_invitation
from .joining import (
    approve_request,
    approve_requests,
    come_back,
    decline_request,
    join,
    leave,
    remove_member,
    request_to_join,
    vouch_for_request,
    withdraw_request,
)
from .leading import keep_led, name_convenor
from .leaving import end_memberships, end_requests, forget_proposals, forget_proposers
from .looking import note_look
from .proposing import answer_proposal, propose, take_proposal
from .reminding import remind_of_requests
from .roles import change_role, compare_groups, hand_over, write_group
from .running import change_kind, open_discussions, open_network, set_up
from .starting import start_network
from .succeeding import succeed
from .taking_up import take_up_comment

__all__ = [
    "accept_invitation",
    "answer_appeal",
    "answer_proposal",
    "appeal",
    "approve_request",
    "approve_requests",
    "ask_for_archive",
    "be_quiet",
    "change_kind",
    "change_role",
    "come_back",
    "compare_groups",
    "decline_invitation",
    "decline_request",
    "end_memberships",
    "end_requests",
    "forget_proposals",
    "forget_proposers",
    "hand_over",
    "invite",
    "is_muted",
    "join",
    "keep_led",
    "keep_promises",
    "leave",
    "lift_bar",
    "make_archive",
    "make_folder",
    "mute",
    "name_convenor",
    "note_look",
    "open_discussions",
    "open_network",
    "promise_to_join",
    "propose",
    "remind_invited",
    "remind_of_requests",
    "remove_member",
    "request_to_join",
    "resend_failed",
    "resend_invitation",
    "restore_file",
    "revoke_invitation",
    "send_broadcast",
    "set_up",
    "start_network",
    "stop_broadcast",
    "succeed",
    "take_proposal",
    "take_up_comment",
    "vouch_for_request",
    "withdraw_request",
    "write_broadcast",
    "write_group",
]
