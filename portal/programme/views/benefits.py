"""The two ledgers of a trust, one benefit and what becomes of it, balancing counts, and the programme's roll-up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.audit.actions import log_view
from portal.cms.audience import takes_part
from portal.cms.forms import bound
from portal.organisations.models import Organisation

from .. import actions
from ..balancing import beside_all, quarters, with_pounds
from ..forms.benefits import BalancingForm, BenefitForm, ClaimForm, WhyForm
from ..ledgers import Ledger, lines, share
from ..models import BalancingReturn, Benefit, SupportPackage
from ..rollup import BY, roll_up
from ..submitting import keeps_ledger, may_confirm, own_trusts
from .figures import named

CHANGED = "Nothing was done: it has changed since you read it. This is how it stands now."
form_page = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def ledger(request: HttpRequest, code: str) -> HttpResponse:
    """Both ledgers side by side, what waits for the finance director, and every benefit."""
    trust = _of(request, code)
    rows = list(Benefit.objects.filter(organisation=trust).for_list())
    counted = Benefit.objects.counted().filter(organisation=trust)
    both = lines(one.money for one in counted)
    package = SupportPackage.objects.for_trust(trust).select_related("place__cohort__definition").first()
    context = {
        "trust": trust,
        "lines": both,
        "benefits": [(ledger, [one for one in rows if one.ledger == ledger]) for ledger in Ledger],
        "waiting": [one for one in rows if one.stage == Benefit.Settled.CLAIMED],
        "package": package,
        "of_opportunity": share(both[0].validated, of=package.place.amount if package else None, ledger=Ledger.INCOME),
        "of_target": share(both[1].validated, of=package.agreed_target if package else None, ledger=Ledger.CASH),
        "keeps": keeps_ledger(request.user, trust),
        "decides": may_confirm(request.user, trust),
        "section": "support",
    }
    return render(request, "programme/ledger.html", context)


@form_page
@login_required
def forecast(request: HttpRequest, code: str) -> HttpResponse:
    trust = _of(request, code)
    _keeps(request, trust)
    form = bound(request, BenefitForm, trust=trust)
    if request.method == "POST" and form.is_valid():
        try:
            benefit = actions.forecast_benefit(actor=request.user, trust=trust, **form.cleaned_data)
            messages.success(request, "Written down as a forecast. Claim it when it has come.")
            return redirect(benefit)
        except actions.SamePoundError as error:
            form.same_pound(error.rows)
    return _form(request, trust, form, heading="A benefit", submit="Write it down")


@login_required
@require_safe
def benefit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    trust = _of(request, code)
    one = get_object_or_404(Benefit.objects.for_list(), pk=pk, organisation=trust)
    decides = may_confirm(request.user, trust)
    context = {
        "trust": trust,
        "benefit": one,
        "steps": one.steps.select_related("by"),
        "overlapped_by": one.overlapped_by.all(),
        "keeps": keeps_ledger(request.user, trust),
        "decides": decides and one.stage == Benefit.Settled.CLAIMED and one.claimed_by_id != request.user.pk,
        "claimed_it": decides and one.claimed_by_id == request.user.pk,
        "may_withdraw": (one.is_open and keeps_ledger(request.user, trust))
        or (decides and one.stage == Benefit.Settled.VALIDATED),
        "section": "support",
    }
    return render(request, "programme/benefit.html", context)


@form_page
@login_required
def claim(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    trust, one = _benefit(request, code, pk)
    _keeps(request, trust)
    form = bound(request, ClaimForm, initial={"pence": one.pence})
    if request.method == "POST" and form.is_valid():
        return _act(
            request, one, "claim_benefit", "Claimed. Your finance director has a mail to check it.", **form.cleaned_data
        )
    return _form(request, trust, form, heading=f"Claim “{one}”", submit="Claim it")


@require_POST
@login_required
def validate(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One press of the finance director, for the amount that the page showed."""
    _, one = _benefit(request, code, pk)
    seen = request.POST.get("seen", "")
    if not seen.isdigit():
        raise Http404("Say which amount was read.")
    return _act(request, one, "validate_benefit", "Validated. It counts from now on.", seen=int(seen))


@form_page
@login_required
def refuse(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    trust, one = _benefit(request, code, pk)
    if not may_confirm(request.user, trust):
        raise PermissionDenied("The trust's finance director validates.")
    form = bound(request, WhyForm)
    if request.method == "POST" and form.is_valid():
        return _act(request, one, "refuse_benefit", "Not validated. Whoever claimed it reads why.", **form.cleaned_data)
    return _form(request, trust, form, heading=f"Why is “{one}” not so?", submit="Do not validate it")


@form_page
@login_required
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    trust, one = _benefit(request, code, pk)
    if not keeps_ledger(request.user, trust):
        raise PermissionDenied("The ledger is kept by the trust's officers and the support team.")
    form = bound(request, WhyForm)
    if request.method == "POST" and form.is_valid():
        return _act(request, one, "withdraw_benefit", "Withdrawn. It stays, struck through.", **form.cleaned_data)
    return _form(request, trust, form, heading=f"Withdraw “{one}”", submit="Withdraw it")


@form_page
@login_required
def give_balancing(request: HttpRequest, code: str) -> HttpResponse:
    trust = _of(request, code)
    _keeps(request, trust)
    days = quarters(localdate())
    asked = request.GET.get("quarter", "")
    chosen = next((day for day in days if day.isoformat() == asked), days[0])
    before = BalancingReturn.objects.filter(organisation=trust, first_day=chosen).first()
    start = before or BalancingReturn(organisation=trust, first_day=chosen)
    form = bound(request, BalancingForm, quarters=days, instance=start)
    if request.method == "POST" and form.is_valid():
        actions.give_balancing(actor=request.user, trust=trust, **form.cleaned_data)
        messages.success(request, "Kept. These counts stand beside every pound of your trust.")
        return redirect("programme:ledger", code)
    return _form(request, trust, form, heading="Balancing measures of a quarter", submit="Keep them")


@login_required
@require_safe
def rolled_up(request: HttpRequest) -> HttpResponse:
    """For the programme's staff: by trust, theme, region or cohort, beside the balancing measures."""
    if not takes_part(request.user) or not getattr(request.user, "is_staff", False):
        raise Http404("There is no such page.")
    by = request.GET.get("by", "trust")
    if by not in BY:
        raise Http404("It is rolled up by trust, theme, region or cohort.")
    context = {
        "by": by,
        "name": BY[by][0],
        "ways": [(key, words) for key, (words, _) in BY.items()],
        "rows": roll_up(by),
        "balance": beside_all(with_pounds(), localdate()),
        "section": "support",
    }
    return render(request, "programme/benefits.html", context)


def _act(request: HttpRequest, benefit: Benefit, verb: str, said: str, **given: Any) -> HttpResponse:
    try:
        getattr(actions, verb)(actor=request.user, benefit=benefit, **given)
        messages.success(request, said)
    except actions.StageChangedError:
        messages.warning(request, CHANGED)
    return redirect(benefit)


def _form(request: HttpRequest, trust: Organisation, form: Any, *, heading: str, submit: str) -> HttpResponse:
    context = {"form": form, "trust": trust, "heading": heading, "submit": submit, "section": "support"}
    return render(request, "programme/ledger_form.html", context, status=422 if form.is_bound else 200)


def _keeps(request: HttpRequest, trust: Organisation) -> None:
    if not keeps_ledger(request.user, trust):
        raise PermissionDenied("The ledger is kept by the trust's officers and the support team.")


def _of(request: HttpRequest, code: str) -> Organisation:
    trust = named(request, code)
    if request.method != "POST" and trust not in own_trusts(request.user):
        log_view(viewer=request.user, target=trust, what="ledger")
    return trust


def _benefit(request: HttpRequest, code: str, pk: int) -> tuple[Organisation, Benefit]:
    trust = _of(request, code)
    return trust, get_object_or_404(Benefit.objects.select_related("organisation"), pk=pk, organisation=trust)
