"""The search page, and suggestions while somebody types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.cms.audience import tokens_of
from portal.privacy import guard

from .facets import kind_name
from .finding import search, suggest
from .forms import Asked
from .listing import Listing


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found for the words and filters in the address."""
    asked = Asked.of(request.GET)
    if asked.is_beyond_reading():
        return render(request, "search/too_far.html", {"asked": asked, "search_words": asked.text}, status=404)
    if verdict := guarded(asked.text):
        guard.note(verdict=verdict, place="search", outcome="unsearched")
        return never_kept(render(request, "search/guarded.html", {"verdict": verdict}, status=422))
    listing = Listing(asked, search(asked.query(tokens_of(request.user))))
    return render(request, "search/search.html", {"listing": listing, "search_words": asked.text})


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Titles that begin like what is typed. The page works without; `suggest.js` asks."""
    words = request.GET.get("q", "")
    entries = [] if guarded(words) else suggest(words, tokens_of(request.user))
    found = [{"title": entry.title, "url": entry.url, "kind": kind_name(entry.kind)} for entry in entries]
    return JsonResponse({"suggestions": found})


def guarded(words: str) -> guard.Verdict | None:
    """What a search says about a patient, if it clearly does: it is not made, not logged and not shown again."""
    verdict = guard.inspect(words[:1000])
    return verdict if verdict.is_clear else None


def never_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
