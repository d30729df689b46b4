"""Who may register for a meeting, asked in the order in which a person would want to know."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from portal.cms.audience import may_see, takes_part
from portal.cms.components import dates

from .answers import Answer, Outcome
from .attendees import Attendee
from .places import Places
from .words import of_one

if TYPE_CHECKING:
    from .models import EventPage, Registration


def answer(event: EventPage, user: AbstractBaseUser | AnonymousUser, *, now: datetime, places: Places | None) -> Answer:
    refusals = (
        lambda: of_the_meeting(event, now),
        lambda: of_their_registration(event, user),
        lambda: of_the_window(event, now),
        lambda: of_the_person(event, user),
    )
    refused = next((no for no in (ask() for ask in refusals) if no is not None), None)
    if refused is not None:
        return refused
    if event.admission == event.Admission.APPROVAL:
        return Answer(Outcome.APPROVAL, "An organiser says yes or no to each request. You hear by email.")
    places = places if places is not None else event.meeting.count_places()
    return of_the_places(places, user.role, user.trust_id)  # type: ignore[union-attr]


def answer_for(event: EventPage, attendee: Attendee, *, now: datetime, places: Places) -> Answer:
    """For somebody who was let in by name: whether the meeting is to come, and whether there is a place."""
    refused = of_the_meeting(event, now)
    if refused is not None:
        return refused
    theirs = event.meeting.registrations.active().naming_either(attendee.email, attendee.user).order_by("pk").first()
    if theirs is not None and not theirs.is_requested:
        return Answer(already(theirs), f"{attendee.name} is registered already.")
    return of_the_places(places, attendee.role, attendee.trust_id)


def of_the_meeting(event: EventPage, now: datetime) -> Answer | None:
    """No, to everybody: it is called off or has begun."""
    meeting = event.meeting
    if meeting.is_cancelled:
        return Answer(Outcome.CANCELLED, "This meeting is cancelled.")
    if meeting.is_postponed:
        return Answer(Outcome.POSTPONED, "This meeting is postponed. You can register once there is a new date.")
    if meeting.is_over(now):
        return Answer(Outcome.OVER, "This meeting has taken place.")
    if meeting.has_started(now):
        return Answer(Outcome.OVER, "This meeting has started.")
    return None


def of_their_registration(event: EventPage, user: AbstractBaseUser | AnonymousUser) -> Answer | None:
    """They have what they ask for."""
    if not user.is_authenticated:
        return None
    registration = event.registration_naming(user)
    if registration is None:
        return None
    if registration.is_declined:  # may be asked again by an organiser, who then says yes
        if event.admission != event.Admission.APPROVAL:
            return None
        return Answer(Outcome.DECLINED, "An organiser has said no to your request to come to this meeting.")
    return Answer(already(registration), ALREADY[already(registration)])


ALREADY = {
    Outcome.HAS_A_PLACE: "You have a place already.",
    Outcome.HAS_AN_OFFER: "There is a place on offer for you: take it or leave it.",
    Outcome.IS_WAITING: "You are on the waiting list already.",
    Outcome.HAS_ASKED: "You have asked for a place already. An organiser will say yes or no.",
}


def already(registration: Registration) -> Outcome:
    """What somebody has who registers again."""
    if registration.has_a_place:
        return Outcome.HAS_A_PLACE
    if registration.is_offered:
        return Outcome.HAS_AN_OFFER
    return Outcome.HAS_ASKED if registration.is_requested else Outcome.IS_WAITING


def of_the_window(event: EventPage, now: datetime) -> Answer | None:
    if event.opens_at and now < event.opens_at:
        when = f"{dates.day(event.opens_at)}, {dates.clock(event.opens_at)}"
        return Answer(Outcome.NOT_YET_OPEN, f"Registration opens on {when}.")
    if now >= event.last_moment:
        when = f"{dates.day(event.last_moment)}, {dates.clock(event.last_moment)}"
        return Answer(Outcome.CLOSED, f"Registration closed on {when}.")
    return None


def of_the_person(event: EventPage, user: AbstractBaseUser | AnonymousUser) -> Answer | None:
    if not user.is_authenticated or not user.is_active:
        return Answer(Outcome.SIGNED_OUT, "Sign in to register.")
    if not user.email_is_verified:  # type: ignore[attr-defined, union-attr]
        return Answer(Outcome.UNVERIFIED, "Confirm your email address first: your place is sent there.")
    if not takes_part(user):
        return Answer(Outcome.NOT_APPROVED, "Your account waits for approval. You can register once it is there.")
    if event.admission == event.Admission.INVITATION:
        return Answer(Outcome.NOT_INVITED, "This meeting is by invitation. Those invited have an email with a link.")
    network = event.network() if event.members_only else None
    if network is not None and not may_see(user, [network.members]):
        return Answer(Outcome.NOT_A_MEMBER, f"This meeting is for members of the {network}.")
    role = user.role  # type: ignore[attr-defined, union-attr]
    if event.for_roles and role not in event.for_roles:
        theirs = f"Your profile says {of_one(role)}." if role else "Your profile does not say what your role is."
        return Answer(Outcome.NOT_ELIGIBLE, f"This meeting is for {event.for_whom}. {theirs}")
    return None


def of_the_places(places: Places, role: str, trust: int | None) -> Answer:
    if places.room_for(role, trust):
        return Answer(Outcome.PLACE, "There is a place for you.")
    return Answer(Outcome.WAITING_LIST, f"{why_waiting(places, role, trust)} You can join the waiting list.")


def why_waiting(places: Places, role: str, trust: int | None) -> str:
    if places.left_for(role) != 0 and places.trust_is_full(trust):
        number = "the one place" if places.quota == 1 else f"all {places.quota} places"
        return f"Your trust has {number} that one trust can have at this meeting."
    if places.left_for_anybody:
        return "The places that are left are kept for others for now."
    return "All places are taken."
