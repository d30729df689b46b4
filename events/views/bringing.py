"""Register several colleagues at once: write them down, see what each gets, confirm; and take one back later."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.cms.forms import bound

from .. import actions
from ..answers import Refused
from ..colleagues import Brought, may_not_bring
from ..forms import ColleaguesForm
from ..forms.bringing import FIRST_ROWS, MORE_ROWS
from ..models import EventPage, Registration
from .meeting import show, visible_event
from .registering import refuse


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def colleagues(request: HttpRequest, pk: int) -> HttpResponse:
    event, step = visible_event(request, pk), request.POST.get("step", "")
    refused = may_not_bring(event, request.user, timezone.now())
    if refused is not None:
        return show(request, "events/refused.html", {"event": event, "answer": refused}, status=403)
    rows = rows_of(request.POST)
    if step in ("more", "change"):  # nothing is checked yet
        rows += MORE_ROWS if step == "more" else 0
        form = ColleaguesForm(initial=typed(request.POST), user=request.user, rows=rows)
        return ask(request, event, form)
    form = bound(request, ColleaguesForm, user=request.user, rows=rows)
    if request.method != "POST" or not form.is_valid():
        return ask(request, event, form)
    verb = actions.register_colleagues if step == "confirm" else actions.preview_colleagues
    try:
        brought = verb(event=event, attendees=form.attendees(), actor=request.user)
    except Refused as no:
        return refuse(request, event, no)
    if step == "confirm" and not any(one.is_refused for one in brought):
        messages.success(request, in_words(brought))
        return redirect("events:mine")
    return check(request, event, brought)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw_colleague(request: HttpRequest, pk: int) -> HttpResponse:
    brought = Registration.objects.brought_by(request.user).with_event()
    registration = get_object_or_404(brought, pk=pk)
    event = registration.meeting.page
    if request.method != "POST":
        return show(request, "events/withdraw_colleague.html", {"event": event, "registration": registration})
    try:
        actions.withdraw(registration=registration, actor=request.user)
    except Refused as refused:
        return refuse(request, event, refused)
    messages.success(request, f"{registration.name} is no longer registered, and has an email that says so.")
    return redirect("events:mine")


def ask(request: HttpRequest, event: EventPage, form: ColleaguesForm) -> HttpResponse:
    context = {"event": event, "meeting": event.meeting, "form": form, "trust": request.user.trust}
    return show(request, "events/colleagues.html", context, status=422 if form.is_bound else 200)


def check(request: HttpRequest, event: EventPage, brought: list[Brought]) -> HttpResponse:
    refused = any(one.is_refused for one in brought)
    context = {
        "event": event,
        "meeting": event.meeting,
        "head": ["Name", "Email", "What happens"],
        "rows": [(one.attendee.name, one.attendee.email, one.in_words) for one in brought],
        "refused": refused,
        "new": [one for one in brought if one.registration],
        "waiting": sum(one.is_waiting for one in brought),
        "sent": [pair for pair in pairs(request.POST) if pair[0] not in ("step", "csrfmiddlewaretoken")],
    }
    return show(request, "events/colleagues_check.html", context, status=422 if refused else 200)


def rows_of(sent: QueryDict) -> int:
    """As many rows as were sent: the form shows what it was sent with."""
    return max(
        [int(n) for name in sent if (n := name.removeprefix("email_")).isdecimal() and len(n) < 3] or [FIRST_ROWS]
    )


def typed(sent: QueryDict) -> dict[str, Any]:
    return {**sent.dict(), "people": sent.getlist("people")}


def pairs(sent: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in sent.lists() for value in values]


def in_words(brought: list[Brought]) -> str:
    new = [one for one in brought if one.registration]
    if not new:
        return "Everybody was registered already. Nothing has changed."
    waiting = sum(one.is_waiting for one in new)
    said = f"{len(new)} {'colleague is' if len(new) == 1 else 'colleagues are'} registered and told by email."
    return f"{said} {waiting} {'waits' if waiting == 1 else 'wait'} for a place." if waiting else said
