"""Saying what an answer is worth."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Page, Site

from portal.cms.audience import tokens_of
from portal.cms.forms import bound
from portal.cms.querysets import visible_pages

from .. import moderation
from ..forms import MarkForm
from ..forms.marking import ELSEWHERE, NO_MARK
from ..models import Comment, Thread
from ..refusals import NotTaken
from ..similar import similar_to

Standing = Comment.Standing
DONE = {
    Standing.CHECKED: "The answer is marked as checked. Its writer and whoever asked are told.",
    Standing.PEER: "The answer is marked as helpful.",
    Standing.SUPERSEDED: "The answer is marked as superseded.",
    Standing.ASIDE: "It counts as no answer.",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """What is this answer worth, and what does that rest on?"""
    answer = _answer(request, pk)
    if not moderation.may_mark(user=request.user, thread=answer.thread):
        raise PermissionDenied
    form = _form(request, answer)
    if request.method == "POST" and form.is_valid() and _take(request, form, answer):
        standing = form.cleaned_data["standing"]
        messages.success(request, DONE.get(standing, "The mark is taken away."))
        return redirect(answer)
    context = {"form": form, "comment": answer, "heading": "Mark this answer", "submit": "Mark it"}
    context["cancel_url"] = answer.get_absolute_url()
    return render(request, "discussion/mark.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def helped(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever asked says that it helped, or takes that back."""
    answer = _answer(request, pk)
    try:
        moderation.say_it_helped(comment=answer, by=request.user, helped=request.POST.get("helped") != "no")
    except NotTaken as why:
        messages.error(request, str(why))
    return redirect(answer)


def _answer(request: HttpRequest, pk: int) -> Comment:
    """An answer to a question, that this person may read."""
    readable = Comment.objects.published().in_threads_visible_to(request.user).select_related("thread__page", "author")
    answer = get_object_or_404(readable.filter(thread__kind=Thread.Kind.QUESTION), pk=pk)
    if not moderation.is_answer(answer):
        raise Http404
    return answer


def _form(request: HttpRequest, answer: Comment) -> MarkForm:
    others = Comment.objects.answers_in(answer.thread).exclude(pk=answer.pk).select_related("author")
    gone = (Standing.SUPERSEDED, Standing.ASIDE)
    given: dict[str, Any] = {
        "own": answer.author_id == request.user.pk,
        "marked": bool(answer.standing),
        "pages": _pages(request, answer.thread),
        "others": others.exclude(standing__in=gone)[:50],
    }
    return bound(request, MarkForm, **given)


def _pages(request: HttpRequest, thread: Thread) -> list[Page]:
    """What the toolbox has on it, as far as all who read the question may read that too."""
    hits = similar_to(thread.title, tokens=tokens_of(request.user), kinds=("tool", "guidance"), most=8)
    keys = [hit.entry.page_id for hit in hits if hit.entry.page_id]
    found = {page.pk: page for page in Page.objects.filter(pk__in=keys).specific()}
    return [found[key] for key in keys if key in found and moderation.may_rest_on(thread=thread, page=found[key])]


def _take(request: HttpRequest, form: MarkForm, answer: Comment) -> bool:
    given = form.cleaned_data
    standing = "" if given["standing"] == NO_MARK else given["standing"]
    superseded = standing == Standing.SUPERSEDED
    successor = Comment.objects.filter(pk=given.get("successor") or 0).first() if superseded else None
    basis = _basis(request, form) if standing == Standing.CHECKED else None
    if form.errors:
        return False
    try:
        moderation.mark_answer(
            comment=answer,
            by=request.user,
            standing=standing,
            reason=given["reason"] if superseded else "",
            successor=successor,
            basis=basis,
        )
    except NotTaken as why:
        form.add_error("standing" if basis is None else "page", str(why))
        return False
    return True


def _basis(request: HttpRequest, form: BaseForm) -> moderation.Basis | None:
    given = form.cleaned_data
    pages = visible_pages(Page.objects.all(), request.user)
    if given["page"] == ELSEWHERE:
        page = pages.filter(url_path=_url_path(request, given["address"])).first()
    else:
        page = pages.filter(pk=given["page"]).first()
    if page is None:
        form.add_error("address" if given["page"] == ELSEWHERE else "page", "There is no such page.")
        return None
    return moderation.Basis(page=page, paragraph=given["paragraph"])


def _url_path(request: HttpRequest, address: str) -> str:
    """Of an address of this portal, where the page stands in the tree."""
    site = Site.find_for_request(request)
    root = site.root_page.url_path.rstrip("/") if site else ""
    return f"{root}/{urlsplit(address.strip()).path.strip('/')}/"
