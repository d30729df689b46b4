"""How I hear of news, what I follow, and the link in a mail that ends its like."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.cms.forms import bound

from .. import actions
from ..following import thing_seen_by
from ..forms import HearingForm
from ..kinds import topics
from ..models import Follow
from ..naming import names_of
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
    follows = list(Follow.objects.filter(person=request.user).order_by("muted", "-since"))
    context = {"form": form, "follows": follows, "names": names_of({row.about for row in follows})}
    return render(request, "notifications/settings.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Follow a thing, mute it, or neither any more."""
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
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "news:settings")


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
