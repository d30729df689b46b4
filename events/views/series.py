"""Series of meetings: their page, their name, and what was decided."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from portal.cms.forms import bound

from .. import actions
from ..forms import NewSeriesForm, SeriesDecisionForm, SeriesForm
from ..models import EventPage, Series
from ..overview import Overview
from .meeting import show


@require_safe
def series_list(request: HttpRequest) -> HttpResponse:
    return show(request, "events/series_list.html", {"rows": Series.objects.visible_to(request.user)})


@require_safe
def series(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_series(request, pk)
    manages = row.can_manage(request.user)
    drafts = EventPage.objects.filter(series=row, live=False).order_by("starts_at") if manages else []
    context = {"series": row, "overview": Overview(row, request.user), "manages": manages, "drafts": drafts}
    return show(request, "events/series.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_series(request: HttpRequest) -> HttpResponse:
    form = bound(request, NewSeriesForm, user=request.user, initial={"network": request.GET.get("network")})
    if not form.fields["network"].choices:
        raise PermissionDenied(actions.FOR_CONVENORS)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.make_series(**form.cleaned_data, actor=request.user))
    return show(request, "events/series_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_series(request: HttpRequest, pk: int) -> HttpResponse:
    row = managed_series(request, pk)
    form = bound(request, SeriesForm, initial={"name": row.name, "about": row.about})
    if request.method == "POST" and form.is_valid():
        return redirect(actions.change_series(series=row, **form.cleaned_data, actor=request.user))
    context = {"form": form, "series": row}
    return show(request, "events/series_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Were these useful, and what follows: the figures stand beside the question."""
    row = managed_series(request, pk)
    form = bound(request, SeriesDecisionForm)
    if request.method == "POST" and form.is_valid():
        actions.decide_on_series(series=row, **form.cleaned_data, actor=request.user)
        messages.success(request, "The decision is recorded.")
        return redirect(row)
    context = {"form": form, "series": row, "overview": Overview(row, request.user)}
    return show(request, "events/decide.html", context, status=422 if form.is_bound else 200)


def visible_series(request: HttpRequest, pk: int) -> Series:
    return get_object_or_404(Series.objects.visible_to(request.user), pk=pk)


def managed_series(request: HttpRequest, pk: int) -> Series:
    row = visible_series(request, pk)
    if not row.can_manage(request.user):
        raise PermissionDenied(actions.FOR_CONVENORS)
    return row
