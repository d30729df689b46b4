"""The verbs of the toolbox."""

from __future__ import annotations

from .drafts import answer_remark, close_draft, open_draft, remind_of_drafts, say_of_paragraph
from .entries import give_entry, offer_entry, offered_files, promote_answer, release_files
from .glossary import note_term, note_term_gone

__all__ = [
    "answer_remark",
    "close_draft",
    "give_entry",
    "note_term",
    "note_term_gone",
    "offer_entry",
    "offered_files",
    "open_draft",
    "promote_answer",
    "release_files",
    "remind_of_drafts",
    "say_of_paragraph",
]
