"""What an overseas visitor manager has at the desk and on the ward: the week on one side, and four tools."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..models import EntryPage, InterviewTool
from ..weeks import Week, changes


@require_safe
def week(request: HttpRequest, year: int = 0, number: int = 0) -> HttpResponse:
    """This week, or one of those before it."""
    found = Week.numbered(year, number) if year else Week.now()
    if found is None:
        raise Http404("There is no such week.")
    context = {"week": found, "changes": changes(found, request.user), "section": "toolbox"}
    return render(request, "toolbox/week.html", context)


@require_safe
def interview(request: HttpRequest) -> HttpResponse:
    """Four tools that staff chose, on a page that an old browser on a ward can open."""
    chosen = list(InterviewTool.objects.all())
    entries = EntryPage.objects.visible_to(request.user)
    seen = entries.in_bulk([tool.entry_id for tool in chosen])
    tools = [(tool, seen[tool.entry_id]) for tool in chosen if tool.entry_id in seen]
    return render(request, "toolbox/interview.html", {"tools": tools})
