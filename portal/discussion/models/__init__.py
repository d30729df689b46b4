"""What is said: threads and the comments in them; and what looking after them needs and leaves."""

from __future__ import annotations

from .appeals import Appeal
from .attachments import MOST_FILES, Attachment
from .blocks import Block
from .cases import ENOUGH, Case
from .comments import LONGEST_COMMENT, Comment
from .drafts import Draft
from .ideas import Idea, IdeaStep
from .marks import Mark
from .mentions import Mention
from .phrases import WatchedPhrase
from .promotions import Promotion
from .readings import Reading
from .reports import Concern, Report
from .threads import Thread
from .turns import Turn
from .useful import Useful
from .waiting import CLAIM_LASTS, Waiting
from .wordings import Wording

__all__ = [
    "CLAIM_LASTS",
    "ENOUGH",
    "LONGEST_COMMENT",
    "MOST_FILES",
    "Appeal",
    "Attachment",
    "Block",
    "Case",
    "Comment",
    "Concern",
    "Draft",
    "Idea",
    "IdeaStep",
    "Mark",
    "Mention",
    "Promotion",
    "Reading",
    "Report",
    "Thread",
    "Turn",
    "Useful",
    "Waiting",
    "WatchedPhrase",
    "Wording",
]
