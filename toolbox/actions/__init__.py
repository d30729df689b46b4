"""The verbs of the toolbox."""

from __future__ import annotations

from .adoption import say_adoption, take_back_adoption
from .drafts import answer_remark, close_draft, open_draft, remind_of_drafts, say_of_paragraph
from .editions import check_citation, cite, note_readers, note_version, take_citation_away
from .entries import give_entry, offer_entry, promote_answer, release_files
from .glossary import note_term, note_term_gone
from .own import make_own, tell_of_parents
from .packs import make_pack
from .readings import ask_to_read, confirm_reading, end_reading, remind_readers
from .reviews import check_entry, settle_review, step_reviews
from .shelves import copy_shelf, delete_shelf, keep, move_item, note_item, take_off, write_shelf
from .submissions import (
    ask_for_changes,
    claim,
    decline,
    may_review,
    note_published,
    note_rejected,
    remind_reviewers,
    send_again,
)
from .usefulness import TooManyProblemsError, answer_problem, rate_entry, report_problem, take_back_rating

__all__ = [
    "TooManyProblemsError",
    "answer_problem",
    "answer_remark",
    "ask_for_changes",
    "ask_to_read",
    "check_citation",
    "check_entry",
    "cite",
    "claim",
    "close_draft",
    "confirm_reading",
    "copy_shelf",
    "decline",
    "delete_shelf",
    "end_reading",
    "give_entry",
    "keep",
    "make_own",
    "make_pack",
    "may_review",
    "move_item",
    "note_item",
    "note_published",
    "note_readers",
    "note_rejected",
    "note_term",
    "note_term_gone",
    "note_version",
    "offer_entry",
    "open_draft",
    "promote_answer",
    "rate_entry",
    "release_files",
    "remind_of_drafts",
    "remind_readers",
    "remind_reviewers",
    "report_problem",
    "say_adoption",
    "say_of_paragraph",
    "send_again",
    "settle_review",
    "step_reviews",
    "take_back_adoption",
    "take_back_rating",
    "take_citation_away",
    "take_off",
    "tell_of_parents",
    "write_shelf",
]
