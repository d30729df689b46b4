"""People, the seats they hold, and what they agreed to."""

from __future__ import annotations

from .continuity import Absence, HandOver, SeatReport, Specialist
from .joining import ANSWER_WITHIN, TRIES, Application
from .messages import Blocking, Message
from .people import TRUST_ROLES, Role, User
from .portraits import Portrait
from .seats import Seat, Tenure
from .stewardship import LOOK_FOR, UNDO_FOR, Merge, Suspension, Viewing
from .terms import Agreement, TermsVersion

__all__ = [
    "ANSWER_WITHIN",
    "LOOK_FOR",
    "TRIES",
    "TRUST_ROLES",
    "UNDO_FOR",
    "Absence",
    "Agreement",
    "Application",
    "Blocking",
    "HandOver",
    "Merge",
    "Message",
    "Portrait",
    "Role",
    "Seat",
    "SeatReport",
    "Specialist",
    "Suspension",
    "Tenure",
    "TermsVersion",
    "User",
    "Viewing",
]
