"""Getting questions answered: the list of those that wait."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..waiting_list import Unanswered


@login_required
@require_safe
def unanswered(request: HttpRequest) -> HttpResponse:
    """For whoever looks after a network or answers as a specialist: what waits, how long, and until when."""
    waiting = Unanswered(request.user)
    if not waiting.has_part:
        raise PermissionDenied
    return render(request, "discussion/unanswered.html", {"page": waiting.page(request.GET.get("page"))})
