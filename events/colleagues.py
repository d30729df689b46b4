"""Colleagues of one's own trust: who may bring them to a meeting, whom the portal suggests, and what each gets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal.users.holders import seats_at
from portal.users.models import Tenure, User

from . import admission
from .answers import Answer, Outcome
from .attendees import Attendee
from .models import EventPage, Registration
from .places import Places

MOST = 10  # of one person, at one meeting


@dataclass(frozen=True)
class Brought:
    """One colleague, and what they got; or the reason why they got nothing."""

    attendee: Attendee
    registration: Registration | None = None
    answer: Answer | None = None

    @property
    def is_skipped(self) -> bool:
        """Registered already: nothing to do, and no reason to stop."""
        return self.answer is not None and self.answer.is_already_so

    @property
    def is_refused(self) -> bool:
        return self.answer is not None and not self.is_skipped

    @property
    def is_waiting(self) -> bool:
        return self.registration is not None and self.registration.is_waiting

    @property
    def in_words(self) -> str:
        if self.answer is not None:
            return "Is registered already: left as it is" if self.is_skipped else self.answer.sentence
        if self.is_waiting:
            return "Goes on the waiting list"
        return "Gets a place" if self.registration.has_a_place else "An organiser says yes or no"  # type: ignore[union-attr]


def may_not_bring(event: EventPage, user: User, now: datetime) -> Answer | None:
    """Why not; None when they may. Whoever brings others must be able to come, but for the role they have."""
    for refused in (
        admission.of_the_meeting(event, now),
        admission.of_the_window(event, now),
        admission.of_the_person(event, user),
    ):
        if refused is not None and refused.outcome is not Outcome.NOT_ELIGIBLE:
            return refused
    if user.trust_id is None:
        return Answer(Outcome.NOT_ELIGIBLE, "Say first which trust you speak for: you register colleagues of it.")
    return None


def answer_for(event: EventPage, attendee: Attendee, *, now: datetime, places: Places) -> Answer:
    """As for somebody who registers themselves, but for membership: that is asked of whoever brings them."""
    theirs = event.meeting.registrations.active().filter(email=attendee.email.lower()).first()
    if theirs is not None:
        return Answer(admission.already(theirs), f"{attendee.name} is registered already.")
    if event.for_roles and attendee.role not in event.for_roles:
        return Answer(Outcome.NOT_ELIGIBLE, f"This meeting is for {event.for_whom}.")
    if event.admission == event.Admission.APPROVAL:
        return Answer(Outcome.APPROVAL, "An organiser says yes or no.")
    return admission.of_the_places(places, attendee.role, attendee.trust_id)


def suggested(user: User) -> list[Tenure]:
    """Who holds a seat at the trust this person speaks for, as far as they may know it."""
    if user.trust_id is None:
        return []
    found = []
    for seat in seats_at(user.trust_id, user):
        for tenure in seat.holders:  # type: ignore[attr-defined]
            if tenure.named and tenure.person_id != user.pk and tenure.person.is_active:
                tenure.seat = seat
                found.append(tenure)
    return found
