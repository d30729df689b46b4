"""What organisers do with a meeting: call it off."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from portal.cms.forms import bound

from .. import actions
from ..forms import CallOffForm
from .meeting import managed_event, show


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    form = bound(request, CallOffForm)
    if request.method == "POST" and form.is_valid():
        verb = actions.cancel_meeting if form.cleaned_data["what"] == "cancel" else actions.postpone_meeting
        meeting = verb(event=event, actor=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"The meeting is {meeting.get_state_display().lower()}. Everybody has been emailed.")
        return redirect(event.url)
    context = {"event": event, "meeting": event.meeting, "form": form}
    return show(request, "events/call_off.html", context, status=422 if form.is_bound else 200)
