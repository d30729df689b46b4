"""Where I work: my trusts, and for which of them I speak."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.organisations.models import Organisation

from ..actions import claim_seat, leave_seat, speak_for
from ..forms import MOST_FOUND, FindOrganisation, SeatForm
from ..models import Tenure, User

GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@require_safe
def trusts(request: HttpRequest) -> HttpResponse:
    """Mine, those that wait for approval, and those I have left."""
    tenures = request.user.tenures.select_related("seat__organisation__region", "seat__organisation__successor")
    rows = list(tenures)
    context = {
        "current": [tenure for tenure in rows if tenure.is_current],
        "waiting": [tenure for tenure in rows if not tenure.ended_on and not tenure.approved_at],
        "left": [tenure for tenure in rows if tenure.ended_on],
    }
    return render(request, "users/trusts.html", context)


@never_cache
@login_required
@GET_POST
def trust_add(request: HttpRequest) -> HttpResponse:
    """Find an organisation, choose it and the role there. What the address suggests stands first."""
    asked = request.GET.get("q", "").strip()[:100]
    found = found_for(request.user, asked)
    form = SeatForm(request.POST if request.method == "POST" else None, person=request.user, found=found)
    if form.is_valid():
        first = not request.user.tenures.exists()
        try:
            tenure = claim_seat(person=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error("organisation", refused)
        else:
            return after_claim(request, tenure, to="/me/" if first else "users:trusts")
    context = {
        "form": form,
        "find": FindOrganisation(initial={"q": asked}),
        "asked": asked,
        "found": found,
        "guessed": bool(found) and not asked,
    }
    return render(request, "users/trust_add.html", context, status=422 if form.is_bound else 200)


def found_for(user: User, asked: str) -> list[Organisation]:
    """What was asked for, else what the address suggests where it names few: a suggestion, never a proof."""
    if asked:
        return list(Organisation.objects.matching(asked).order_by("name")[:MOST_FOUND])
    suggested = list(Organisation.objects.suggested_for(user.email).order_by("name")[: MOST_FOUND + 1])
    return suggested if len(suggested) <= 3 else []


def after_claim(request: HttpRequest, tenure: Tenure, *, to: str) -> HttpResponse:
    if not request.user.is_admitted:
        return redirect("users:approval")
    if tenure.is_current:
        messages.success(request, f"You are {tenure.seat.get_role_display().lower()} at {tenure.seat.organisation}.")
    else:
        messages.info(request, "The programme checks this role and answers by mail. Everything else works meanwhile.")
    return redirect(to)


@never_cache
@login_required
@GET_POST
def trust_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """I do not work there any more."""
    tenure = get_object_or_404(own(request), pk=pk)
    if request.method == "POST":
        leave_seat(actor=request.user, tenure=tenure)
        messages.success(request, f"You have left {tenure.seat.organisation}.")
        return redirect("users:trusts")
    return render(request, "users/trust_leave.html", {"tenure": tenure})


@login_required
@require_POST
def trust_speak(request: HttpRequest, pk: int) -> HttpResponse:
    """This is the trust and role that stand beside my name."""
    tenure = get_object_or_404(own(request), pk=pk)
    speak_for(person=request.user, tenure=tenure)
    messages.success(request, f"You now speak for {tenure.seat.organisation}.")
    return redirect("users:trusts")


def own(request: HttpRequest):
    return request.user.tenures.filter(ended_on=None).select_related("person", "seat__organisation")
