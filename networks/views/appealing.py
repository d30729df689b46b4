"""Bars: the list for convenors, lifting one, and an appeal with its answer."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from networks import actions
from networks.forms import JoinForm
from networks.forms_joining import AnswerAppealForm, AppealForm
from networks.models import Bar
from portal.cms.forms import bound

from .answers import answer, network_to_run

GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@require_safe
def bars(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_to_run(request, pk)
    actions.note_look(network=network, viewer=request.user, what="bars")
    rows = list(network.bars.select_related("user__trust__successor", "by", "answered_by"))
    for row in rows:
        row.network = network
        row.may_answer = row.can_answer(request.user)
    return render(request, "networks/bars.html", {"network": network, "rows": rows})


@never_cache
@login_required
@GET_POST
def lift(request: HttpRequest, pk: int, bar_pk: int) -> HttpResponse:
    network = network_to_run(request, pk)
    bar = get_object_or_404(network.bars.select_related("user"), pk=bar_pk)
    return answer(
        request,
        template="networks/bar_lift.html",
        form=bound(request, JoinForm),
        act=lambda _: actions.lift_bar(bar=bar, actor=request.user),
        done=f"{bar.user} may join again. We have told them by mail.",
        to=reverse("networks:bars", args=[network.pk]),
        context={"network": network, "bar": bar},
    )


@never_cache
@login_required
@GET_POST
def bar(request: HttpRequest, pk: int, bar_pk: int) -> HttpResponse:
    """An appeal and its answer, for whoever may answer it: also staff, who may not see a confidential network."""
    row = Bar.objects.select_related("network__page", "user", "by", "answered_by").filter(network=pk, pk=bar_pk).first()
    if row is None or row.appealed_at is None or not row.can_answer(request.user):
        raise Http404
    runs = row.network.can_run(request.user)
    return answer(
        request,
        template="networks/appeal_answer.html",
        form=bound(request, AnswerAppealForm),
        act=lambda data: actions.answer_appeal(bar=row, actor=request.user, **data),
        done="We have sent your answer by mail.",
        to=reverse("networks:bars", args=[pk]) if runs else "/networks/",
        context={"network": row.network, "bar": row, "runs": runs},
    )


@never_cache
@login_required
@GET_POST
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever was barred: why, and the one appeal."""
    row = get_object_or_404(Bar.objects.select_related("network__page"), network=pk, user=request.user)
    return answer(
        request,
        template="networks/appeal.html",
        form=bound(request, AppealForm),
        act=lambda data: actions.appeal(network=row.network, user=request.user, words=data["words"]),
        done="We have passed on your appeal. You get an answer by mail.",
        to=reverse("networks:appeal", args=[pk]),
        context={"network": row.network, "bar": row, "cancel_url": ""},
    )
