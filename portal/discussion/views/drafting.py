"""Drafts: kept by a script while somebody types, and let go of by a button."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from portal.cms.components import dates

from .. import actions
from ..drafts import desk_of, is_at, kept_from
from ..models import Draft


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """What stands in a form now. Only its writer, signed in, keeps it this way."""
    desk = desk_of(request.POST.get("writer", ""))
    if desk is None or not is_at(desk, request.user):
        return JsonResponse({"kept": ""}, status=403)
    kept_from(request)
    return JsonResponse({"kept": dates.clock(timezone.localtime())})


@require_POST
@login_required
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(Draft.objects.filter(person=request.user), pk=pk)
    actions.discard_draft(person_id=draft.person_id, place=draft.place)
    messages.success(request, "Your draft is gone.")
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/")
