"""The discussions of a network, and of all networks that somebody may read."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from portal.cms.audience import may_see
from portal.cms.querysets import visible_pages
from portal.privacy.forms import guarded

from ..forms import ListForm
from ..listing import Listing

ROWS = 25


@require_safe
def everywhere(request: HttpRequest) -> HttpResponse:
    return _list(request)


@require_safe
def of_network(request: HttpRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(visible_pages(Page.objects.filter(pk=pk), request.user)).specific
    if not getattr(page, "takes_threads", False):
        raise Http404
    return _list(request, page)


def _list(request: HttpRequest, page: Page | None = None) -> HttpResponse:
    form = guarded(ListForm)(request.GET)
    listing = Listing(user=request.user, asked=form.asked(), page=page)
    context = {
        "filter": form,
        "listing": listing,
        "on": page,
        "threads": Paginator(listing.threads, ROWS).get_page(request.GET.get("page")),
        "may_start": page is not None and page.can_comment(request.user),
        "reads": page is None or may_see(request.user, page.discussion_audience()),
    }
    return render(request, "discussion/list.html", context)
