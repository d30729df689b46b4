"""What a person has registered for, and the secret link to their calendar."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from .. import actions
from ..desk import own_invitations
from ..models import CalendarLink, Registration


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    return render(request, "events/mine.html", mine_context(request))


def mine_context(request: HttpRequest) -> dict[str, object]:
    return {
        "registrations": Registration.objects.of(request.user).coming_up(),
        "invitations": [one for one in own_invitations(request.user) if not one.is_answered],
        "brought": Registration.objects.brought_by(request.user).coming_up(),
        "been": Registration.objects.of(request.user).been()[:20],
        "link": CalendarLink.objects.filter(user=request.user).first(),
        "section": "me",
    }


@require_POST
@login_required
def make_link(request: HttpRequest) -> HttpResponse:
    token = actions.make_calendar_link(user=request.user)
    return render(request, "events/mine.html", {**mine_context(request), "token": token})


@require_POST
@login_required
def revoke_link(request: HttpRequest) -> HttpResponse:
    actions.revoke_calendar_link(user=request.user)
    messages.success(request, "The link to your calendar no longer works.")
    return redirect("events:mine")
