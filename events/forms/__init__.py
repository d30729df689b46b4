"""What organisers and people who register tell us."""

from __future__ import annotations

from .answering import AcceptForm, DeclineForm, DeputyForm
from .at_the_door import MarkForm, WalkInForm
from .calling_off import CallOffForm
from .delegating import AppointForm, AskDirectorForm
from .inviting import InviteForm, InviteListForm, InviteSeatsForm
from .mailing import SendNowForm, WriteForm
from .registering import RegistrationForm

__all__ = [
    "AcceptForm",
    "AppointForm",
    "AskDirectorForm",
    "CallOffForm",
    "DeclineForm",
    "DeputyForm",
    "InviteForm",
    "InviteListForm",
    "InviteSeatsForm",
    "MarkForm",
    "RegistrationForm",
    "SendNowForm",
    "WalkInForm",
    "WriteForm",
]
