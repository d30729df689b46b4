"""The shapes of what people type in discussions."""

from __future__ import annotations

from .cases import CaseForm
from .editing import EditForm
from .ideas import DecideIdeaForm, IdeaForm, IdeaListForm
from .listing import ListForm
from .marking import MarkForm
from .moderating import AnswerForm, AppealForm, DecisionForm, GuestReportForm, ReasonForm, ReportForm, SettleForm
from .steering import CloseForm, MoveForm
from .talking import OWN_CASE, CommentForm, GuestCommentForm, ThreadForm, one_line

__all__ = [
    "OWN_CASE",
    "AnswerForm",
    "AppealForm",
    "CaseForm",
    "CloseForm",
    "CommentForm",
    "DecideIdeaForm",
    "DecisionForm",
    "EditForm",
    "GuestCommentForm",
    "GuestReportForm",
    "IdeaForm",
    "IdeaListForm",
    "ListForm",
    "MarkForm",
    "MoveForm",
    "ReasonForm",
    "ReportForm",
    "SettleForm",
    "ThreadForm",
    "one_line",
]
