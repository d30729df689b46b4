"""What people tell us about themselves, and what they look for."""

from __future__ import annotations

from .directory import DirectoryForm
from .joining import MOST_FOUND, AgreeForm, DecisionForm, FindOrganisation, ReasonToJoin, SeatForm
from .profile import PhotoForm, ProfileForm, SignupDetails
from .stewardship import OtherAccountForm, ReasonForm

__all__ = [
    "MOST_FOUND",
    "AgreeForm",
    "DecisionForm",
    "DirectoryForm",
    "FindOrganisation",
    "OtherAccountForm",
    "PhotoForm",
    "ProfileForm",
    "ReasonForm",
    "ReasonToJoin",
    "SeatForm",
    "SignupDetails",
]
