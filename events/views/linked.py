"""One registration, by a signed link or for a director: see it, give it back, send somebody instead."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.cms.forms import bound
from portal.users.models import User

from .. import actions, links, narrow
from ..answers import Refused
from ..attendees import Attendee
from ..forms import DeputyForm
from ..links import Purpose
from ..models import Registration
from ..standing import is_for_somebody_else, reach_of
from .meeting import show


@require_safe
@narrow.secret
def link(request: HttpRequest, purpose: str, token: str) -> HttpResponse:
    """The link of a mail: kept in the session, so that the address that is seen and shared holds no secret."""
    if purpose not in Purpose.values or Purpose(purpose) not in links.LANDS:
        raise Http404
    registration = links.opened(token, Purpose(purpose))
    if registration is None:
        return narrow.link_is_over(request)
    narrow.keep_registration(request, registration, Purpose(purpose))
    return redirect(links.LANDS[Purpose(purpose)], registration.pk)


@require_safe
@narrow.private
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Their registration, and what they can do about it."""
    registration, actor = reached(request, pk, Purpose.ANSWER)
    if registration is None:
        return narrow.link_is_over(request)
    return show(request, "events/place.html", page_of(registration, actor))


@require_http_methods(["GET", "HEAD", "POST"])
@narrow.private
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    registration, actor = reached(request, pk, Purpose.WITHDRAW, Purpose.ANSWER)
    if registration is None:
        return narrow.link_is_over(request)
    context = page_of(registration, actor)
    if request.method == "POST":
        try:
            context["registration"] = actions.give_back(registration=registration, actor=actor)
        except Refused as refused:
            context["refused"] = refused.answer
    return show(request, "events/give_back.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@narrow.private
def substitute(request: HttpRequest, pk: int) -> HttpResponse:
    """Send somebody instead: the same place."""
    registration, actor = reached(request, pk, Purpose.ANSWER)
    if registration is None:
        return narrow.link_is_over(request)
    form = bound(request, DeputyForm)
    context = page_of(registration, actor) | {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            attendee = Attendee.named(**form.cleaned_data)
            new = actions.send_instead(registration=registration, attendee=attendee, actor=actor)
            return show(request, "events/substituted.html", context | {"new": new})
        except Refused as refused:
            return show(request, "events/substitute.html", context | {"refused": refused.answer}, status=403)
    return show(request, "events/substitute.html", context, status=422 if form.is_bound else 200)


def reached(request: HttpRequest, pk: int, *purposes: Purpose) -> tuple[Registration | None, User | None]:
    """The registration and who acts: an account it names or an assistant, else whoever came by its link (None)."""
    own = Registration.objects.filter(reach_of(request.user), pk=pk).with_event().first()
    if own is not None:
        return own, request.user  # type: ignore[return-value]
    by_link = narrow.kept(request, pk, *purposes)
    if by_link is None and request.user.is_authenticated:
        raise Http404
    return by_link, None


def page_of(registration: Registration, actor: User | None) -> dict[str, object]:
    event, meeting = registration.meeting.page, registration.meeting
    own = not is_for_somebody_else(actor, registration)  # the joining link is theirs alone
    return {
        "registration": registration,
        "meeting": meeting,
        "event": event,
        "own": own,
        "joining_link": event.joining_link_for(registration, timezone.now()) if own else "",
        "joining_from": event.joining_from,
        "can_change": not registration.has_ended and not meeting.has_started(timezone.now()),
    }
