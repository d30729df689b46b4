"""My news: what happened that I hear of, unread first."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.cms.audience import may_see

from ..actions import mark_read
from ..kinds import kinds_of, topics
from ..models import Notice
from ..naming import names_of

ROWS = 30


@never_cache
@login_required
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The list. What somebody may see no more is left out of the page it would stand on, and said as a number."""
    topic = request.GET.get("topic", "")
    mine = Notice.objects.of(request.user).in_order().select_related("happening")
    if topic in topics():
        mine = mine.of_kinds(kinds_of(topic))
    page = Paginator(mine, ROWS).get_page(request.GET.get("page"))
    rows = [notice for notice in page if may_see(request.user, notice.happening.audience)]
    gone = sum(notice.read_at is None for notice in page if notice not in rows)
    names = names_of({row.happening.group for row in rows})
    context = {
        "page": page,
        "days": [(*said, list(its)) for said, its in groupby(rows, lambda row: heading_of(row, names))],
        "topics": topics(),
        "topic": topic,
        "has_unread": gone or any(row.read_at is None for row in rows),
        "gone": gone,
    }
    return render(request, "notifications/news.html", context)


def heading_of(row: Notice, names: dict[str, str]) -> tuple[bool, date, str]:
    """Under what it stands: whether it is unread, its day, and the name of its network."""
    return row.read_at is None, localdate(row.at), names.get(row.happening.group, "")


@never_cache
@login_required
@require_POST
def open_news(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it: marked, and there."""
    notice = notice_of(request, pk)
    mark_read(person=request.user, notices=Notice.objects.filter(pk=notice.pk))
    return redirect(notice.happening.url)


@never_cache
@login_required
@require_POST
def read_one(request: HttpRequest, pk: int) -> HttpResponse:
    mark_read(person=request.user, notices=Notice.objects.filter(pk=notice_of(request, pk).pk))
    return redirect("news:news")


@never_cache
@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    mark_read(person=request.user, notices=Notice.objects.of(request.user))
    messages.success(request, "All your news is marked as read.")
    return redirect("news:news")


def notice_of(request: HttpRequest, pk: int) -> Notice:
    notice = get_object_or_404(Notice.objects.of(request.user).select_related("happening"), pk=pk)
    if not may_see(request.user, notice.happening.audience):
        raise Http404
    return notice
