"""What resembles a question that somebody is about to ask."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from portal.cms.audience import tokens_of
from portal.privacy import guard
from portal.search.results import Hit

from ..models import Thread
from ..similar import similar_to

LIMIT = {"similar": "30/m/user"}


@never_cache
@login_required
@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """While a title is typed. By POST, so that the words stand in no address and no log of addresses."""
    if ratelimit.consume(request, app="discussion", action="similar", config=LIMIT) is None:
        return HttpResponse(status=429)
    words = request.POST.get("title", "")[:150]
    found = [] if guard.inspect(words).is_clear else similar_to(words, tokens=tokens_of(request.user))
    return render(request, "discussion/_similar.html", {"similar": found})


def alike(request: HttpRequest, form: BaseForm) -> list[Hit]:
    """Before a question is taken, those it resembles, once: whoever has seen them says so by the button."""
    if request.method != "POST" or not form.is_valid() or request.POST.get("new"):
        return []
    if form.cleaned_data.get("kind") != Thread.Kind.QUESTION or form.files:
        return []  # files would have to be chosen again
    return similar_to(form.cleaned_data["title"], tokens=tokens_of(request.user))
