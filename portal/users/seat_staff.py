"""Seats that staff look at, in the Wagtail admin: those in doubt, and filling one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.audit.actions import log_view

from .actions import ask_again, confirm_seat, invite_to_seat, put_in_seat, vacate_seat
from .forms.seats import FillForm
from .models import Seat, Tenure, User

VERBS = {"confirm": confirm_seat, "ask": ask_again, "vacate": vacate_seat}
DONE = {"confirm": "Confirmed.", "ask": "We have written to them once more.", "vacate": "The seat is vacant now."}
A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def doubts(request: HttpRequest) -> HttpResponse:
    """Holders who may have gone: what speaks against each, what colleagues wrote, and what staff can do."""
    if not request.user.is_staff:
        raise PermissionDenied
    if verb := VERBS.get(request.POST.get("answer", "")):
        tenure = get_object_or_404(Tenure.objects.current(), pk=request.POST.get("tenure"))
        verb(tenure=tenure, actor=request.user)
        messages.success(request, DONE[request.POST["answer"]])
        return redirect("people_seat_doubts")
    rows = Tenure.objects.to_settle(timezone.now()).prefetch_related("reports__reporter")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("p"))
    log_view(viewer=request.user, target=request.user, what="seats-in-doubt")
    return render(request, "users/admin/seat_doubts.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """One seat: put a registered person in, or invite somebody by mail."""
    if not request.user.is_staff:
        raise PermissionDenied
    one = get_object_or_404(Seat.objects.with_state().with_holders(), pk=pk)
    form = FillForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        person = User.objects.admitted().filter(email__iexact=email).first()
        if request.POST.get("answer") == "invite":
            invite_to_seat(seat=one, email=email, name=form.cleaned_data["name"], actor=request.user)
            messages.success(request, "We have written to them. The seat is theirs once they name it.")
            return redirect("people_seat", one.pk)
        if person is not None:
            put_in_seat(seat=one, person=person, actor=request.user)
            messages.success(request, "They hold the seat now, and get a mail.")
            return redirect("people_seat", one.pk)
        form.add_error("email", "There is no approved account with this address. Invite them instead.")
    context = {"seat": one, "form": form, "history": one.tenures.exclude(ended_on=None).select_related("person")[:20]}
    return render(request, "users/admin/seat.html", context, status=422 if form.is_bound else 200)
