"""Verbs of those who look after discussions."""

from __future__ import annotations

from .answering import answer_appeal, may_answer, may_settle, settle_concern
from .blocking import block_writer, lift_block, may_block
from .claiming import claim, release
from .deciding import approve, held_for, looks_after, may_decide, may_moderate, may_read_words, refuse, remove
from .queue import Queue, Ticket
from .reminding import remind

# The actions in the log that convenors see of their network: decisions, and not who reported.
DECISIONS = [
    *(f"discussion/decided_{state}" for state in ("published", "refused", "removed")),
    "discussion/comment_hidden",
    "discussion/blocked",
    "discussion/block_lifted",
    "discussion/appealed",
    "discussion/appeal_granted",
    "discussion/appeal_refused",
]

__all__ = [
    "DECISIONS",
    "Queue",
    "Ticket",
    "answer_appeal",
    "approve",
    "block_writer",
    "claim",
    "held_for",
    "lift_block",
    "looks_after",
    "may_answer",
    "may_block",
    "may_decide",
    "may_moderate",
    "may_read_words",
    "may_settle",
    "refuse",
    "release",
    "remind",
    "remove",
    "settle_concern",
]
