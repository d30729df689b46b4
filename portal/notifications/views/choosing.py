"""How I hear of news, what I follow, and the link in a mail that ends its like."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.cms.forms import bound

from .. import actions
from ..following import around, follows_of, thing_seen_by
from ..forms import HearingForm
from ..kinds import topics
from ..one_press import one_press
from ..stopping import DIGEST, read_stop

GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@GET_POST
def settings(request: HttpRequest) -> HttpResponse:
    """A table of topics by network, the rhythm of the digest, and what I follow."""
    form = bound(request, HearingForm, person=request.user)
    if form.is_valid():
        data = form.cleaned_data
        times = {"quiet_from": data["quiet_from"], "quiet_until": data["quiet_until"]}
        actions.choose_hearing(person=request.user, levels=form.levels, digests=data["digests"], **times)
        messages.success(request, "Your choices are saved.")
        return redirect("news:settings")
    context = {"form": form, "follows": follows_of(request.user), "rows_next": request.path}
    return render(request, "notifications/settings.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@GET_POST
def follow(request: HttpRequest) -> HttpResponse:
    """GET shows a thing with what it touches, and what I follow of it. POST follows it, mutes it, or neither."""
    if request.method != "POST":
        return what_to_follow(request)
    label, how = request.POST.get("about", "")[:80], request.POST.get("how", "")
    if how in {"follow", "mute"}:
        thing = thing_seen_by(request.user, label)
        if thing is None:
            raise Http404
        actions.follow(person=request.user, thing=thing, muted=how == "mute")
        messages.success(request, "You hear no more of it." if how == "mute" else "You follow it now.")
    else:
        actions.unfollow(person=request.user, label=label)
        messages.success(request, "You do not follow it any more, and nothing of it is muted.")
    return redirect(back_to(request, request.POST.get("next", "")) or "news:settings")


def what_to_follow(request: HttpRequest) -> HttpResponse:
    thing = thing_seen_by(request.user, request.GET.get("about", "")[:80])
    if thing is None:
        raise Http404
    back = back_to(request, request.GET.get("next", ""))
    context = {"thing": thing, "rows": around(request.user, thing), "rows_next": request.get_full_path(), "back": back}
    return render(request, "notifications/follow.html", context)


def back_to(request: HttpRequest, address: str) -> str:
    """An address of this portal, or nothing."""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else ""


@one_press
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End a kind of mail without signing in: GET asks, POST does it."""
    found = read_stop(token)
    if found is None or (found[1] != DIGEST and found[1] not in topics()):
        raise Http404
    person = get_object_or_404(get_user_model()._default_manager.filter(is_active=True), pk=found[0])
    if request.method == "POST":
        if found[1] == DIGEST:
            actions.stop_digest(person=person)
        else:
            actions.stop_topic(person=person, topic=found[1])
    context = {"topic": topics().get(found[1], "Your digest"), "done": request.method == "POST"}
    return render(request, "notifications/stop.html", context)
