"""The data of the toolbox: its tools, and drafts of them that wait for comments."""

from __future__ import annotations

from .drafts import DraftAnswer, DraftForComment, DraftParagraph, DraftRemark
from .entries import EntryFacet, EntryFile, EntryPage, ToolboxIndexPage, entries_with
from .glossary import Term
from .shelves import Shelf, ShelfItem
from .ward import InterviewTool

__all__ = [
    "DraftAnswer",
    "DraftForComment",
    "DraftParagraph",
    "DraftRemark",
    "EntryFacet",
    "EntryFile",
    "EntryPage",
    "InterviewTool",
    "Shelf",
    "ShelfItem",
    "Term",
    "ToolboxIndexPage",
    "entries_with",
]
