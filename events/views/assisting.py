"""The desk of assistants, and what directors say about who acts for them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.cms.forms import bound
from portal.users.models import User
from portal.users.views.approved import approved_only

from .. import actions, links, narrow
from ..answers import Refused
from ..desk import desk_of, director_of, meetings_for, own_invitations
from ..forms import AppointForm, AskDirectorForm, RegisterDirectorForm
from ..models import Delegation
from .meeting import show

ME = {"section": "me"}


@require_safe
@approved_only
def desk(request: HttpRequest) -> HttpResponse:
    """Everything the directors were invited to and are registered for; and who acts for whom."""
    context = {
        "sides": desk_of(request.user),
        "own": own_invitations(request.user),
        "asked": Delegation.objects.open().held_by(request.user).filter(state=Delegation.State.ASKED),
        "assistants": Delegation.objects.open().given_by(request.user),
    }
    return show(request, "events/desk.html", context | ME)


@require_http_methods(["GET", "HEAD", "POST"])
@approved_only
def ask_director(request: HttpRequest) -> HttpResponse:
    form = bound(request, AskDirectorForm)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.ask_director(assistant=request.user, name=data["name"], email=data["director"])
        messages.success(request, "We have written to your director. You act for them once they have said yes.")
        return redirect("events:desk")
    return show(request, "events/ask_director.html", {"form": form} | ME, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@approved_only
def appoint(request: HttpRequest) -> HttpResponse:
    form = bound(request, AppointForm, director=request.user)
    if request.method == "POST" and form.is_valid():
        named = actions.appoint_assistant(director=request.user, assistant=form.cleaned_data["assistant"])
        messages.success(request, f"{named.assistant} acts for you at meetings now. You can end it at any time.")
        return redirect("events:desk")
    return show(request, "events/appoint.html", {"form": form} | ME, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@approved_only
def register_director(request: HttpRequest, pk: int) -> HttpResponse:
    """Register a director for a meeting to which nobody invited them."""
    delegation = get_object_or_404(Delegation.objects.granted().held_by(request.user).select_related("director"), pk=pk)
    director = director_of(delegation, role="", assistant=request.user)
    meetings = meetings_for(delegation, assistant=request.user, now=timezone.now())
    form = bound(request, RegisterDirectorForm, meetings=meetings, role=director.role)
    if request.method == "POST" and form.is_valid():
        event, role = form.cleaned_data["meeting"], form.cleaned_data.get("role", "")
        try:
            done = actions.register_director(event=event, delegation=delegation, role=role, actor=request.user)
        except Refused as no:
            form.add_error("meeting", no.answer.sentence)
        else:
            messages.success(request, f"{done.name}: {done.get_state_display().lower()}. You both have an email.")
            return redirect("events:desk")
    context = {"form": form, "delegation": delegation, "meetings": meetings} | ME
    return show(request, "events/register_director.html", context, status=422 if form.errors else 200)


@require_safe
@narrow.secret
def assistant_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a director's mail: kept in the session, and a clean address."""
    delegation = links.delegation_opened(token)
    if delegation is None:
        return narrow.link_is_over(request)
    narrow.keep(request, f"delegation:{delegation.pk}", delegation.nonce)
    return redirect("events:assistant", delegation.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@narrow.private
def assistant(request: HttpRequest, pk: int) -> HttpResponse:
    """May this person act for you? GET asks; POST grants, refuses or ends. An assistant may end it too."""
    delegation, actor = reached(request, pk)
    if delegation is None:
        return narrow.link_is_over(request)
    answer = request.POST.get("answer")
    if answer == "grant":
        delegation = actions.grant_delegation(delegation=delegation, actor=actor)
    elif answer == "end":
        delegation = actions.end_delegation(delegation=delegation, actor=actor)
    is_assistant = actor is not None and actor.pk == delegation.assistant_id
    context = {"delegation": delegation, "answer": answer, "is_assistant": is_assistant}
    return show(request, "events/assistant.html", context)


def reached(request: HttpRequest, pk: int) -> tuple[Delegation | None, User | None]:
    """The delegation and who looks at it: one of its two sides by their account, else the director by their link."""
    if request.user.is_authenticated:
        for rows in (Delegation.objects.open().given_by(request.user), Delegation.objects.open().held_by(request.user)):
            if (found := rows.filter(pk=pk).first()) is not None:
                return found, request.user  # type: ignore[return-value]
    by_link = links.standing_delegation(pk, narrow.bond_kept(request, f"delegation:{pk}"))
    if by_link is None and request.user.is_authenticated:
        raise Http404
    return by_link, None
