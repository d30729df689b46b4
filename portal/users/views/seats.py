"""Seats: mine, those of a trust, the link that asks whether one is still mine, and the hand-over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.audit.actions import log_view
from portal.cms.forms import bound
from portal.organisations.models import Organisation

from ..actions import (
    accept_hand_over,
    confirm_seat,
    decline_hand_over,
    leave_seat,
    name_successor,
    offer_hand_over,
    report_seat,
    withdraw_hand_over,
)
from ..actions.confirming import tenure_of_token
from ..charges import charges, private
from ..forms.seats import HandOverForm, SeatReportForm, SuccessorForm
from ..holders import can_report, seats_at
from ..models import HandOver, Tenure
from .approved import approved_only

ASKED = "seat_asked"  # in the session: the tenure that a link was about


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The seats I hold, and what was offered to me."""
    held = Tenure.objects.current().held_by(request.user)
    offered = HandOver.objects.open().with_people()
    context = {
        "held": held,
        "offered_to_me": offered.filter(successor=request.user),
        "offered_by_me": {one.tenure_id: one for one in offered.filter(tenure__person=request.user)},
        "is_specialist": request.user.specialities.exists(),
        "section": "me",
    }
    return render(request, "users/seats/mine.html", context)


@never_cache
@approved_only
@require_safe
def at(request: HttpRequest, code: str) -> HttpResponse:
    """The seats of one organisation: everybody sees which are vacant, and who holds one as far as they show it."""
    organisation = get_object_or_404(Organisation.objects.select_related("region", "successor"), code=code)
    if request.user.is_staff:
        log_view(viewer=request.user, target=organisation, what="seats")
    context = {"organisation": organisation, "seats": seats_at(organisation.pk, request.user)}
    return render(request, "users/seats/at.html", context)


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    tenure = get_object_or_404(Tenure.objects.current().held_by(request.user), pk=pk)
    confirm_seat(tenure=tenure, actor=request.user)
    messages.success(request, "Thank you. We shall ask again in six months.")
    return redirect("seats:mine")


@never_cache
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail: kept in the session, so that the address that is seen and shared holds no secret."""
    tenure = tenure_of_token(token)
    if tenure is None:
        return render(request, "users/seats/link_over.html", status=410)
    request.session[ASKED] = tenure.pk
    return redirect("seats:still_yours")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still_yours(request: HttpRequest) -> HttpResponse:
    """Is this seat still yours? GET asks, POST answers: a mail scanner that follows the link changes nothing."""
    tenure = Tenure.objects.current().select_related("seat__organisation", "person")
    tenure = tenure.filter(pk=request.session.get(ASKED)).first()
    if tenure is None:
        return render(request, "users/seats/link_over.html", status=410)
    answer = request.POST.get("answer")
    form = SuccessorForm(request.POST if answer == "somebody-else" else None)
    if answer == "yes":
        confirm_seat(tenure=tenure, actor=None)
    elif answer == "left":
        leave_seat(actor=tenure.person, tenure=tenure)
    elif form.is_valid():
        name_successor(tenure=tenure, **form.cleaned_data)
    done = answer in {"yes", "left"} or (form.is_bound and form.is_valid())
    if done:
        del request.session[ASKED]
    context = {"tenure": tenure, "answer": answer if done else "", "form": form}
    return render(request, "users/seats/still_yours.html", context, status=422 if form.is_bound and not done else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a seat, and what goes with it, to a successor."""
    tenure = get_object_or_404(Tenure.objects.current().select_related("seat__organisation", "person"), pk=pk)
    if not tenure.can_hand_over(request.user):
        raise Http404
    if (offered := tenure.hand_overs.open().first()) is not None:
        return redirect("seats:hand_over", offered.pk)
    listed = [(charge, things) for charge in charges() if (things := charge.listed(tenure.person))]
    form = bound(request, HandOverForm, tenure=tenure, actor=request.user, charges=listed)
    if form.is_valid():
        chosen: dict[str, Any] = form.cleaned_data
        offer = offer_hand_over(
            tenure=tenure, successor=chosen["successor"], actor=request.user, keys=chosen.get("charges", [])
        )
        messages.success(request, "We have written to your successor. Nothing moves until they accept.")
        return redirect("seats:hand_over", offer.pk)
    context = {"form": form, "tenure": tenure, "private": private()}
    return render(request, "users/seats/offer.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One hand-over, for those it concerns: accept, decline, take back."""
    offer = get_object_or_404(HandOver.objects.with_people(), pk=pk)
    concerned = {offer.successor_id, offer.tenure.person_id, offer.offered_by_id}
    if request.user.pk not in concerned and not request.user.is_staff:
        raise Http404
    verbs = {"accept": accept_hand_over, "decline": decline_hand_over, "withdraw": withdraw_hand_over}
    if verb := verbs.get(request.POST.get("answer", "")):
        verb(hand_over=offer, actor=request.user)
        return redirect("seats:hand_over", offer.pk)
    named = [charge for charge in charges() if charge.key in offer.charges]
    context = {
        "offer": offer,
        "listed": [(charge, charge.listed(offer.tenure.person)) for charge in named] if offer.is_open else [],
        "moved": [(charge, offer.moved.get(charge.key, 0)) for charge in named],
        "private": private(),
        "can_answer": offer.can_answer(request.user),
        "can_withdraw": offer.can_withdraw(request.user),
    }
    return render(request, "users/seats/hand_over.html", context)


@approved_only
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who knows the holder says that they have left."""
    tenure = get_object_or_404(Tenure.objects.current().select_related("seat__organisation", "person"), pk=pk)
    if not can_report(tenure, request.user):
        raise Http404
    form = bound(request, SeatReportForm)
    if form.is_valid():
        try:
            report_seat(tenure=tenure, reporter=request.user, reason=form.cleaned_data["reason"])
        except PermissionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Thank you. We ask them, and the programme looks at it.")
            return redirect("seats:at", tenure.seat.organisation.code)
    context = {"form": form, "tenure": tenure}
    return render(request, "users/seats/report.html", context, status=422 if form.is_bound else 200)
