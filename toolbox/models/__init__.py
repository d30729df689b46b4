"""The data of the toolbox: its tools, and drafts of them that wait for comments."""

from __future__ import annotations

from .adoption import Adoption, AdoptionStep
from .drafts import DraftAnswer, DraftForComment, DraftParagraph, DraftRemark
from .editions import Citation, Edition, EntryVersion
from .entries import EntryFacet, EntryFile, EntryPage, ToolboxIndexPage, entries_with
from .glossary import Term
from .own import OwnCopy, TrustDetails
from .packs import DeskPack
from .readings import ReadingRequest, Receipt
from .reviews import Review
from .shelves import Shelf, ShelfItem
from .submissions import Submission, SubmissionStep
from .usefulness import Problem, Usefulness
from .ward import InterviewTool

__all__ = [
    "Adoption",
    "AdoptionStep",
    "Citation",
    "DeskPack",
    "DraftAnswer",
    "DraftForComment",
    "DraftParagraph",
    "DraftRemark",
    "Edition",
    "EntryFacet",
    "EntryFile",
    "EntryPage",
    "EntryVersion",
    "InterviewTool",
    "OwnCopy",
    "Problem",
    "ReadingRequest",
    "Receipt",
    "Review",
    "Shelf",
    "ShelfItem",
    "Submission",
    "SubmissionStep",
    "Term",
    "ToolboxIndexPage",
    "TrustDetails",
    "Usefulness",
    "entries_with",
]
