"""After the meeting: the chair writes and publishes the record, readers read it, files stand beside it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.cms.forms import bound

from .. import actions
from ..forms import AfterForm, FileForm
from ..models import EventPage, MeetingFile
from ..outcomes import Outcomes
from .meeting import managed_event, show, visible_event


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def after(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    outcomes = Outcomes(event, request.user, manages=True)
    form = bound(request, AfterForm, event=event, actor=request.user, arising=outcomes.arising)
    if request.method == "POST" and not form.wants_more and form.is_valid():
        actions.write_minutes(event=event, actor=request.user, record=form.record)
        if "publish" in request.POST:
            return redirect("events:publish_minutes", pk=event.pk)
        messages.success(request, "Saved. Nobody but the organisers sees it until you publish it.")
        return redirect("events:after", pk=event.pk)
    status = 422 if form.is_bound and not form.wants_more else 200
    return show(request, "events/after.html", {"event": event, "form": form, "outcomes": outcomes}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """What will happen, then the press that does it."""
    event = managed_event(request, pk)
    outcomes = Outcomes(event, request.user, manages=True)
    if outcomes.minutes is None or not event.meeting.has_started(timezone.now()):
        messages.info(request, "There is nothing to publish yet: write something first, once the meeting has begun.")
        return redirect("events:after", pk=event.pk)
    if request.method == "POST":
        actions.publish_minutes(event=event, actor=request.user, tell_people="tell" in request.POST)
        messages.success(request, "The minutes are published.")
        return redirect("events:minutes", pk=event.pk)
    return show(request, "events/publish.html", {"event": event, "outcomes": outcomes})


@require_POST
@login_required
def withdraw_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    if Outcomes(event, request.user, manages=True).are_known:
        actions.withdraw_minutes(event=event, actor=request.user)
        messages.success(request, "The minutes are a draft again. Nobody but the organisers sees them.")
    return redirect("events:after", pk=event.pk)


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    event = visible_event(request, pk)
    outcomes = Outcomes(event, request.user, manages=event.can_manage(request.user))
    if outcomes.minutes is None:
        raise Http404("There are no minutes for you to read.")
    return show(request, "events/minutes.html", {"event": event, "meeting": event.meeting, "outcomes": outcomes})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def files(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    form = bound(request, FileForm)
    if request.method == "POST" and form.is_valid():
        actions.add_file(event=event, actor=request.user, **form.cleaned_data)
        messages.success(request, "It stands beside the meeting now.")
        return redirect("events:files", pk=event.pk)
    context = {"event": event, "form": form, "outcomes": Outcomes(event, request.user, manages=True)}
    return show(request, "events/files.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def remove_file(request: HttpRequest, pk: int) -> HttpResponse:
    events = EventPage.objects.visible_to(request.user).order_by().values("pk")
    file = get_object_or_404(MeetingFile.objects.select_related("meeting__page"), pk=pk, meeting__page__in=events)
    actions.remove_file(file=file, actor=request.user)
    messages.success(request, "It no longer stands beside the meeting.")
    return redirect("events:files", pk=file.meeting.page_id)
