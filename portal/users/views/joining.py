"""How my approval stands, and the terms that I agree to."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.cms.forms import bound

from ..actions import agree, ask_to_join
from ..agreement import remember_agreement
from ..forms import AgreeForm, ReasonToJoin
from ..models import TRIES, TermsVersion

GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@GET_POST
def approval(request: HttpRequest) -> HttpResponse:
    """What happens next and by when; the reason is asked here."""
    if request.user.is_admitted:
        return redirect("/me/")
    applications = list(request.user.applications.order_by("-asked_at", "-pk"))
    latest = applications[0] if applications else None
    may_ask = not (latest and latest.state == "waiting") and len(applications) < TRIES
    form = bound(request, ReasonToJoin)
    if form.is_valid():
        try:
            ask_to_join(user=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("users:approval")
    context = {
        "form": form,
        "latest": latest,
        "may_ask": may_ask or form.is_bound,
        "tenures": request.user.tenures.filter(ended_on=None).select_related("seat__organisation"),
    }
    return render(request, "users/approval.html", context, status=422 if form.is_bound else 200)


@never_cache
@GET_POST
def terms(request: HttpRequest) -> HttpResponse:
    """The terms and the code of conduct as they hold now: for anybody to read, for members to agree to."""
    signed_in = request.user.is_authenticated
    versions = list(TermsVersion.objects.in_force())
    agreed = set(TermsVersion.objects.agreed_by(request.user).values_list("pk", flat=True)) if signed_in else set()
    missing = [version for version in versions if version.pk not in agreed]
    form = bound(request, AgreeForm)
    if signed_in and form.is_valid():
        # Only what the page showed is agreed to: a version that came into force meanwhile is asked again.
        shown = set(request.POST.getlist("version"))
        agree(person=request.user, versions=[version for version in missing if str(version.pk) in shown])
        remember_agreement(request)
        return redirect(where_they_were_going(request))
    context = {
        "form": form,
        "versions": versions,
        "missing": missing if signed_in else [],
        "agreed_before": bool(agreed),
        "next": request.GET.get("next", ""),
    }
    return render(request, "users/terms.html", context)


def where_they_were_going(request: HttpRequest) -> str:
    onward = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return onward if safe else "/me/"
