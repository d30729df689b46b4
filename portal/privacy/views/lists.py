"""Take a list away, or see it whole to print it: the one door of all lists."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.files.tables import FORMATS

from .. import actions, jobs
from ..actions.lists import AT_ONCE, size_of
from ..tables import table_for
from .exports import private


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, key: str) -> HttpResponse:
    """What the list is and how it may be had; with a press, the file. The filter stands in the address."""
    table = table_for(key=key, user=request.user, query=request.GET.urlencode())
    rows = size_of(table)
    form = request.POST.get("form", "")
    if request.method != "POST" or form not in FORMATS:
        context = {"table": table, "rows": rows, "is_long": rows > AT_ONCE, "query": table.query}
        return private(render(request, "privacy/list.html", context, status=422 if request.method == "POST" else 200))
    if rows <= AT_ONCE:
        return redirect(actions.take_list(table=table, form=form, person=request.user))
    export = actions.order_list(table=table, form=form, person=request.user, rows=rows)
    transaction.on_commit(lambda: jobs.write_list.enqueue(str(export.pk)))
    return redirect(export)


@login_required
@require_safe
def print_list(request: HttpRequest, key: str) -> HttpResponse:
    """The whole list on one page. Looking at it is logged, as taking it is."""
    table = table_for(key=key, user=request.user, query=request.GET.urlencode())
    rows = size_of(table)
    if rows > AT_ONCE:
        return redirect(f"{request.path.removesuffix('print/')}?{table.query}")
    found = [[(column.kind, column.shown(row)) for column in table.columns] for row in table.each()]
    if request.method == "GET":
        actions.note_print(table=table, person=request.user, rows=rows)
    context = {"table": table, "found": found, "made": timezone.now()}
    return private(render(request, "privacy/list_print.html", context))
