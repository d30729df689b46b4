"""Where the networks reach: the map and its table for everybody, the trusts of a region for colleagues."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from networks.coverage import Coverage, of_region
from portal.cms.audience import takes_part
from portal.organisations.models import Region


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    return render(request, "networks/coverage.html", {"coverage": Coverage(request.user)})


@never_cache
@login_required
@require_safe
def region(request: HttpRequest, slug: str) -> HttpResponse:
    if not takes_part(request.user):
        raise PermissionDenied("The programme has to approve your account before you see which trusts take part.")
    found = get_object_or_404(Region.objects.open(), slug=slug)
    return render(request, "networks/coverage_of.html", of_region(found, user=request.user))
