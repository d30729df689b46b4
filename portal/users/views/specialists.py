"""Specialists: who answers for which theme, and the page on which one says when they are away."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.cms.forms import bound

from ..actions import add_absence, end_absence
from ..forms.seats import AbsenceForm
from ..models import Absence, Specialist
from .approved import approved_only


@never_cache
@approved_only
@require_safe
def specialists(request: HttpRequest) -> HttpResponse:
    """Who knows what, on which days, and who is away today."""
    today = timezone.localdate()
    rows = Specialist.objects.filter(person__is_active=True).select_related("person__trust", "theme")
    away = {one.person_id: one for one in Absence.objects.on(today).select_related("cover")}
    listed = [(row, away.get(row.person_id)) for row in rows]
    return render(request, "users/seats/specialists.html", {"listed": listed, "section": "networks"})


@never_cache
@approved_only
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: HttpRequest) -> HttpResponse:
    """A specialist says when they are away, and who stands in."""
    themes = list(request.user.specialities.select_related("theme"))
    if not themes:
        raise Http404
    form = bound(request, AbsenceForm, person=request.user)
    if form.is_valid():
        try:
            add_absence(person=request.user, actor=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "We have noted when you are away.")
            return redirect("seats:away")
    absences = request.user.absences.from_today(timezone.localdate()).select_related("cover")
    context = {"form": form, "themes": themes, "absences": absences}
    return render(request, "users/seats/away.html", context, status=422 if form.is_bound else 200)


@approved_only
@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take days away back."""
    absence = get_object_or_404(Absence, pk=pk, person=request.user)
    end_absence(absence=absence, actor=request.user)
    messages.success(request, "These days are taken back.")
    return redirect("seats:away")
