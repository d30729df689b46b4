"""Propose a network; for staff the list of proposals, each a case, and opening a network."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from networks import actions
from networks.forms import CaseForm, OpenNetworkForm, ProposeForm, ReplyForm
from networks.models import Proposal
from networks.starting import addresses_in, first_meeting_on
from portal.cms.forms import bound
from portal.privacy.forms import guarded

from .answers import answer

GET_POST = require_http_methods(["GET", "HEAD", "POST"])
ROWS = 30


def staff_only(request: HttpRequest) -> None:
    if not request.user.is_staff:
        raise PermissionDenied("This page is for the programme's staff.")


@never_cache
@GET_POST
def propose(request: HttpRequest) -> HttpResponse:
    initial = {"kind": request.GET.get("kind", ""), "region": request.GET.get("region", "")}
    if request.user.is_authenticated:
        initial |= {"name": str(request.user), "email": request.user.email, "workplace": request.user.trust or ""}
    form = bound(request, ProposeForm, initial=initial)
    if form.is_bound and form.is_valid() and form.cleaned_data["website"]:
        return redirect("networks:proposed")  # a machine filled in what people do not see
    return answer(
        request,
        template="networks/propose.html",
        form=form,
        act=lambda data: actions.propose(
            **{name: value for name, value in data.items() if name != "website"}, user=request.user
        ),
        done="We have your message.",
        to=reverse("networks:proposed"),
        context={"cancel_url": "/networks/"},
    )


@require_safe
def proposed(request: HttpRequest) -> HttpResponse:
    return render(request, "networks/proposed.html")


@never_cache
@login_required
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    staff_only(request)
    rows = Proposal.objects.with_people()
    everything = "all" in request.GET
    rows = rows if everything else rows.unanswered()
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "networks/proposals.html", {"proposals": page, "everything": everything})


@never_cache
@login_required
@GET_POST
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: owner, date and status in one form, the reply in another."""
    staff_only(request)
    case = get_object_or_404(Proposal.objects.with_people(), pk=pk)
    replying = "reply" in request.POST
    kept = {"owner": case.owner_id, "target_date": case.target_date, "state": case.state}
    case_form = guarded(CaseForm)(request.POST if request.method == "POST" and not replying else None, initial=kept)
    reply_form = guarded(ReplyForm)(request.POST if replying else None)
    form = reply_form if replying else case_form
    if form.is_bound and form.is_valid():
        try:
            if replying:
                actions.answer_proposal(proposal=case, actor=request.user, **form.cleaned_data)
            else:
                actions.take_proposal(proposal=case, actor=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Your reply is on its way." if replying else "Saved.")
            return redirect("networks:proposal", pk=case.pk)
    context = {"case": case, "case_form": case_form, "reply_form": reply_form, "form": form if form.errors else None}
    return render(request, "networks/proposal.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@GET_POST
def open_network(request: HttpRequest) -> HttpResponse:
    """Open a network from nothing, or with `?proposal=` from what somebody proposed."""
    staff_only(request)
    key = request.GET.get("proposal", "")
    case = get_object_or_404(Proposal.objects.with_people(), pk=key) if key.isdigit() and len(key) < 10 else None
    initial = {"region": request.GET.get("region", ""), "kind": "restricted", "meets_on": first_meeting_on()}
    initial |= suggested(case) if case else {}
    return answer(
        request,
        template="networks/open.html",
        form=bound(request, OpenNetworkForm, initial=initial),
        act=lambda data: actions.start_network(**data, proposal=case, actor=request.user),
        done="The network is open. We have told its convenor, who finds a first meeting and a welcome post as drafts.",
        to="/networks/",
        context={"case": case},
    )


def suggested(case: Proposal) -> dict[str, str]:
    """What a proposal says about the network it asks for."""
    region = case.region
    return {
        "title": f"{region.name} network" if region else "",
        "region": region.slug if region else "",
        "convenor": case.user.email if case.user else case.email,
        "invited": "\n".join(addresses_in(case.message)),
    }
