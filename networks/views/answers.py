"""What the views of networks share: fetching what somebody may see, and acting once with its refusals told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from networks.models import Network

NOT_YOURS = "Only a convenor of this network, or the programme's staff, may open this page."


def network_or_404(request: HttpRequest, pk: int) -> Network:
    """May not see: 404, as if it were not there."""
    networks = Network.objects.visible_to(request.user).select_related("page", "page__region")
    return get_object_or_404(networks, pk=pk)


def network_to_run(request: HttpRequest, pk: int) -> Network:
    """May see but not run: 403 with the reason."""
    network = network_or_404(request, pk)
    if not network.can_run(request.user):
        raise PermissionDenied(NOT_YOURS)
    return network


def answer(
    request: HttpRequest,
    *,
    template: str,
    form: BaseForm,
    act: Callable[[dict[str, Any]], object],
    done: str,
    to: str,
    context: dict[str, Any],
) -> HttpResponse:
    """GET shows the form; POST acts, says it is done and goes on; what is refused is told beside what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, done)
            return redirect(to)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"cancel_url": to, **context, "form": form}, status=status)
