"""For convenors: write to the members, see who gets it, stop it, read what came of it. For members: quiet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from networks import actions
from networks.broadcasts import Readers, outcome_of, readers_of
from networks.forms import BroadcastForm
from networks.quiet import membership_of_token
from networks.refusals import refused
from portal.cms.forms import bound
from portal.cms.pauses import pause_over
from portal.notifications.one_press import one_press

from .answers import answer, network_to_run

GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@require_safe
def broadcasts(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_to_run(request, pk)
    context = {"network": network, "broadcasts": network.broadcasts.select_related("by")[:100]}
    return render(request, "networks/broadcasts.html", context)


@never_cache
@login_required
@GET_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write, see exactly who gets it, confirm."""
    network = network_to_run(request, pk)
    form = bound(request, BroadcastForm, network=network)
    context = {"network": network, "pause": pause_over(network.page)}
    if form.is_bound and form.is_valid() and not form.cleaned_data["confirmed"]:
        if "change" in request.POST:
            return render(request, "networks/broadcast_write.html", {**context, "form": form})
        readers = readers_of(network=network, to=form.cleaned_data["to"], writer=request.user)
        if readers.get_it:
            return confirm(request, form=form, readers=readers, context=context)
        form.add_error("to", refused("nobody-to-write-to"))
    return answer(
        request,
        template="networks/broadcast_write.html",
        form=form,
        act=lambda data: actions.write_broadcast(
            network=network, actor=request.user, subject=data["subject"], text=data["text"], to=data["to"]
        ),
        done="Your message is sent in ten minutes. Until then you can stop it.",
        to=reverse("networks:broadcasts", args=[network.pk]),
        context=context,
    )


def confirm(request: HttpRequest, *, form: BroadcastForm, readers: Readers, context: dict[str, Any]) -> HttpResponse:
    context |= {"form": form, "count": len(readers.get_it), "who": readers.named_to(request.user)}
    context["left_out"] = readers.left_out_named_to(request.user)
    return render(request, "networks/broadcast_confirm.html", context)


@never_cache
@login_required
@GET_POST
def broadcast(request: HttpRequest, pk: int, broadcast_pk: int) -> HttpResponse:
    network = network_to_run(request, pk)
    row = get_object_or_404(network.broadcasts.select_related("by", "network"), pk=broadcast_pk)
    if request.method == "POST":
        try:
            if "stop" in request.POST:
                actions.stop_broadcast(broadcast=row, actor=request.user)
                messages.success(request, "Stopped. Nobody gets it.")
            else:
                actions.resend_failed(broadcast=row, actor=request.user)
                messages.success(request, "The mails that failed are on their way again.")
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        return redirect("networks:broadcast", network.pk, row.pk)
    context = {"network": network, "broadcast": row, "may_stop": row.can_stop(request.user)}
    context |= {"outcome": outcome_of(row, request.user), "pause": pause_over(network.page)}
    return render(request, "networks/broadcast.html", context)


@one_press
def quiet(request: HttpRequest, token: str) -> HttpResponse:
    membership = membership_of_token(token)
    if membership is None:
        raise Http404
    if request.method == "POST":
        actions.be_quiet(membership=membership)
    return render(request, "networks/quiet.html", {"membership": membership, "done": request.method == "POST"})
