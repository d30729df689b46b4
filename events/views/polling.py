"""Find a date: ask a network's members, say what one can make, take a date."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from networks.models import Network
from portal.cms.forms import bound

from .. import actions
from ..forms import PollForm, TakeDateForm, VoteForm
from ..models import DatePoll
from ..tally import Tally
from .meeting import show


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_poll(request: HttpRequest, pk: int) -> HttpResponse:
    network = get_object_or_404(Network.objects.visible_to(request.user).select_related("page"), pk=pk)
    if not DatePoll(network=network).can_manage(request.user):
        raise PermissionDenied("Only convenors of the network ask its members for a date.")
    form = bound(request, PollForm)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        words = {name: data[name] for name in ("title", "about", "closes_at", "kit")}
        poll = actions.ask_for_date(network=network, starts=data["dates"], **words, actor=request.user)
        messages.success(request, "The poll is open. Members find it on the network's page; send them its address.")
        return redirect(poll)
    context = {"form": form, "network": network}
    return show(request, "events/poll_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_poll(request, pk)
    tally = Tally(row)
    takes_votes = row.takes_votes()
    form = bound(request, VoteForm, poll=row, said=tally.of(request.user)) if takes_votes else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied("This poll takes no more votes.")
        if form.is_valid():
            actions.vote(poll=row, says=form.says(), voter=request.user)
            messages.success(request, "Thank you. You can change this until the poll closes.")
            return redirect(row)
    manages = row.can_manage(request.user)
    context = {"poll": row, "tally": tally, "form": form, "manages": manages}
    return show(request, "events/poll.html", context, status=422 if form is not None and form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take_date(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_poll(request, pk)
    if not row.can_manage(request.user):
        raise PermissionDenied("Only convenors of the network take the date.")
    if row.is_closed:
        return redirect(row)
    tally = Tally(row)
    best = tally.best
    form = bound(request, TakeDateForm, poll=row, initial={"option": best.option.pk if best else None})
    if request.method == "POST" and form.is_valid():
        event = actions.take_date(poll=row, option=form.cleaned_data["option"], actor=request.user)
        messages.success(request, "The date is taken. Whoever voted gets an email.")
        return redirect("events:prepared", event.pk) if event else redirect(row)
    context = {"poll": row, "tally": tally, "form": form}
    return show(request, "events/take_date.html", context, status=422 if form.is_bound else 200)


def visible_poll(request: HttpRequest, pk: int) -> DatePoll:
    return get_object_or_404(DatePoll.objects.visible_to(request.user), pk=pk)
