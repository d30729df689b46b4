"""The search page, and suggestions while somebody types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.cms.audience import tokens_of

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
    listing = Listing(asked, search(asked.query(tokens_of(request.user))))
    return render(request, "search/search.html", {"listing": listing, "search_words": asked.text})


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Titles that begin like what is typed. The page works without; `suggest.js` asks."""
    entries = suggest(request.GET.get("q", ""), tokens_of(request.user))
    found = [{"title": entry.title, "url": entry.url, "kind": kind_name(entry.kind)} for entry in entries]
    return JsonResponse({"suggestions": found})
