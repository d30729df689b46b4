"""Register, withdraw, and what organisers do: fetch, form, action, answer."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networks.actions import note_look
from portal.cms.forms import bound

from . import actions
from .answers import Outcome, Refused
from .forms import CallOffForm
from .models import CalendarLink, EventPage, Registration
from .roster import Roster


def visible_event(request: HttpRequest, pk: int) -> EventPage:
    """The meeting, if this person may see it; otherwise there is none (404)."""
    return get_object_or_404(EventPage.objects.visible_to(request.user).with_meeting(), pk=pk)


def show(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """These addresses belong to Meetings in the menu, though they do not stand below it."""
    return render(request, template, {"section": "meetings", **context}, status=status)


def managed_event(request: HttpRequest, pk: int) -> EventPage:
    event = visible_event(request, pk)
    if not event.can_manage(request.user):
        raise PermissionDenied("Only convenors of the network and programme staff can see this.")
    return event


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def register(request: HttpRequest, pk: int) -> HttpResponse:
    event = visible_event(request, pk)
    if request.method != "POST":
        answer = event.can_register(request.user)
        return show(request, "events/register.html", {"event": event, "meeting": event.meeting, "answer": answer})
    try:
        registration = actions.register(event=event, user=request.user)
    except Refused as refused:
        return refuse(request, event, refused)
    if registration.has_a_place:
        messages.success(request, "You have a place. We have sent you an email with a calendar file.")
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
    if request.method != "POST" and not registration.is_withdrawn:
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


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    return render(request, "events/mine.html", mine_context(request))


def mine_context(request: HttpRequest) -> dict[str, object]:
    return {
        "registrations": Registration.objects.of(request.user).coming_up(),
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


@require_safe
@login_required
def people(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    note_look(network=event.network(), viewer=request.user, what="registrations", target=event.meeting)
    return show(request, "events/people.html", {"event": event, "roster": Roster(event.meeting)})
