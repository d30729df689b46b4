"""What organisers do with invitations: write them down, send, remind, take back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from networks.actions import note_look
from portal.cms.forms import bound

from .. import actions
from ..forms import InviteForm, InviteListForm, InviteSeatsForm
from ..invited import Invited
from ..models import EventPage, Invitation
from ..words import counted
from .meeting import managed_event, show

FORMS = {"person": InviteForm, "list": InviteListForm}


@require_safe
@login_required
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    note_look(network=event.network(), viewer=request.user, what="invitations", target=event.meeting)
    invited = Invited(event.meeting, request.user)
    return show(request, "events/invitations.html", {"event": event, "meeting": event.meeting, "invited": invited})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invite(request: HttpRequest, pk: int, how: str) -> HttpResponse:
    """One person by hand, or a list: what was read is shown before anything is written."""
    event = managed_event(request, pk)
    form = bound(request, FORMS[how])
    context = {"event": event, "meeting": event.meeting, "form": form, "how": how}
    if request.method != "POST" or not form.is_valid():
        return show(request, "events/invite.html", context, status=422 if form.is_bound else 200)
    people = form.people()
    if how == "list" and "confirmed" not in request.POST:
        return show(request, "events/invite_preview.html", context | {"rows": form.rows})
    return _written(request, event, actions.invite(event=event, people=people, actor=request.user), len(people))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invite_seats(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who holds a seat: the numbers first, then the invitations."""
    event = managed_event(request, pk)
    region = event.network() and event.network().page.region_id
    form = bound(request, InviteSeatsForm, initial={"regions": [region] if region else []})
    context = {"event": event, "meeting": event.meeting, "form": form}
    if request.method != "POST" or not form.is_valid():
        return show(request, "events/invite_seats.html", context, status=422 if form.is_bound else 200)
    role, trusts = form.cleaned_data["role"], form.trusts()
    holders = actions.holders_of(role=role, trusts=trusts)
    if "confirmed" not in request.POST:
        filled = {tenure.seat.organisation_id for tenure in holders}
        numbers = {"trusts": len(trusts), "holders": len(holders), "empty": len(set(trusts) - filled)}
        return show(request, "events/invite_seats.html", context | {"numbers": numbers})
    rows = actions.invite_seats(event=event, role=role, trusts=trusts, actor=request.user)
    return _written(request, event, rows, len(holders))


def _written(request: HttpRequest, event: EventPage, rows: list[Invitation], asked: int) -> HttpResponse:
    said = f"{counted(len(rows), 'invitation')} written down. Nothing is sent yet."
    if left := asked - len(rows):
        said += f" {counted(left, 'person', 'people')} left out: invited or registered already."
    messages.success(request, said)
    return redirect("events:invitations", event.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def send_invitations(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    if request.method == "POST":
        sent = actions.send_invitations(event=event, actor=request.user)
        messages.success(request, f"{counted(sent, 'invitation')} sent.")
        return redirect("events:invitations", event.pk)
    return _confirm(request, event, "send", event.meeting.invitations.to_send().count())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remind_invited(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    if request.method == "POST":
        reminded = actions.remind_invited(event=event, actor=request.user)
        messages.success(request, f"{counted(reminded, 'reminder')} sent. Nobody gets two within a day.")
        return redirect("events:invitations", event.pk)
    return _confirm(request, event, "remind", event.meeting.invitations.to_remind(timezone.now()).count())


def _confirm(request: HttpRequest, event: EventPage, what: str, number: int) -> HttpResponse:
    context = {"event": event, "meeting": event.meeting, "what": what, "number": number}
    return show(request, "events/invitations_confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def revoke_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    visible = EventPage.objects.visible_to(request.user)
    rows = Invitation.objects.select_related("registration", "meeting").filter(meeting__page__in=visible)
    invitation = get_object_or_404(rows, pk=pk)
    event = managed_event(request, invitation.meeting.page_id)
    if invitation.is_revoked:
        raise Http404
    if request.method == "POST":
        actions.revoke_invitation(invitation=invitation, actor=request.user)
        messages.success(request, "The invitation is taken back. Its link opens nothing any more.")
        return redirect("events:invitations", event.pk)
    context = {"event": event, "meeting": event.meeting, "invitation": invitation}
    return show(request, "events/invitation_revoke.html", context)
