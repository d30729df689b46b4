"""The moderators' queue, removing a comment, and the link that stops mail about replies."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.cms.forms import bound

from .. import actions, moderation
from ..forms import ReasonForm
from ..models import Comment
from ..refusals import NotTaken
from ..telling import comment_of_token


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    held = moderation.held_for(request.user)
    if not held and not request.user.is_staff:
        raise PermissionDenied
    return render(request, "discussion/queue.html", {"held": held})


@login_required
@require_safe
def held_by_the_guard(request: HttpRequest) -> HttpResponse:
    """For staff, in the editor: what waits because it may identify a patient."""
    if not request.user.is_staff:
        raise PermissionDenied
    held = [comment for comment in moderation.held_for(request.user) if comment.suspected]
    return render(request, "discussion/held_by_the_guard.html", {"held": held})


@login_required
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        moderation.approve(comment=_decidable(request, pk), by=request.user)
        messages.success(request, "The comment is published and its writer is told.")
    except NotTaken as why:
        messages.error(request, str(why))
    return redirect("discussion:queue")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    comment = _decidable(request, pk)
    form = bound(request, ReasonForm)
    if request.method == "POST" and form.is_valid():
        try:
            moderation.refuse(comment=comment, by=request.user, **form.cleaned_data)
            messages.success(request, "The comment is refused, its text erased, and its writer told why.")
        except NotTaken as why:
            messages.error(request, str(why))
        return redirect("discussion:queue")
    return _ask_reason(request, form, comment, "Refuse this comment")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    readable = Comment.objects.in_threads_visible_to(request.user).published()
    comment = get_object_or_404(readable.select_related("thread__page", "author"), pk=pk)
    if comment.author_id != request.user.pk and not moderation.may_moderate(user=request.user, thread=comment.thread):
        raise PermissionDenied
    form = bound(request, ReasonForm)
    if request.method == "POST" and form.is_valid():
        moderation.remove(comment=comment, by=request.user, **form.cleaned_data)
        messages.success(request, "The comment is removed.")
        return redirect(comment)
    return _ask_reason(request, form, comment, "Remove this comment")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_replies(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST acts: mail scanners follow links."""
    comment = comment_of_token(token)
    if comment is None:
        raise Http404
    if request.method == "POST":
        actions.stop_replies(comment=comment)
    return render(request, "discussion/stop_replies.html", {"done": request.method == "POST"})


def _decidable(request: HttpRequest, pk: int) -> Comment:
    comment = get_object_or_404(Comment.objects.select_related("thread__page", "author"), pk=pk)
    if not moderation.may_moderate(user=request.user, thread=comment.thread):
        raise Http404
    return comment


def _ask_reason(request: HttpRequest, form: ReasonForm, comment: Comment, heading: str) -> HttpResponse:
    back = reverse("discussion:queue") if comment.is_held() else comment.get_absolute_url()
    context = {"form": form, "comment": comment, "heading": heading, "submit": heading, "cancel_url": back}
    return render(request, "discussion/reason.html", context, status=422 if form.errors else 200)
