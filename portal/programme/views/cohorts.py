"""Cohorts: the rules, what they give, freezing one, and two side by side. For the programme's staff."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portal.audit.actions import log_view
from portal.cms.audience import takes_part
from portal.cms.forms import bound

from .. import actions
from ..comparing import compared, listed
from ..forms.cohorts import CohortForm, FreezeForm
from ..models import Cohort


@login_required
@require_safe
def cohorts(request: HttpRequest) -> HttpResponse:
    _for_staff(request)
    found = Cohort.objects.select_related("definition", "frozen_by").with_totals()
    context = {"cohorts": found, "may_draft": request.user.has_perm("programme.add_cohort"), "section": "support"}
    return render(request, "programme/cohorts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def draft(request: HttpRequest) -> HttpResponse:
    _for_staff(request)
    if not request.user.has_perm("programme.add_cohort"):
        raise PermissionDenied
    form = bound(request, CohortForm)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.draft_cohort(actor=request.user, **form.cleaned_data))
    context = {"form": form, "heading": "A new cohort", "submit": "See the trusts", "section": "support"}
    return render(request, "programme/draft_cohort.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def cohort(request: HttpRequest, pk: int) -> HttpResponse:
    cohort = _cohort(request, pk)
    log_view(viewer=request.user, target=cohort, what="cohort")
    rows = listed(cohort)
    others = Cohort.objects.filter(definition=cohort.definition_id).exclude(pk=cohort.pk)
    context = {"cohort": cohort, "rows": rows, "others": others, "section": "support"}
    context["total"] = cohort.definition.in_words(sum(row.amount for row in rows))
    context["may_freeze"] = not cohort.is_frozen and request.user.has_perm("programme.freeze_cohort")
    return render(request, "programme/cohort.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Freezing cannot be undone, so the page says what it keeps."""
    cohort = _cohort(request, pk)
    if not request.user.has_perm("programme.freeze_cohort"):
        raise PermissionDenied
    if cohort.is_frozen:
        return redirect(cohort)
    rows = listed(cohort)
    total = sum(row.amount for row in rows)
    form = bound(request, FreezeForm, initial={"seen": total})
    if request.method == "POST" and form.is_valid():
        try:
            actions.freeze_cohort(actor=request.user, cohort=cohort, **form.cleaned_data)
            messages.success(request, f"Frozen: {len(rows)} trusts. Later figures do not change this list.")
            return redirect(cohort)
        except actions.AlreadyFrozenError:
            return redirect(cohort)
        except actions.EmptyCohortError:
            form.add_error(None, "Nothing was frozen: the list is empty, or changed since you read it. Read it again.")
    context = {"form": form, "cohort": cohort, "rows": rows, "total": cohort.definition.in_words(total)}
    context |= {"heading": f"Freeze {cohort}", "submit": "Freeze this list", "section": "support"}
    return render(request, "programme/freeze_cohort.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Who is in both, who is in one; only of the same definition."""
    one, two = _cohort(request, pk), _cohort(request, other)
    if one.definition_id != two.definition_id:
        raise Http404("These two measure different things and are not compared.")
    log_view(viewer=request.user, target=one, what="cohorts-compared")
    context = {"one": one, "two": two, "groups": compared(one, two), "section": "support"}
    return render(request, "programme/compare_cohorts.html", context)


def _for_staff(request: HttpRequest) -> None:
    if not takes_part(request.user) or not request.user.is_staff:
        raise Http404("There is no such page.")


def _cohort(request: HttpRequest, pk: int) -> Cohort:
    _for_staff(request)
    return get_object_or_404(Cohort.objects.select_related("definition", "frozen_by"), pk=pk)
