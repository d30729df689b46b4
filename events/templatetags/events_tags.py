"""What other rooms' templates may ask about meetings, one line each."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.template import Context

from events import survey
from events.attendance import Attendance, MeetingsOf
from events.convening import convenes
from events.models import AgreedAction, DatePoll, EventPage, Meeting, Registration
from events.outcomes import Outcomes
from events.panel import taken_for
from portal.cms.audience import may_see

register = template.Library()


@register.simple_tag(takes_context=True)
def upcoming_events(context: Context, network: Any = None, limit: int = 3) -> list[EventPage]:
    """`{% upcoming_events network=page.network limit=3 as events %}`: the next that the reader may see, for cards."""
    events = EventPage.objects.visible_to(reader(context)).upcoming()
    if network:
        network = getattr(network, "network", network)  # the page of a network does as well
        events = events.of_network(network)
    return events[:limit].cards()


@register.simple_tag(takes_context=True)
def upcoming_count(context: Context, days: int = 60) -> int:
    """How many meetings the reader may see in the next so many days."""
    return EventPage.objects.visible_to(reader(context)).upcoming().within(days=days).count()


@register.simple_tag
def my_next_meeting(user: AbstractBaseUser | AnonymousUser) -> Registration | None:
    """`{% my_next_meeting user as mine %}`: the next meeting this person has a place at, as `mine.meeting.page`."""
    return Registration.objects.of(user).confirmed().coming_up().first() if user.is_authenticated else None


@register.simple_tag
def my_meetings(user: AbstractBaseUser | AnonymousUser, limit: int = 5) -> list[Registration]:
    """The next meetings this person has a place at or waits for."""
    return list(Registration.objects.of(user).coming_up()[:limit]) if user.is_authenticated else []


@register.simple_tag(takes_context=True)
def taken_for_reader(context: Context, meeting: Meeting) -> int:
    """The places the reader cannot have: what is left is true for the person who looks."""
    return taken_for(meeting, reader(context))


@register.simple_tag(takes_context=True)
def outcomes_of(context: Context, event: EventPage, manages: bool = False) -> Outcomes:
    """`{% outcomes_of page manages as outcomes %}`: minutes, decisions, actions and files, as far as the reader may."""
    return Outcomes(event, reader(context), manages=manages)


@register.simple_tag
def my_actions(user: AbstractBaseUser | AnonymousUser, limit: int = 10) -> list[AgreedAction]:
    """What this person agreed to do and has not done, the next day first."""
    return list(AgreedAction.objects.mine(user)[:limit]) if user.is_authenticated else []


@register.inclusion_tag("events/_attendance_summary.html", takes_context=True)
def attendance(context: Context, network: Any) -> dict[str, Any]:
    """`{% attendance network=network %}`: which trusts come, in two sentences, for those who may see the whole map."""
    found = Attendance(reader(context), network=network)
    return {"attendance": found if found.can_be_seen() else None}


@register.inclusion_tag("events/_network_meetings.html", takes_context=True)
def network_meetings(context: Context, network: Any) -> dict[str, Any]:
    """`{% network_meetings network=network %}`: the last meeting, open actions, who never came; for who runs it."""
    may = Attendance(reader(context), network=network).can_be_seen()
    return {"meetings": MeetingsOf(reader(context), network) if may else None}


def reader(context: Context) -> AbstractBaseUser | AnonymousUser:
    """Who reads: a page rendered without a request (a preview, a mail) is for anybody."""
    request = context.get("request")
    return getattr(request, "user", None) or AnonymousUser()


@register.simple_tag
def survey_of(meeting: Meeting, registration: Registration | None) -> dict[str, bool]:
    """`{% survey_of meeting registration as survey %}`: may the reader answer it, and is there a result?"""
    if registration is not None:
        registration.meeting = meeting
    return {
        "may_answer": registration is not None and not survey.why_not(registration),
        "has_results": (getattr(meeting, "answers", None) or 0) >= survey.ENOUGH,  # counted with the meeting's row
    }


@register.simple_tag(takes_context=True)
def meeting_plans(context: Context, network: Any) -> dict[str, Any]:
    """`{% meeting_plans network as plans %}`: open polls for members, the ways to plan for who runs it."""
    user = reader(context)
    polls = DatePoll.objects.visible_to(user).taking_votes().filter(network=network) if user.is_authenticated else []
    return {"polls": polls, "starts": convenes(user, network), "asks": may_see(user, [network.convenors])}
