"""Calendar files and feeds. What is public is what anybody may see, whoever asks."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from networks.models import Network, NetworkPage

from .calendar import MEDIA_TYPE, calendar_file
from .choice import Choice
from .models import CalendarLink, EventPage, Registration
from .querysets import EventQuerySet

KEPT = timedelta(days=90)  # how long a meeting that has been stays in a feed
MOST = 500


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting, to add to a calendar."""
    event = get_object_or_404(EventPage.objects.visible_to(request.user).with_meeting(), pk=pk)
    return answer([event], file=f"{event.slug}.ics")


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Every public meeting, or those of a choice (`?region=london`), for anybody to subscribe to."""
    choice = Choice(request.GET)
    return public(choice.of(EventPage.objects.all()), name="Meetings of a choice" if choice else "Meetings")


@require_safe
def of_network(request: HttpRequest, pk: int) -> HttpResponse:
    """What anybody may see of a network's meetings."""
    network = get_object_or_404(Network.objects.select_related("page"), pk=pk)
    if not NetworkPage.objects.visible_to(AnonymousUser()).filter(pk=network.page_id).exists():
        raise Http404
    return public(EventPage.objects.of_network(network), name=f"Meetings: {network.page.title}")


@require_safe
def of_person(request: HttpRequest, token: str) -> HttpResponse:
    """The meetings somebody has a place at, by their secret link. It needs no session and tells nothing else."""
    link = get_object_or_404(CalendarLink.objects.opened_by(token).select_related("user"))
    theirs = Registration.objects.of(link.user).confirmed().values("meeting")
    events = EventPage.objects.live().filter(meeting__in=theirs)
    return answer(recent(events), name="My meetings", cache="private, no-store")


def public(events: EventQuerySet, *, name: str) -> HttpResponse:
    return answer(recent(events.visible_to(AnonymousUser())), name=name)


def recent(events: EventQuerySet) -> EventQuerySet:
    since = timezone.now() - KEPT
    return events.filter(meeting__ends_at__gt=since).with_meeting().order_by("meeting__starts_at", "pk")[:MOST]


def answer(events, *, name: str = "", file: str = "meetings.ics", cache: str = "") -> HttpResponse:
    response = HttpResponse(calendar_file(events, name=name), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    response["Referrer-Policy"] = "no-referrer"
    if cache:
        response["Cache-Control"] = cache
    return response
