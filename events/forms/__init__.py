"""What organisers and people who register tell us."""

from __future__ import annotations

from .after import AfterForm
from .agreeing import ActionForm, FinishForm
from .answering import AcceptForm, DeclineForm, DeputyForm
from .at_the_door import MarkForm, WalkInForm
from .bringing import ColleaguesForm
from .calling_off import CallOffForm
from .delegating import AppointForm, AskDirectorForm, RegisterDirectorForm
from .filing import FileForm
from .inviting import InviteForm, InviteListForm, InviteSeatsForm
from .mailing import SendNowForm, WriteForm
from .organising import MessageForm, NoteForm, OnBehalfForm, ReasonForm, SureForm
from .polling import PollForm, TakeDateForm, VoteForm
from .preparing import AgainForm, NewSeriesForm, SeriesDecisionForm, SeriesForm, StartForm
from .registering import RegistrationForm
from .surveying import SurveyForm

__all__ = [
    "AcceptForm",
    "ActionForm",
    "AfterForm",
    "AgainForm",
    "AppointForm",
    "AskDirectorForm",
    "CallOffForm",
    "ColleaguesForm",
    "DeclineForm",
    "DeputyForm",
    "FileForm",
    "FinishForm",
    "InviteForm",
    "InviteListForm",
    "InviteSeatsForm",
    "MarkForm",
    "MessageForm",
    "NewSeriesForm",
    "NoteForm",
    "OnBehalfForm",
    "PollForm",
    "ReasonForm",
    "RegisterDirectorForm",
    "RegistrationForm",
    "SendNowForm",
    "SeriesDecisionForm",
    "SeriesForm",
    "StartForm",
    "SureForm",
    "SurveyForm",
    "TakeDateForm",
    "VoteForm",
    "WalkInForm",
    "WriteForm",
]
