"""What somebody without an account does by a signed link: see their registration, and give it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from .. import actions, links, narrow
from ..answers import Refused
from ..links import Purpose
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
    registration = narrow.kept(request, pk, Purpose.ANSWER)
    if registration is None:
        return narrow.link_is_over(request)
    context = {"registration": registration, "meeting": registration.meeting, "event": registration.meeting.page}
    return show(request, "events/place.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@narrow.private
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    registration = narrow.kept(request, pk, Purpose.WITHDRAW, Purpose.ANSWER)
    if registration is None:
        return narrow.link_is_over(request)
    context = {"registration": registration, "meeting": registration.meeting, "event": registration.meeting.page}
    if request.method != "POST":
        return show(request, "events/give_back.html", context)
    try:
        context["registration"] = actions.withdraw(registration=registration, actor=None)
    except Refused as refused:
        messages.info(request, refused.answer.sentence)
    return show(request, "events/give_back.html", context)
