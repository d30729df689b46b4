"""Answers: changed by the person, signed in or by the link of a mail; read by organisers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from networks.actions import note_look
from portal.cms.forms import bound

from .. import actions, narrow
from ..answers import Refused
from ..forms import RegistrationForm
from ..links import Purpose
from ..models import Needs, Registration
from ..replies import can_change_replies, same_words, tallies
from .meeting import managed_event, show, visible_event


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_replies(request: HttpRequest, pk: int) -> HttpResponse:
    registration = Registration.objects.of(request.user).active().filter(meeting__page=pk).with_event().first()
    if registration is None:
        return redirect(visible_event(request, pk).url)
    return _change(request, registration, back=registration.meeting.page.url)


@require_http_methods(["GET", "HEAD", "POST"])
@narrow.private
def change_by_link(request: HttpRequest, pk: int) -> HttpResponse:
    registration = narrow.kept(request, pk, Purpose.ANSWER)
    if registration is None:
        return narrow.link_is_over(request)
    return _change(request, registration, back=reverse("events:place", args=[pk]), by_link=True)


def _change(request: HttpRequest, registration: Registration, *, back: str, by_link: bool = False) -> HttpResponse:
    event = registration.meeting.page
    refused = can_change_replies(registration, timezone.now())
    if refused is not None:
        messages.info(request, refused.sentence)
        return redirect(back)
    form = bound(request, RegistrationForm, event=event, registration=registration)
    if request.method != "POST" or not form.is_valid():
        context = {"event": event, "registration": registration, "form": form, "back": back}
        return show(request, "events/change_replies.html", context, status=422 if form.is_bound else 200)
    try:
        actions.change_replies(
            registration=registration,
            replies=form.replies(),
            needs=form.needs(),
            shown=form.cleaned_data["shown"],
            actor=None if by_link else request.user,
        )
    except Refused as no:
        messages.info(request, no.answer.sentence)
    else:
        messages.success(request, "Your answers are changed.")
    return redirect(back)


@require_safe
@login_required
def replies(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    note_look(network=event.network(), viewer=request.user, what="answers", target=event.meeting)
    return show(request, "events/replies.html", {"event": event, "tallies": tallies(event)})


@require_safe
@login_required
def needs(request: HttpRequest, pk: int) -> HttpResponse:
    """For the caterer without names; who needs what to take part, with names."""
    event = managed_event(request, pk)
    note_look(network=event.network(), viewer=request.user, what="needs", target=event.meeting)
    rows = list(Needs.objects.of_those_who_come(event.meeting))
    context = {
        "event": event,
        "dietary": same_words(row.dietary for row in rows),
        "access": same_words(row.access for row in rows),
        "people": [row for row in rows if row.access],
    }
    return show(request, "events/needs.html", context)
