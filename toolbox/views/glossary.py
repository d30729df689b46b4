"""The glossary, A to Z."""

from __future__ import annotations

from itertools import groupby

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from portal.cms.querysets import visible_pages

from ..models import Term


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    may_read = visible_pages(Page.objects.all(), request.user)
    terms = list(Term.objects.prefetch_related("see_also", Prefetch("guidance", queryset=may_read)))
    terms.sort(key=lambda term: (term.letter, term.term.casefold()))
    letters = [(letter, list(found)) for letter, found in groupby(terms, key=lambda term: term.letter)]
    return render(request, "toolbox/glossary.html", {"letters": letters, "section": "toolbox"})
