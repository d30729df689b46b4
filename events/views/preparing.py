"""Start a meeting from a kit, use one again, and announce what was prepared."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.cms.forms import bound
from portal.organisations.working_days import bank_holiday

from .. import actions, clashes, recurrence
from ..convening import convenes
from ..forms import AgainForm, StartForm
from ..models import EventPage, MeetingKit, Preparation
from ..words import counted
from .meeting import managed_event, show, visible_event


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """One form makes the whole meeting, as a draft."""
    asked = {name: request.GET.get(name) for name in ("network", "series") if request.GET.get(name, "").isalnum()}
    form = bound(request, StartForm, user=request.user, initial=asked)
    if not form.fields["network"].choices:
        raise PermissionDenied("Only convenors of a network and programme staff start meetings.")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        words = {name: data[name] for name in ("kit", "title", "starts_at", "network", "series", "venue_name")}
        event = actions.start_meeting(**words, actor=request.user)
        messages.success(request, "The meeting is prepared. Nobody sees it before you publish it.")
        return redirect("events:prepared", event.pk)
    context = {"form": form, "kits": MeetingKit.objects.all()}
    return show(request, "events/start.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def prepared(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft with all that belongs to it, and the button that announces it."""
    event = drafted_event(request, pk)
    if request.method == "POST" and not event.live:
        try:
            event = actions.publish_prepared(event=event, actor=request.user)
            messages.success(request, "The meeting is published.")
        except ValidationError as error:
            context = {**prepared_context(request, event), "problems": [(words, "") for words in error.messages]}
            return show(request, "events/prepared.html", context, status=422)
    if event.live:
        return redirect(event.url)
    return show(request, "events/prepared.html", prepared_context(request, event))


def prepared_context(request: HttpRequest, event: EventPage) -> dict[str, object]:
    newest = event.get_latest_revision_as_object()
    return {
        "event": newest,
        "meeting": event.meeting,
        "minutes": Preparation.frame_of_minutes(event.meeting),
        "questions": newest.questions.all(),
        "may_edit": event.permissions_for_user(request.user).can_edit(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """New dates first, to look at; then the drafts, all or none."""
    event = managed_event(request, pk)
    if not convenes(request.user, event.network()):
        raise PermissionDenied(actions.FOR_CONVENORS)
    form = bound(request, AgainForm)
    context = {"event": event, "meeting": event.meeting, "form": form}
    if request.method != "POST" or not form.is_valid():
        return show(request, "events/again.html", context, status=422 if form.is_bound else 200)
    starts = form.cleaned_data["starts"]
    taken = clashes.days_taken(event, starts)
    if taken or "confirmed" not in request.POST:
        rows = [
            (start, start in taken, clashes.others_on(event, start), bank_holiday(timezone.localdate(start)))
            for start in starts
        ]
        words = recurrence.in_words(form.cleaned_data["rule"], starts[0], form.cleaned_data.get("weeks") or 1)
        context |= {"rows": rows, "taken": taken, "rule": words, "sent": sent_again(request)}
        context["left_out"] = [
            (start, bank_holiday(timezone.localdate(start))) for start in form.cleaned_data.get("left_out", ())
        ]
        return show(request, "events/again_preview.html", context, status=422 if taken else 200)
    try:
        drafts = actions.repeat_meeting(event=event, starts=starts, actor=request.user)
    except actions.DateTakenError:
        return redirect("events:again", event.pk)
    messages.success(request, f"{counted(len(drafts), 'draft')} made. Nobody sees them before you publish them.")
    if len(drafts) == 1:
        return redirect("events:prepared", drafts[0].pk)
    return redirect("events:series", drafts[0].series_id)


def sent_again(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to be sent once more with the confirmation."""
    return [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]


def drafted_event(request: HttpRequest, pk: int) -> EventPage:
    """A meeting that is published or not, for who prepares it; for others there is none."""
    event = EventPage.objects.with_meeting().filter(pk=pk).first()
    if event is not None and convenes(request.user, event.network()):
        return event
    visible_event(request, pk)
    raise PermissionDenied(actions.FOR_CONVENORS)
