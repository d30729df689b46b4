"""Views of the roof: what no room owns."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.discussion.drafts import kept_from
from portal.home import health
from portal.home.actions import note_visit
from portal.home.mine import mine


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or sent from elsewhere: say what happened and what to do."""
    kept = request.method == "POST" and kept_from(request) is not None
    return render(request, "403_csrf.html", {"kept": kept}, status=403)


@login_required
@never_cache
@require_safe
def my_home(request: HttpRequest) -> HttpResponse:
    """Somebody's own home: what is next, what waits for them, what is new."""
    since = note_visit(user=request.user)
    return render(request, "home/my_home.html", {"section": "me", **mine(request.user, since=since)})


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """This process answers. Whoever watches restarts it when it does not."""
    return HttpResponse("live", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """People may be sent here. Degraded is not down: search without its engine still finds."""
    found = health.findings()
    state = health.worst(found)
    body = {"state": state, "checks": [asdict(finding) for finding in found]}
    return JsonResponse(body, status=503 if state == health.DOWN else 200)
