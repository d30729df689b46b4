"""What the portal answers when somebody wants to register: a place, the waiting list, or no and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from django.core.exceptions import PermissionDenied


class Outcome(Enum):
    PLACE = "place"
    WAITING_LIST = "waiting-list"
    APPROVAL = "approval"
    # From here on: no.
    FULL = "full"
    SIGNED_OUT = "signed-out"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    OVER = "over"
    NOT_YET_OPEN = "not-yet-open"
    CLOSED = "closed"
    UNVERIFIED = "unverified"
    NOT_APPROVED = "not-approved"
    NOT_A_MEMBER = "not-a-member"
    NOT_ELIGIBLE = "not-eligible"
    NOT_INVITED = "not-invited"
    DECLINED = "declined"
    NO_OFFER = "no-offer"
    HAS_A_PLACE = "has-a-place"
    HAS_AN_OFFER = "has-an-offer"
    HAS_ASKED = "has-asked"
    IS_WAITING = "is-waiting"
    HAS_WITHDRAWN = "has-withdrawn"
    TOO_LATE_TO_WITHDRAW = "too-late-to-withdraw"
    NOT_ITS_DAY = "not-its-day"


@dataclass(frozen=True)
class Answer:
    """True when the person may register. The sentence says what that gets them, or why not."""

    outcome: Outcome
    sentence: str

    def __bool__(self) -> bool:
        return self.outcome in (Outcome.PLACE, Outcome.WAITING_LIST, Outcome.APPROVAL)

    @property
    def is_already_so(self) -> bool:
        """The person has what they ask for: a second press, another tab."""
        return self.outcome in (
            Outcome.HAS_A_PLACE,
            Outcome.HAS_AN_OFFER,
            Outcome.HAS_ASKED,
            Outcome.IS_WAITING,
            Outcome.HAS_WITHDRAWN,
        )


class Refused(PermissionDenied):
    """The action did nothing; the answer says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.sentence)
        self.answer = answer
