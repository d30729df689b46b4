"""The verbs of the toolbox."""

from __future__ import annotations

from .adoption import say_adoption, take_back_adoption
from .drafts import answer_remark, close_draft, open_draft, remind_of_drafts, say_of_paragraph
from .entries import give_entry, offer_entry, offered_files, promote_answer, release_files
from .glossary import note_term, note_term_gone
from .shelves import copy_shelf, delete_shelf, keep, move_item, note_item, take_off, write_shelf
from .usefulness import TooManyProblemsError, answer_problem, rate_entry, report_problem, take_back_rating

__all__ = [
    "TooManyProblemsError",
    "answer_problem",
    "answer_remark",
    "close_draft",
    "copy_shelf",
    "delete_shelf",
    "give_entry",
    "keep",
    "move_item",
    "note_item",
    "note_term",
    "note_term_gone",
    "offer_entry",
    "offered_files",
    "open_draft",
    "promote_answer",
    "rate_entry",
    "release_files",
    "remind_of_drafts",
    "report_problem",
    "say_adoption",
    "say_of_paragraph",
    "take_back_adoption",
    "take_back_rating",
    "take_off",
    "write_shelf",
]
