"""Figures: what is measured, hand in a file, read its preview, and see and confirm those of a trust."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.audit.actions import log_view
from portal.cms.audience import takes_part
from portal.cms.forms import bound
from portal.organisations.models import Organisation

from .. import actions
from ..figure_rows import NotFiguresError
from ..forms.figures import FiguresForm, PeriodForm, PlanForm
from ..models import Definition, FigureImport, Observation, SupportPackage
from ..periods import Period
from ..submitting import is_analyst, may_confirm, may_see_named, own_trusts
from ..worth import worth as measures_of

ROWS = 25


@login_required
@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """The register of definitions, by what they speak of; older versions behind the newest."""
    families = groupby(Definition.objects.all(), key=lambda one: one.get_family_display())
    context = {"families": [(name, list(found)) for name, found in families], "section": "support"}
    return render(request, "programme/measures.html", context)


@login_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Where somebody who keeps figures begins: the trusts, and what was handed in."""
    every, trusts = _keeps(request)
    imports = FigureImport.objects.select_related("uploaded_by", "trust").defer("faults", "preview")
    if not every:
        imports = imports.filter(uploaded_by=request.user)
    listed = Organisation.objects.trusts().select_related("region").order_by("name") if every else trusts
    context = {
        "imports": Paginator(imports, ROWS).get_page(request.GET.get("page")),
        "trusts": listed,
        "every": every,
        "section": "support",
    }
    return render(request, "programme/figures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hand_in(request: HttpRequest) -> HttpResponse:
    every, trusts = _keeps(request)
    form = bound(request, FiguresForm, trusts=trusts, every=every)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            one = actions.preview_import(actor=request.user, file=file.file, name=file.name, trust=form.trust)
            return redirect("programme:import", one.pk)
        except NotFiguresError as error:
            form.add_error("file", f"{error} Nothing was kept.")
    context = {"form": form, "heading": "Hand in figures", "submit": "See what it would do", "section": "support"}
    return render(request, "programme/hand_in.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file would do, or did."""
    one = _handed_in(request, pk)
    twin = FigureImport.objects.filter(digest=one.digest, state=FigureImport.State.DONE).exclude(pk=one.pk).first()
    counts = [(label, one.counts.get(key, 0)) for key, label in COUNTS]
    groups = [(label, one.counts.get(key, 0), one.preview.get(key, [])) for key, label in COUNTS[1:3]]
    context = {
        "one": one,
        "twin": twin,
        "counts": counts,
        "groups": groups,
        "form": PlanForm(initial={"plan": one.plan}),
        "section": "support",
    }
    return render(request, "programme/import.html", context)


COUNTS = (
    ("rows", "Rows"),
    ("new", "New figures"),
    ("changed", "Restated"),
    ("unchanged", "As they were"),
    ("broken", "With errors"),
)


@require_POST
@login_required
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    one = _handed_in(request, pk)
    form = bound(request, PlanForm)
    try:
        plan = form.cleaned_data["plan"] if form.is_valid() else ""
        one = actions.confirm_import(actor=request.user, figure_import=one, plan=plan)
        messages.success(request, f"Imported: {one.changes} figure{'' if one.changes == 1 else 's'}.")
    except actions.AlreadySettledError:
        messages.warning(request, "Nothing was done: this file was imported or discarded before, or changes nothing.")
    except actions.FiguresChangedError:
        messages.warning(
            request, "Nothing was imported: the figures have changed since the preview. Hand the file in again."
        )
    return redirect("programme:import", pk)


@require_POST
@login_required
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    one = _handed_in(request, pk)
    try:
        actions.discard_import(actor=request.user, figure_import=one)
        messages.success(request, f"Discarded: {one.name} changed nothing.")
    except actions.AlreadySettledError:
        messages.warning(request, "Nothing was done: this file was imported or discarded before.")
    return redirect("programme:figures")


@login_required
@require_safe
def trust(request: HttpRequest, code: str) -> HttpResponse:
    """The figures of one trust, a table for each definition, restatements with what they replaced."""
    trust = named(request, code)
    if trust not in own_trusts(request.user):
        log_view(viewer=request.user, target=trust, what="figures")
    rows = Observation.objects.filter(organisation=trust).for_tables().order_by("definition", "-first_day", "-pk")
    found = [(definition, list(some)) for definition, some in groupby(rows, key=lambda one: one.definition)]
    waits = {
        one.period for _, some in found for one in some if one.current and one.status == Observation.Status.PROVISIONAL
    }
    context = {
        "trust": trust,
        "tables": found,
        "has_package": SupportPackage.objects.for_trust(trust).exists(),
        "waits": sorted(waits, reverse=True) if may_confirm(request.user, trust) else [],
        "section": "support",
    }
    return render(request, "programme/trust_figures.html", context)


@login_required
@require_safe
def worth(request: HttpRequest, code: str) -> HttpResponse:
    """One page for the trust's board, to print."""
    trust = named(request, code)
    if trust not in own_trusts(request.user):
        log_view(viewer=request.user, target=trust, what="worth")
    return render(
        request, "programme/worth.html", {"trust": trust, "measures": measures_of(trust), "section": "support"}
    )


@require_POST
@login_required
def confirm_period(request: HttpRequest, code: str) -> HttpResponse:
    """By the trust's finance director."""
    trust = named(request, code)
    form = bound(request, PeriodForm)
    if not form.is_valid():
        raise Http404("There is no such period.")
    period: Period = form.cleaned_data["period"]
    done = actions.confirm_figures(actor=request.user, trust=trust, period=period)
    if done:
        messages.success(request, f"{period.words}: {done} figure{'' if done == 1 else 's'} confirmed as final.")
    else:
        messages.info(request, f"{period.words}: every figure was confirmed before.")
    return redirect("programme:trust", trust.code)


def _keeps(request: HttpRequest) -> tuple[bool, list[Organisation]]:
    every, trusts = is_analyst(request.user), own_trusts(request.user)
    if not every and not trusts:
        raise PermissionDenied("Figures are handed in by those who keep them for a trust. Confirm your seat there.")
    return every, trusts


def _handed_in(request: HttpRequest, pk: int) -> FigureImport:
    imports = FigureImport.objects.select_related("uploaded_by", "settled_by", "trust")
    if not is_analyst(request.user):
        imports = imports.filter(uploaded_by=request.user)
    return get_object_or_404(imports, pk=pk)


def named(request: HttpRequest, code: str) -> Organisation:
    """A trust whose figures this person sees beside its name; 404 for everybody else."""
    trust = get_object_or_404(Organisation.objects.select_related("region"), code=code, kind=Organisation.Kind.TRUST)
    if not takes_part(request.user) or not may_see_named(request.user, trust):
        raise Http404("There is no such trust.")
    return trust
