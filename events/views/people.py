"""Who comes, for its organisers: the list, each person, the sheet to sign, and registering somebody."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from networks.actions import note_look
from portal.cms.forms import bound
from portal.notifications.models import Mail
from portal.users.directory import people_for

from .. import actions
from ..answers import Refused
from ..attendees import Attendee
from ..forms import NoteForm, OnBehalfForm
from ..history import history_of
from ..models import EventPage, Registration
from ..replies import replies_of
from ..roster import Roster
from .acting import VERBS, verbs_for
from .meeting import managed_event, show

MOST_FOUND = 20


@require_safe
@login_required
def people(request: HttpRequest, pk: int) -> HttpResponse:
    event = seen_event(request, pk)
    roster = Roster(event.meeting, request.GET)
    context = {"event": event, "roster": roster, "page": roster.page, "verbs": VERBS}
    return show(request, "events/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one_of_the_people(request: HttpRequest, pk: int, registration: int) -> HttpResponse:
    """Everything organisers know of one person, and their note to write."""
    event = seen_event(request, pk)
    rows = event.meeting.registrations.select_related("trust", "user", "registered_by", "present_by", "needs")
    person = get_object_or_404(rows, pk=registration)
    person.meeting = event.meeting
    note = person.note
    form = bound(request, NoteForm, instance=person)
    if request.method == "POST" and form.is_valid():
        person.note = note
        actions.change_note(registration=person, actor=request.user, note=form.cleaned_data["note"])
        messages.success(request, "The note is saved.")
        return redirect("events:person", pk, person.pk)
    context = {
        "event": event,
        "person": person,
        "form": form,
        "verbs": verbs_for(person, timezone.now()),
        "history": history_of(person),
        "replies": replies_of([person])[person.pk],
        "needs": getattr(person, "needs", None),
        "mails": Mail.objects.filter(to=person.email).about(event.meeting, *event.meeting.dispatches.all()),
    }
    return show(request, "events/person.html", context, status=422 if form.is_bound and form.errors else 200)


@require_safe
@login_required
def sign_in_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Paper for the door: everybody with a place, A to Z."""
    event = seen_event(request, pk)
    coming = event.meeting.registrations.confirmed().select_related("trust")
    ordered = sorted(coming, key=lambda row: (row.last_name.casefold(), row.name))
    return show(request, "events/sign_in_sheet.html", {"event": event, "people": ordered, "spare": range(6)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def register_somebody(request: HttpRequest, pk: int) -> HttpResponse:
    """An account that was searched for, or a person by name and address."""
    event = managed_event(request, pk)
    words = request.GET.get("name", "").strip()[:100]
    found = people_for(request.user, {"name": words})[:MOST_FOUND] if words else []
    by_account = request.method == "POST" and "user" in request.POST
    form = bound(request, OnBehalfForm)
    attendee = None
    if by_account:
        attendee = account(request)
    elif form.is_valid():
        attendee = form.attendee()
    if attendee is not None:
        try:
            return bring(request, event, attendee)
        except Refused as refused:
            messages.error(request, f"Nothing has changed. {refused.answer.sentence}")
            return redirect("events:register_somebody", pk)
    context: dict[str, object] = {"event": event, "form": form, "words": words, "found": found}
    return show(request, "events/register_somebody.html", context, status=422 if form.is_bound else 200)


def bring(request: HttpRequest, event: EventPage, attendee: Attendee) -> HttpResponse:
    via = Registration.Via.ORGANISER
    registration = actions.register_attendee(event=event, attendee=attendee, actor=request.user, via=via)
    what = "has a place" if registration.has_a_place else "is on the waiting list"
    messages.success(request, f"{registration.name} {what}, and has been emailed.")
    return redirect("events:person", event.pk, registration.pk)


def account(request: HttpRequest) -> Attendee:
    """Only whom the directory shows to this organiser."""
    key = request.POST["user"]
    listed = people_for(request.user, {})
    return Attendee.of(get_object_or_404(listed, pk=int(key) if key.isdigit() and len(key) < 10 else 0))


def seen_event(request: HttpRequest, pk: int) -> EventPage:
    event = managed_event(request, pk)
    note_look(network=event.network(), viewer=request.user, what="registrations", target=event.meeting)
    return event
