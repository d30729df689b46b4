"""Who uses a tool: read it, say where one's own trust stands, and see what a trust uses."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.cms.audience import takes_part
from portal.cms.forms import bound
from portal.organisations.models import Organisation
from portal.users.trusts import own_trusts

from .. import actions
from ..forms.adoption import AdoptionForm
from ..models import Adoption, EntryPage
from ..spread import FEWEST, Spread


@require_safe
def adoption(request: HttpRequest, pk: int) -> HttpResponse:
    """Numbers for everybody who may see the tool, once there are enough; trusts by name for those who take part."""
    entry = get_object_or_404(EntryPage.objects.visible_to(request.user), pk=pk)
    rows = Adoption.objects.filter(entry=entry).select_related("organisation__region", "contact")
    named = takes_part(request.user)
    counts = rows.counted()
    enough = named or sum(counts.values()) >= FEWEST
    context = {
        "entry": entry,
        "counts": [(label, counts.get(key, 0)) for key, label in Adoption.Status.choices] if enough else [],
        "spread": Spread(entry) if enough else None,
        "adoptions": list(rows) if named else [],
        "named": named,
        "mine": own_trusts(request.user),
        "section": "toolbox",
    }
    return render(request, "toolbox/adoption.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(EntryPage.objects.visible_to(request.user), pk=pk)
    trusts = own_trusts(request.user)
    if not trusts:
        raise PermissionDenied("This is said for a trust by those who work there. Confirm your seat first.")
    asked = request.GET.get("trust", "")
    said = Adoption.objects.filter(entry=entry, organisation__in=trusts).order_by("pk")
    said = said.filter(organisation=asked).first() if asked.isdigit() and len(asked) < 10 else said.first()
    form = bound(request, AdoptionForm, trusts=trusts, initial=_beginning(said, request))
    if request.method == "POST" and form.is_valid():
        kept = actions.say_adoption(actor=request.user, entry=entry, **form.said())
        messages.success(request, f"Said for {kept.organisation}: {kept.get_status_display().lower()}.")
        return redirect("toolbox:adoption", pk)
    heading = "Where does your trust stand with this tool?"
    context = {"form": form, "entry": entry, "said": said, "heading": heading, "submit": "Say this"}
    context |= {"cancel_url": reverse("toolbox:adoption", args=[pk]), "section": "toolbox"}
    return render(request, "toolbox/adopt.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    trusts = own_trusts(request.user)
    said = get_object_or_404(Adoption.objects.visible_to(request.user).filter(organisation__in=trusts), pk=pk)
    actions.take_back_adoption(actor=request.user, adoption=said)
    messages.success(request, "Taken back. You can say it again at any time.")
    return redirect("toolbox:adoption", said.entry_id)


@login_required
@require_safe
def trust_tools(request: HttpRequest, code: str) -> HttpResponse:
    """What a trust considers, tries out, uses or has stopped using; and what trusts like it use."""
    if not takes_part(request.user):
        raise PermissionDenied("Your account waits for approval.")
    trust = get_object_or_404(Organisation.objects.trusts().select_related("region"), code=code)
    said = Adoption.objects.visible_to(request.user).filter(organisation=trust).select_related("entry", "contact")
    alike = EntryPage.objects.visible_to(request.user).used_like(trust=trust).for_cards()[:6]
    context = {
        "trust": trust,
        "adoptions": list(said.order_by("status", "entry__title")),
        "alike": list(alike),
        "mine": trust in own_trusts(request.user),
        "section": "toolbox",
    }
    return render(request, "toolbox/trust_tools.html", context)


def _beginning(said: Adoption | None, request: HttpRequest) -> dict:
    if said is None:
        return {}
    return {
        "trust": str(said.organisation_id),
        "status": said.status,
        "since": said.since,
        "effect": said.effect,
        "may_be_asked": said.contact_id == request.user.pk,
    }
