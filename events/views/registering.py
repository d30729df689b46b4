"""Register and withdraw, as a person does it for themselves."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from portal.cms.forms import bound

from .. import actions
from ..answers import Outcome, Refused
from ..forms import RegistrationForm
from ..models import EventPage, Registration
from .meeting import show, visible_event


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def register(request: HttpRequest, pk: int) -> HttpResponse:
    event = visible_event(request, pk)
    form = bound(request, RegistrationForm, event=event)
    if request.method != "POST" or not form.is_valid():
        context = {"event": event, "meeting": event.meeting, "form": form, "answer": event.can_register(request.user)}
        return show(request, "events/register.html", context, status=422 if form.is_bound else 200)
    try:
        registration = actions.register_answering(
            event=event,
            user=request.user,
            replies=form.replies(),
            needs=form.needs(),
            shown=form.cleaned_data["shown"],
        )
    except Refused as refused:
        return refuse(request, event, refused)
    if registration.has_a_place:
        messages.success(request, "You have a place. We have sent you an email with a calendar file.")
    elif registration.is_requested:
        messages.success(request, "We have passed on that you would like to come. You hear by email.")
    else:
        messages.success(request, "You are on the waiting list. We email you as soon as there is a place for you.")
    return redirect(event.url)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Registration.objects.of(request.user).filter(meeting__page=pk).with_event()
    registration = mine.active().first() or mine.order_by("-pk").first()
    if registration is None:
        return redirect(visible_event(request, pk).url)
    event = registration.meeting.page
    if request.method != "POST" and not registration.has_ended:
        return show(request, "events/withdraw.html", {"event": event, "registration": registration})
    try:
        actions.withdraw(registration=registration, actor=request.user)
    except Refused as refused:
        return refuse(request, event, refused)
    messages.success(request, "You have withdrawn. Thank you for making room for somebody else.")
    return redirect("events:mine")


def refuse(request: HttpRequest, event: EventPage, refused: Refused) -> HttpResponse:
    """No, and why. Somebody who has what they ask for (two tabs, a second press) is simply told so."""
    if refused.answer.is_already_so:
        messages.info(request, refused.answer.sentence)
        return redirect("events:mine" if refused.answer.outcome is Outcome.HAS_WITHDRAWN else event.url)
    return show(request, "events/refused.html", {"event": event, "answer": refused.answer}, status=403)
