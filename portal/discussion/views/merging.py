"""Putting the same question together: choose the other one, look at both, and do it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from portal.cms.audience import tokens_of

from .. import moderation
from ..models import Thread
from ..refusals import NotTaken
from ..similar import similar_to

MOST = 10


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """GET offers others and shows both; POST acts."""
    thread = _thread(request, pk)
    into = _other(request, thread)
    if request.method == "POST":
        if into is None:
            messages.error(request, "Choose the one that it is the same as.")
            return redirect("discussion:merge", pk=pk)
        try:
            moderation.merge_threads(thread=thread, into=into, by=request.user)
        except NotTaken as why:
            messages.error(request, str(why))
            return redirect("discussion:merge", pk=pk)
        messages.success(request, "It leads to the other one now. Those who follow it are told.")
        return redirect(thread)
    words = request.GET.get("q", "")[:150]
    context = {
        "thread": thread,
        "into": into,
        "words": words,
        "others": [] if into else _others(request, thread, words),
    }
    context["asks_in_vain"] = "into" in request.GET and into is None
    return render(request, "discussion/merge.html", context)


@login_required
@require_POST
def unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    thread = _thread(request, pk)
    moderation.unmerge(thread=thread, by=request.user)
    messages.success(request, "It stands by itself again.")
    return redirect(thread)


def _thread(request: HttpRequest, pk: int) -> Thread:
    thread = get_object_or_404(Thread.objects.visible_to(request.user).titled().select_related("page"), pk=pk)
    if not moderation.may_merge(user=request.user, thread=thread):
        raise PermissionDenied
    return thread


def _other(request: HttpRequest, thread: Thread) -> Thread | None:
    """The one that was chosen, if this person may read it and this one may lead to it."""
    key = (request.POST if request.method == "POST" else request.GET).get("into", "")
    if not key.isdecimal() or len(key) > 9:
        return None
    into = Thread.objects.visible_to(request.user).for_list().filter(pk=key).first()
    return into if into is not None and moderation.can_merge(thread=thread, into=into) else None


def _others(request: HttpRequest, thread: Thread, words: str) -> list[Thread]:
    """Those that resemble it first, then the latest; with words, those that say them."""
    shown = Thread.objects.visible_to(request.user).for_list().filter(kind=thread.kind).exclude(pk=thread.pk)
    if words:
        found = list(shown.saying(words)[: MOST * 3])
    else:
        hits = similar_to(thread.title, tokens=tokens_of(request.user), kinds=(thread.kind,), most=MOST)
        near = [hit.entry.key.partition(":")[2] for hit in hits]
        alike = {str(one.pk): one for one in shown.filter(pk__in=near)}
        latest = shown.filter(page=thread.page_id).exclude(pk__in=near)[:MOST]
        found = [alike[key] for key in near if key in alike] + list(latest)
    return [one for one in found if moderation.can_merge(thread=thread, into=one)][:MOST]
