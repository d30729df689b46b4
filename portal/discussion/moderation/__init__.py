"""Verbs of those who look after discussions."""

from __future__ import annotations

from portal.discussion.standing import Basis

from .answering import answer_appeal, may_answer, may_settle, settle_concern
from .blocking import block_writer, lift_block, may_block
from .claiming import claim, release
from .considering import decide_idea, give_idea, remind_of_ideas
from .deciding import approve, held_for, looks_after, may_decide, may_moderate, may_read_words, refuse, remove
from .marking import (
    is_answer,
    mark_answer,
    may_mark,
    may_rest_on,
    may_thank,
    note_edition,
    say_it_helped,
)
from .merging import can_merge, may_merge, merge_threads, unmerge
from .moving import move, readers_after
from .promoting import choose_credit, promote
from .queue import Queue, Ticket
from .reminding import remind
from .resting import show_basis
from .steering import close, pin, reopen

# The actions in the log that convenors see of their network: decisions, and not who reported.
DECISIONS = [
    *(f"discussion/decided_{state}" for state in ("published", "refused", "removed")),
    "discussion/comment_hidden",
    "discussion/blocked",
    "discussion/block_lifted",
    "discussion/appealed",
    "discussion/appeal_granted",
    "discussion/appeal_refused",
    "discussion/merged",
    "discussion/unmerged",
    "discussion/promoted",
    *(f"discussion/thread_{what}" for what in ("pinned", "unpinned", "closed", "reopened", "moved")),
    *(f"discussion/idea_{state}" for state in ("heard", "considering", "adopted", "declined")),
]

__all__ = [
    "DECISIONS",
    "Basis",
    "Queue",
    "Ticket",
    "answer_appeal",
    "approve",
    "block_writer",
    "can_merge",
    "choose_credit",
    "claim",
    "close",
    "decide_idea",
    "give_idea",
    "held_for",
    "is_answer",
    "lift_block",
    "looks_after",
    "mark_answer",
    "may_answer",
    "may_block",
    "may_decide",
    "may_mark",
    "may_merge",
    "may_moderate",
    "may_read_words",
    "may_rest_on",
    "may_settle",
    "may_thank",
    "merge_threads",
    "move",
    "note_edition",
    "pin",
    "promote",
    "readers_after",
    "refuse",
    "release",
    "remind",
    "remind_of_ideas",
    "remove",
    "reopen",
    "say_it_helped",
    "settle_concern",
    "show_basis",
    "unmerge",
]
