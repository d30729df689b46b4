"""Control charts of a trust's measures: the page, its picture by itself, and the steps that somebody marks."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.audit.actions import log_view
from portal.cms.forms import bound
from portal.organisations.models import Organisation

from .. import actions
from ..control_charts import ControlChart
from ..forms.steps import StepForm
from ..models import ChartStep, Definition, Observation
from ..spc import TOOL, CannotChartError
from ..submitting import may_mark, own_trusts
from .figures import named


@login_required
@require_safe
def chart(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The chart with its table; where none may be drawn, why."""
    trust, definition = _of(request, code, pk)
    found, why = _chart(trust, definition)
    context = {
        "trust": trust,
        "definition": definition,
        "chart": found,
        "why": why,
        "tool": TOOL,
        "may_mark": found is not None and may_mark(request.user, trust),
        "section": "support",
    }
    return render(request, "programme/chart.html", context)


@login_required
@require_safe
def picture(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The picture alone, as an SVG file for a paper or a slide."""
    trust, definition = _of(request, code, pk)
    found, _ = _chart(trust, definition)
    if found is None:
        return redirect("programme:chart", code, pk)
    response = render(request, "programme/_chart.svg", {"chart": found, "alone": True}, content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="{definition.key}-{trust.code}.svg"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mark(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    trust, definition = _of(request, code, pk)
    if not may_mark(request.user, trust):
        raise PermissionDenied("Steps are marked by those who keep the trust's figures.")
    form = bound(request, StepForm, observations=list(_observations(trust, definition)))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.mark_step(
            actor=request.user, trust=trust, definition=definition, first_day=given["month"], reason=given["reason"]
        )
        messages.success(request, f"The chart has new limits from {given['month']:%B %Y} on.")
        return redirect("programme:chart", code, pk)
    context = {"form": form, "trust": trust, "definition": definition, "section": "support"}
    context |= {"heading": "Mark a step", "submit": "Mark this step"}
    return render(request, "programme/mark_step.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def unmark(request: HttpRequest, code: str, pk: int, step: int) -> HttpResponse:
    trust, definition = _of(request, code, pk)
    found = get_object_or_404(ChartStep, pk=step, organisation=trust, definition=definition)
    actions.unmark_step(actor=request.user, step=found)
    messages.success(request, "The step is taken back. Mark it again at any time.")
    return redirect("programme:chart", code, pk)


def _of(request: HttpRequest, code: str, pk: int) -> tuple[Organisation, Definition]:
    trust = named(request, code)
    definition = get_object_or_404(Definition, pk=pk)
    if trust not in own_trusts(request.user):
        log_view(viewer=request.user, target=trust, what="chart", definition=definition.code)
    return trust, definition


def _observations(trust: Organisation, definition: Definition):
    figures = Observation.objects.current().filter(organisation=trust, definition=definition)
    return figures.select_related("definition").order_by("first_day")


def _chart(trust: Organisation, definition: Definition) -> tuple[ControlChart | None, str]:
    steps = ChartStep.objects.filter(organisation=trust, definition=definition).select_related("marked_by")
    try:
        observations = list(_observations(trust, definition))
        return ControlChart(trust=trust, definition=definition, observations=observations, steps=list(steps)), ""
    except CannotChartError as error:
        return None, str(error)
