"""A place on offer: take it, or leave it to the next in line; signed in, or by the link of the mail."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.users.models import User

from .. import actions, narrow
from ..answers import Refused
from ..links import Purpose
from ..models import Registration
from ..offers import no_offer
from .linked import reached
from .meeting import show, visible_event

VERBS = {"take": actions.accept_offer, "leave": actions.refuse_offer}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """By the meeting's number: the offer to whoever is signed in."""
    mine = Registration.objects.of(request.user).filter(meeting__page=pk).with_event()
    registration = mine.active().first() or mine.order_by("-pk").first()
    if registration is None:
        return redirect(visible_event(request, pk).url)
    return answer_offer(request, registration, request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@narrow.private
def offer_by_link(request: HttpRequest, pk: int) -> HttpResponse:
    """By the registration's number: for whoever came by the link of a mail, and for an assistant."""
    registration, actor = reached(request, pk, Purpose.OFFER, Purpose.ANSWER)
    return narrow.link_is_over(request) if registration is None else answer_offer(request, registration, actor)


def answer_offer(request: HttpRequest, registration: Registration, actor: User | AnonymousUser | None) -> HttpResponse:
    """Show it; take or leave it; and show what has become of it. Asking twice says so and changes nothing."""
    event = registration.meeting.page
    verb = VERBS.get(request.POST.get("answer", ""))
    if request.method == "POST" and verb is not None:
        try:
            registration = verb(registration=registration, actor=actor)
        except Refused as refused:
            messages.info(request, refused.answer.sentence)
            registration.refresh_from_db()
    no = no_offer(registration, timezone.now())
    context = {
        "event": event,
        "meeting": registration.meeting,
        "registration": registration,
        "no": no,
        "on_offer": no is None,
    }
    return show(request, "events/offer.html", context)
