"""Read and confirm: ask, confirm by one press, see who has, print one's receipts."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.cms.forms import bound
from portal.discussion.refusals import NotTaken

from .. import actions
from ..forms.readings import AskToReadForm
from ..models import EntryPage, ReadingRequest, Receipt
from ..receipts import asked_of, may_ask, may_follow_up, people_of, still_waits

ROWS = 50


@login_required
@require_safe
def to_read(request: HttpRequest) -> HttpResponse:
    """What one is asked to read, and the receipts of what one has."""
    receipts = Receipt.objects.filter(person=request.user.pk).select_related("reading__entry")[:200]
    seen = set(
        EntryPage.objects.visible_to(request.user)
        .filter(pk__in={receipt.reading.entry_id for receipt in receipts})
        .values_list("pk", flat=True)
    )
    shown = [receipt for receipt in receipts if receipt.reading.entry_id in seen]
    context = {"asked": asked_of(request.user), "receipts": shown, "section": "toolbox"}
    return render(request, "toolbox/to_read.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """For somebody who is asked: the tool, and one press."""
    reading = get_object_or_404(ReadingRequest.objects.asked_of(request.user).select_related("entry"), pk=pk)
    if request.method == "POST":
        receipt = actions.confirm_reading(reading=reading, by=request.user)
        messages.success(request, f"Confirmed: you have read “{reading.entry}”, {receipt.version}.")
        return redirect("kept:to_read")
    asked = next(one for one in asked_of(request.user, entry=reading.entry) if one.reading.pk == reading.pk)
    return render(request, "toolbox/reading.html", {"one": asked, "section": "toolbox"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask_to_read(request: HttpRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(EntryPage.objects.visible_to(request.user), pk=pk)
    if not may_ask(request.user, entry):
        raise Http404("There is no such page.")
    form = bound(request, AskToReadForm, entry=entry, initial={"each_edition": True})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_to_read(entry=entry, by=request.user, **form.cleaned_data)
            messages.success(request, "They are asked, and hear of it in their news.")
            return redirect("toolbox:reading_people", pk=made.pk)
        except NotTaken as why:
            form.add_error(None, str(why))
    earlier = entry.readings.select_related("network__page", "trust")[:20]
    context = {"form": form, "entry": entry, "earlier": earlier, "heading": "Ask people to read and confirm"}
    context |= {"submit": "Ask them", "cancel_url": entry.get_url(), "section": "toolbox"}
    return render(request, "toolbox/ask_to_read.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def reading_people(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever asks: who has confirmed, which version, and who has not."""
    reading = _followed_up(request, pk)
    page = Paginator(people_of(reading), ROWS).get_page(request.GET.get("page"))
    for person in page:
        person.waits = still_waits(reading, person)
    return render(request, "toolbox/reading_people.html", {"reading": reading, "people": page, "section": "toolbox"})


@require_POST
@login_required
def end_reading(request: HttpRequest, pk: int) -> HttpResponse:
    reading = _followed_up(request, pk)
    actions.end_reading(reading=reading, by=request.user)
    messages.success(request, "Nobody is asked any more. The receipts stay.")
    return redirect("toolbox:reading_people", pk=pk)


def _followed_up(request: HttpRequest, pk: int) -> ReadingRequest:
    reading = get_object_or_404(ReadingRequest.objects.select_related("entry", "network__page", "trust"), pk=pk)
    if not may_follow_up(request.user, reading):
        raise Http404("There is no such request.")
    return reading
