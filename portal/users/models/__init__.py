"""People, the seats they hold, and what they agreed to."""

from __future__ import annotations

from .joining import ANSWER_WITHIN, TRIES, Application
from .people import TRUST_ROLES, Role, User
from .portraits import Portrait
from .seats import Seat, Tenure
from .terms import Agreement, TermsVersion

__all__ = [
    "ANSWER_WITHIN",
    "TRIES",
    "TRUST_ROLES",
    "Agreement",
    "Application",
    "Portrait",
    "Role",
    "Seat",
    "Tenure",
    "TermsVersion",
    "User",
]
