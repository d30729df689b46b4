"""For convenors: the queue of those who ask to join, decided one by one or many at once."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from networks import actions
from networks.forms import JoinForm, ReasonForm
from networks.forms_joining import ApproveManyForm, QueueForm
from networks.waiting import Queue
from portal.cms.forms import bound
from portal.privacy.forms import guarded

from .answers import answer, network_to_run

GET_POST = require_http_methods(["GET", "HEAD", "POST"])
ROWS = 50


@never_cache
@login_required
@GET_POST
def requests(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows and filters; POST lets in everybody who is ticked."""
    network = network_to_run(request, pk)
    actions.note_look(network=network, viewer=request.user, what="requests")
    asked = guarded(QueueForm)(request.GET)
    queue = Queue(network, asked.cleaned_data if asked.is_valid() else {})
    form = bound(request, ApproveManyForm, requests=queue.everybody_waiting if request.method == "POST" else ())
    if form.is_bound and form.is_valid():
        done, left = actions.approve_requests(requests=form.ticked(), actor=request.user)
        if done:
            messages.success(request, f"{len(done)} let in. We have told them by mail.")
        for one, reason in left:
            messages.error(request, f"{one.user}: {reason}")
        return redirect("networks:requests", network.pk)
    context = {
        "network": network,
        "queue": queue,
        "filter": asked,
        "page": Paginator(queue.rows, ROWS).get_page(request.GET.get("page")),
        "form": form,
    }
    return render(request, "networks/requests.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@GET_POST
def approve(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    network = network_to_run(request, pk)
    asked = get_object_or_404(network.requests.select_related("user__trust__successor"), pk=request_pk)
    return answer(
        request,
        template="networks/approve.html",
        form=bound(request, JoinForm),
        act=lambda _: actions.approve_request(request=asked, actor=request.user),
        done=f"{asked.user} is now a member. We have told them by mail.",
        to=reverse("networks:requests", args=[network.pk]),
        context={"network": network, "asked": asked},
    )


@never_cache
@login_required
@GET_POST
def decline(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    network = network_to_run(request, pk)
    asked = get_object_or_404(network.requests.select_related("user__trust__successor"), pk=request_pk)
    return answer(
        request,
        template="networks/decline.html",
        form=bound(request, ReasonForm),
        act=lambda data: actions.decline_request(request=asked, actor=request.user, reason=data["reason"]),
        done=f"We have told {asked.user} by mail, with your reason.",
        to=reverse("networks:requests", args=[network.pk]),
        context={"network": network, "asked": asked},
    )
