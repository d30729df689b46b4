"""What people tell us about themselves, and what they look for."""

from __future__ import annotations

from .directory import DirectoryForm
from .joining import MOST_FOUND, AgreeForm, DecisionForm, FindOrganisation, ReasonToJoin, SeatForm
from .profile import PhotoForm, ProfileForm, SignupDetails

__all__ = [
    "MOST_FOUND",
    "AgreeForm",
    "DecisionForm",
    "DirectoryForm",
    "FindOrganisation",
    "PhotoForm",
    "ProfileForm",
    "ReasonToJoin",
    "SeatForm",
    "SignupDetails",
]
