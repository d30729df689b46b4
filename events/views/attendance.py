"""Which trusts come, over the meetings of a network or a series."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from networks.actions import note_look

from ..attendance import Attendance
from .meeting import show


@require_safe
@login_required
def attendance(request: HttpRequest) -> HttpResponse:
    """`?network=3` or `?series=5`."""
    found = Attendance.asked(request.user, request.GET)
    if not found.can_be_seen():
        raise PermissionDenied("Only convenors of the network and programme staff can see this.")
    note_look(network=found.network, viewer=request.user, what="attendance")
    return show(request, "events/attendance.html", {"attendance": found})
