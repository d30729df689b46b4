"""The door on the day: the list and the camera, marks, walk-ins, and the link for helpers without an account."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_permissions_policy.decorators import permissions_policy_override

from portal.cms.forms import bound

from .. import actions, narrow
from ..answers import Outcome, Refused
from ..door import Door, Told, found, marked, unknown
from ..forms import MarkForm, WalkInForm
from ..models import DoorLink, EventPage, Meeting, Registration
from ..models.door import opens_at
from .meeting import managed_event, show

WITH_CAMERA = {**settings.PERMISSIONS_POLICY, "camera": "self"}


def at_the_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For organisers, and whoever came by this meeting's link; the view gets the meeting and the link, if any."""

    @wraps(view)
    @narrow.private
    def answer(request: HttpRequest, pk: int) -> HttpResponse:
        event = EventPage.objects.live().with_meeting().filter(pk=pk).first()
        if event is not None and organises(request, event):
            return view(request, event, None)
        if event is not None and narrow.bond_kept(request, key_of(pk)):
            link = link_kept(request, event.meeting)
            if link is not None and (link.takes_marks() if request.method == "POST" else link.is_open()):
                return view(request, event, link)
            return narrow.link_is_over(request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, managed_event(request, pk), None)  # 404 or 403, as everywhere

    return answer


def key_of(pk: int) -> str:
    return f"door:{pk}"


def link_kept(request: HttpRequest, meeting: Meeting) -> DoorLink | None:
    """The link that this session came by, while it stands."""
    digest = narrow.bond_kept(request, key_of(meeting.page_id))
    return DoorLink.objects.select_related("meeting").filter(meeting=meeting, digest=digest).first() if digest else None


def organises(request: HttpRequest, event: EventPage) -> bool:
    return event.can_manage(request.user) and EventPage.objects.visible_to(request.user).filter(pk=event.pk).exists()


@require_safe
@permissions_policy_override(WITH_CAMERA)
@at_the_door
def door(request: HttpRequest, event: EventPage, link: DoorLink | None) -> HttpResponse:
    """The list, the counts, and somebody whose code was typed or scanned. Looking marks nobody."""
    context = {
        "event": event,
        "door": Door(event.meeting, request.GET.get("q", "")),
        "link": link,
        "manages": link is None,
        "found": found(event.meeting, request.GET["code"]) if request.GET.get("code") else None,
    }
    return show(request, "events/door.html", context)


@require_safe
@at_the_door
def door_list(request: HttpRequest, event: EventPage, link: DoorLink | None) -> HttpResponse:
    """Counts and names as they are now; nothing when the phone has them already."""
    door = Door(event.meeting)
    etag = f'"{door.version}"'
    response = get_conditional_response(request, etag=etag)
    response = response or show(request, "events/_door_list.html", {"event": event, "door": door})
    response["ETag"] = etag
    return response


@require_POST
@at_the_door
def door_mark(request: HttpRequest, event: EventPage, link: DoorLink | None) -> HttpResponse:
    return mark(request, event, link, actions.check_in)


@require_POST
@at_the_door
def door_undo(request: HttpRequest, event: EventPage, link: DoorLink | None) -> HttpResponse:
    return mark(request, event, link, actions.take_back)


def mark(request: HttpRequest, event: EventPage, link: DoorLink | None, verb: Callable[..., bool]) -> HttpResponse:
    form = bound(request, MarkForm)
    registration = found(event.meeting, form.cleaned_data["code"]) if form.is_valid() else None
    if registration is None:
        return told(request, event, unknown())
    said = {name: form.cleaned_data[name] for name in ("key", "at")}
    if verb is actions.check_in:
        said["even_if_full"] = form.cleaned_data["even_if_full"]
    try:
        is_new = verb(registration=registration, actor=actor_of(request, link), link=link, **said)
    except Refused as refused:
        return told(request, event, marked(registration, refused=refused.answer))
    return told(request, event, marked(registration, is_new=is_new))


def told(request: HttpRequest, event: EventPage, what: Told) -> HttpResponse:
    """A script gets the words; a plain form goes back to the list, which says them."""
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"outcome": what.outcome, "sentence": what.sentence, "code": what.code})
    address = reverse("events:door", args=[event.pk])
    if what.outcome == "ask":
        return redirect(f"{address}?code={what.code}")
    (messages.success if what.is_done else messages.error)(request, what.sentence)
    return redirect(address)


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_door
def walk_in(request: HttpRequest, event: EventPage, link: DoorLink | None) -> HttpResponse:
    form, is_full = bound(request, WalkInForm), False
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.walk_in(
                event=event,
                attendee=form.attendee(),
                actor=actor_of(request, link),
                link=link,
                even_if_full=form.cleaned_data["even_if_full"],
            )
        except Refused as refused:
            is_full = refused.answer.outcome is Outcome.FULL
            if not is_full:
                form.add_error(None, refused.answer.sentence)
        else:
            messages.success(request, f"{person.name} is here.")
            return redirect("events:door", event.pk)
    context = {"event": event, "form": form, "full": is_full}
    return show(request, "events/walk_in.html", context, status=422 if form.is_bound else 200)


def actor_of(request: HttpRequest, link: DoorLink | None) -> object:
    """Who did it, for the log. Somebody who came by the link did it as its holder, whoever is signed in beside."""
    return None if link is not None else request.user


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@narrow.private
def door_link(request: HttpRequest, pk: int) -> HttpResponse:
    """The link for helpers: made and shown once, or taken back."""
    event, token = managed_event(request, pk), ""
    if request.method == "POST" and "revoke" in request.POST:
        actions.revoke_door_link(event=event, actor=request.user)
        messages.success(request, "The link opens the door to nobody any more.")
        return redirect("events:door_link", pk)
    if request.method == "POST":
        token = actions.make_door_link(event=event, actor=request.user)
    link = DoorLink.objects.filter(meeting=event.meeting).first()
    address = settings.PORTAL_URL + reverse("events:door_opened", args=[token]) if token else ""
    return show(request, "events/door_link.html", {"event": event, "link": link, "address": address})


@require_safe
@narrow.secret
def door_opened(request: HttpRequest, token: str) -> HttpResponse:
    """The link for helpers: kept in the session until the meeting ends, at an address that holds no secret."""
    link = DoorLink.objects.select_related("meeting").filter(digest=DoorLink.digest_of(token)).first()
    if link is None or not (link.is_early() or link.is_open()):
        return narrow.link_is_over(request)
    if link.is_early():
        return show(request, "events/door_early.html", {"opens": opens_at(link.meeting)})
    seconds = int(link.closes_at().timestamp() - time.time())
    narrow.keep(request, key_of(link.meeting.page_id), link.digest, seconds=seconds)
    return redirect("events:door", link.meeting.page_id)


@require_safe
@narrow.private
def ticket(request: HttpRequest, code: str) -> HttpResponse:
    """Where the QR picture leads: a helper's phone to the person, everybody else's to "show this at the door"."""
    registration = Registration.objects.filter(code=code.upper()).with_event().first()
    if registration is not None and helps(request, registration):
        return redirect(f"{reverse('events:door', args=[registration.meeting.page_id])}?code={registration.code}")
    return show(request, "events/ticket.html", {})


def helps(request: HttpRequest, registration: Registration) -> bool:
    link = link_kept(request, registration.meeting)
    return organises(request, registration.meeting.page) or (link is not None and link.is_open())
