"""Names to choose from while somebody types an @: of those who may read what they write, and nobody else."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.models import Page

from portal.cms.models import BasePage
from portal.cms.querysets import visible_pages

from ..mentioning import asks_too_often, suggested
from ..models import Thread
from ..places import audience_for

LONGEST = 60


@require_safe
@login_required
def people_of_thread(request: HttpRequest, pk: int) -> JsonResponse:
    thread = get_object_or_404(Thread.objects.visible_to(request.user).select_related("page"), pk=pk)
    return _people(request, thread)


@require_safe
@login_required
def people_of_page(request: HttpRequest, pk: int) -> JsonResponse:
    """Those who may read what will be said on a page."""
    page = get_object_or_404(visible_pages(Page.objects.filter(pk=pk), request.user)).specific
    if not isinstance(page, BasePage):
        raise Http404
    return _people(request, Thread(page=page, audience=audience_for(page)))


def _people(request: HttpRequest, thread: Thread) -> JsonResponse:
    """Only for whoever may write there; and not so often that it reads a directory out."""
    if not thread.page.specific.can_comment(request.user):
        raise PermissionDenied
    if asks_too_often(request.user):
        return JsonResponse({"people": []}, status=429)
    found = suggested(thread, by=request.user, begins=request.GET.get("q", "")[:LONGEST])
    titled = [(person, person.shows("job_title", to=request.user)) for person in found]
    people = [{"name": str(person), "about": person.job_title if shows else ""} for person, shows in titled]
    return JsonResponse({"people": people}, headers={"Cache-Control": "private, no-store"})
