"""What every view of a meeting begins and ends with."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ..models import EventPage


def visible_event(request: HttpRequest, pk: int) -> EventPage:
    """The meeting, if this person may see it; otherwise there is none (404)."""
    return get_object_or_404(EventPage.objects.visible_to(request.user).with_meeting().with_questions_known(), pk=pk)


def managed_event(request: HttpRequest, pk: int) -> EventPage:
    event = visible_event(request, pk)
    if not event.can_manage(request.user):
        raise PermissionDenied("Only convenors of the network and programme staff can see this.")
    return event


def show(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """These addresses belong to Meetings in the menu, though they do not stand below it."""
    return render(request, template, {"section": "meetings", **context}, status=status)
