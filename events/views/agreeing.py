"""Agreed actions: the list of them, and what becomes of one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.cms.forms import bound

from .. import actions
from ..agreed import AgreedList
from ..forms import ActionForm, FinishForm
from ..forms.after import owners_of
from ..models import AgreedAction
from .meeting import show


@require_safe
@login_required
def agreed(request: HttpRequest) -> HttpResponse:
    listing = AgreedList(request.user, request.GET)
    return show(request, "events/agreed.html", {"listing": listing, "page_object": listing.page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def finish_action(request: HttpRequest, pk: int) -> HttpResponse:
    """Its owner needs no more than this page, whether or not they may still see the meeting."""
    action = concerned(request, pk)
    if not action.is_open:
        messages.info(request, f"This is {action.get_state_display().lower()} already.")
        return redirect("events:agreed")
    manages = action.can_manage(request.user)
    form = bound(request, FinishForm, may_drop=manages, initial={"state": "done"})
    if request.method == "POST" and form.is_valid():
        said = {"state": AgreedAction.State.DONE, **form.cleaned_data}
        actions.close_action(action=action, actor=request.user, **said)
        messages.success(request, "Thank you. The next meeting will see what came of it.")
        return redirect("events:agreed")
    context = {"action": action, "event": action.meeting.page, "form": form, "manages": manages}
    return show(request, "events/finish_action.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_action(request: HttpRequest, pk: int) -> HttpResponse:
    action = concerned(request, pk)
    if not action.can_manage(request.user):
        raise PermissionDenied("Only convenors of the network and programme staff can change an agreed action.")
    event = action.meeting.page
    initial = {"text": action.text, "owner": str(action.owner_id or ""), "owner_role": action.owner_role}
    initial["due_on"] = action.due_on
    form = bound(request, ActionForm, owners=owners_of(event, request.user), initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_action(action=action, actor=request.user, **form.change)
        messages.success(request, "Changed.")
        return redirect("events:agreed")
    context = {"action": action, "event": event, "form": form}
    return show(request, "events/change_action.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def reopen_action(request: HttpRequest, pk: int) -> HttpResponse:
    actions.reopen_action(action=concerned(request, pk), actor=request.user)
    messages.success(request, "It is open again.")
    return redirect("events:agreed")


def concerned(request: HttpRequest, pk: int) -> AgreedAction:
    """The action, if it is theirs or of a meeting they organise; otherwise there is none (404)."""
    action = get_object_or_404(AgreedAction.objects.concerning(request.user).with_event(), pk=pk)
    if not action.can_finish(request.user):
        raise Http404
    return action
