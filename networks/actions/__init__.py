"""Verbs of networks: join and leave, decide, change roles, run a network, propose one."""

from __future__ import annotations

from .joining import approve_request, decline_request, join, leave, remove_member, request_to_join, withdraw_request
from .leaving import end_memberships, end_requests, forget_proposals, forget_proposers
from .looking import note_look
from .proposing import answer_proposal, propose, take_proposal
from .roles import change_role, compare_groups, hand_over, write_group
from .running import change_kind, open_discussions, open_network, set_up
from .starting import start_network
from .succeeding import succeed

__all__ = [
    "answer_proposal",
    "approve_request",
    "change_kind",
    "change_role",
    "compare_groups",
    "decline_request",
    "end_memberships",
    "end_requests",
    "forget_proposals",
    "forget_proposers",
    "hand_over",
    "join",
    "leave",
    "note_look",
    "open_discussions",
    "open_network",
    "propose",
    "remove_member",
    "request_to_join",
    "set_up",
    "start_network",
    "succeed",
    "take_proposal",
    "withdraw_request",
    "write_group",
]
