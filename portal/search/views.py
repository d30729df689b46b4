"""The search page, and suggestions while somebody types."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.cms.audience import tokens_of
from portal.cms.forms import bound
from portal.privacy import guard

from .counting import count_opened, count_search, keep_answer
from .facets import kind_name
from .finding import search, suggest
from .forms import Asked, FoundItForm
from .keeping import note_search
from .listing import Listing
from .query import plain

LIMITS = {"answer": "10/h/ip", "opened": "120/m/ip"}


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found for the words and filters in the address."""
    asked = Asked.of(request.GET)
    if asked.is_beyond_reading():
        return render(request, "search/too_far.html", {"asked": asked, "search_words": asked.text}, status=404)
    if verdict := guarded(asked.text):
        guard.note(verdict=verdict, place="search", outcome="unsearched")
        return never_kept(render(request, "search/guarded.html", {"verdict": verdict}, status=422))
    found = search(asked.query(tokens_of(request.user)))
    listing = Listing(asked, found, count_search(request, found) if asked.is_first_look() else "")
    if asked.is_first_look() and not guard.inspect(asked.text):
        note_search(person=request.user, asked=asked)
    return render(request, "search/search.html", {"listing": listing, "search_words": asked.text})


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Titles that begin like what is typed. The page works without; `suggest.js` asks."""
    words = request.GET.get("q", "")
    entries = [] if guarded(words) else suggest(words, tokens_of(request.user))
    found = [{"title": entry.title, "url": entry.url, "kind": kind_name(entry.kind)} for entry in entries]
    return JsonResponse({"suggestions": found})


@csrf_exempt  # the browser sends it beside following a link; it says nothing of who did, and the marker is signed
@require_POST
def opened(request: HttpRequest, marker: str) -> HttpResponse:
    """A result was opened. Not asked for by a page: a browser sends it by itself, or does not."""
    if ratelimit.consume(request, app="search", action="opened", config=LIMITS) is not None:
        count_opened(marker)
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest) -> HttpResponse:
    """Whether somebody found what they looked for."""
    words = plain(request.GET.get("q", ""))[:200]
    form = bound(request, FoundItForm, initial={"phrase": "" if guarded(words) else words})
    if request.method == "POST" and ratelimit.consume(request, app="search", action="answer", config=LIMITS) is None:
        return ratelimit.respond_429(request)
    if request.method == "POST" and form.is_valid():
        keep_answer(**form.cleaned_data)
        return redirect("search:thanks")
    return render(request, "search/answer.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "search/thanks.html")


def guarded(words: str) -> guard.Verdict | None:
    """What a search says about a patient, if it clearly does: it is not made, not logged and not shown again."""
    verdict = guard.inspect(words[:1000])
    return verdict if verdict.is_clear else None


def never_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
