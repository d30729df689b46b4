"""Where I may not write, and asking that somebody else looks again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.cms.forms import bound

from .. import actions, moderation
from ..answers import comment_of_appeal_link
from ..forms import AppealForm
from ..models import Block, Comment
from ..places import Places
from ..refusals import NotTaken


@never_cache
@login_required
@require_safe
def my_blocks(request: HttpRequest) -> HttpResponse:
    """Where this person may not write, why, and what became of an appeal."""
    mine = Block.objects.in_force().filter(person=request.user).select_related("page", "appeal")
    decided = Comment.objects.decided_against(request.user).select_related("thread__page", "appeal")[:20]
    return render(request, "discussion/my_blocks.html", {"blocks": mine, "comments": decided})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_comment(request: HttpRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(Comment.objects.select_related("thread__page"), pk=pk, author=request.user)
    return _take(request, comment)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_block(request: HttpRequest, pk: int) -> HttpResponse:
    return _take(request, get_object_or_404(Block.objects.select_related("page"), pk=pk, person=request.user))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A guest, by the link in the mail that told them. GET asks, POST acts."""
    comment = comment_of_appeal_link(token)
    if comment is None or request.user.is_authenticated:
        raise Http404
    return _take(request, comment)


@login_required
@require_safe
def blocks(request: HttpRequest) -> HttpResponse:
    """For moderators: who may not write in the networks they look after; for staff everywhere they may see."""
    places = Places()
    mine = places.known_to(request.user) if request.user.is_staff else places.looked_after_by(request.user)
    if not mine and not request.user.is_staff:
        raise Http404
    rows = Block.objects.in_force().in_places(mine, anywhere=request.user.is_staff)
    return render(request, "discussion/blocks.html", {"blocks": rows.select_related("person", "page", "by")})


@login_required
@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    block = get_object_or_404(Block.objects.select_related("page"), pk=pk)
    if not moderation.may_block(user=request.user, page=block.page):
        raise Http404
    moderation.lift_block(block=block, by=request.user)
    messages.success(request, f"{block.person} can write again, and is told.")
    return redirect("discussion:blocks")


def _take(request: HttpRequest, against: Comment | Block) -> HttpResponse:
    form = bound(request, AppealForm)
    if request.method == "POST" and form.is_valid():
        try:
            actions.appeal(against=against, user=request.user, words=form.cleaned_data["words"])
        except NotTaken as why:
            form.add_error(None, str(why))
        else:
            return render(request, "discussion/appealed.html")
    can = actions.can_appeal(against)
    context = {
        "form": form,
        "against": against,
        "can": can,
        "heading": "Ask for a second look",
        "submit": "Appeal",
        "cancel_url": reverse("discussion:my_blocks") if request.user.is_authenticated else "/",
    }
    return render(request, "discussion/appeal.html", context, status=422 if form.errors else 200)
