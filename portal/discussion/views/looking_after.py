"""The moderators' queue and what is decided from it; and the link that stops mail about replies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.audit.actions import log_view
from portal.cms.forms import bound
from portal.notifications.one_press import one_press

from .. import actions, moderation
from ..forms import AnswerForm, DecisionForm, SettleForm
from ..models import Comment
from ..places import place_of
from ..refusals import NotTaken
from ..telling import comment_of_token


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    waiting = _queue(request)
    if not waiting.looks_after_anything:
        raise PermissionDenied
    page = waiting.page(request.GET.get("page"))
    _note_looks(request, waiting, page.object_list)
    return render(request, "discussion/queue.html", {"queue": waiting, "page": page, "kept": _kept(request)})


@login_required
@require_safe
def held_by_the_guard(request: HttpRequest) -> HttpResponse:
    """For staff, in the editor: what waits because it may identify a patient."""
    if not request.user.is_staff:
        raise PermissionDenied
    held = [comment for comment in moderation.held_for(request.user) if comment.suspected]
    return render(request, "discussion/held_by_the_guard.html", {"held": held})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """One thing of the queue with all it takes to decide. Appeals and reports about people are decided here."""
    waiting, ticket = _ticket(request, kind, pk)
    _note_looks(request, waiting, [ticket])
    form = None
    if kind == "appeal":
        form = bound(request, AnswerForm)
    elif kind == "person":
        form = bound(request, SettleForm)
    if request.method == "POST" and form is not None and form.is_valid():
        return _act(request, lambda: _answer(request, kind, ticket.row, form))
    context = {"ticket": ticket, "row": ticket.row, "form": form, "queue": waiting, "kept": _kept(request)}
    context["shows_words"] = kind == "comment" or (
        kind == "appeal" and ticket.row.comment and moderation.may_decide(user=request.user, comment=ticket.row.comment)
    )
    return render(request, "discussion/item.html", context, status=422 if form is not None and form.errors else 200)


def _answer(request: HttpRequest, kind: str, row: Any, form: Any) -> str:
    given = form.cleaned_data
    if kind == "appeal":
        granted = given["granted"] == "yes"
        moderation.answer_appeal(appeal=row, by=request.user, granted=granted, answer=given["answer"])
        return "The appeal is answered and the writer told."
    moderation.settle_concern(
        concern=row, by=request.user, upheld=given["upheld"] == "yes", reason=given["reason"], block=form.block
    )
    return "It is decided, and whoever reported is told."


@login_required
@require_POST
def take(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    _, ticket = _ticket(request, kind, pk)
    try:
        moderation.claim(row=ticket.row, by=request.user)
    except NotTaken as why:
        messages.error(request, str(why))
        return _to_queue(request)
    return HttpResponseRedirect(reverse("discussion:item", args=[kind, pk]) + _kept(request))


@login_required
@require_POST
def release(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    _, ticket = _ticket(request, kind, pk)
    moderation.release(row=ticket.row, by=request.user)
    return _to_queue(request)


@login_required
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    comment = _decidable(request, pk)
    reported = comment.is_published() or comment.was_published

    def publish() -> str:
        moderation.approve(comment=comment, by=request.user)
        return "It stays, and whoever reported it is told." if reported else "It is published and its writer is told."

    return _act(request, publish)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    comment = _decidable(request, pk)
    form = _decision(request, comment)
    if request.method == "POST" and form.is_valid():

        def refused() -> str:
            moderation.refuse(comment=comment, by=request.user, reason=form.cleaned_data["reason"], block=form.block)
            return "The comment is refused, its text erased, and its writer told why."

        return _act(request, refused)
    return _ask_reason(request, form, comment, "Refuse this comment")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take down what stands in a thread, with a reason and perhaps a block; one's own is deleted."""
    comment = get_object_or_404(Comment.objects.select_related("thread__page", "author"), pk=pk)
    seen = Comment.objects.in_threads_visible_to(request.user).published().filter(pk=pk).exists()
    may = moderation.may_decide(user=request.user, comment=comment)
    if not seen and not (may and comment.is_held() and comment.was_published):
        raise Http404
    if comment.author_id == request.user.pk:
        return redirect("discussion:delete", pk=pk)
    if not may:
        raise PermissionDenied
    form = _decision(request, comment)
    if request.method == "POST" and form.is_valid():
        reason, block = form.cleaned_data["reason"], form.block
        waited = comment.is_held() or comment.reports.open().exists()
        try:
            moderation.remove(comment=comment, by=request.user, reason=reason, block=block)
            messages.success(request, "The comment is removed.")
        except NotTaken as why:
            messages.error(request, str(why))
        return _onwards(request) if waited else redirect(comment)
    return _ask_reason(request, form, comment, "Remove this comment")


@one_press
def stop_replies(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST acts: mail scanners follow links."""
    comment = comment_of_token(token)
    if comment is None:
        raise Http404
    if request.method == "POST":
        actions.stop_replies(comment=comment)
    return render(request, "discussion/stop_replies.html", {"done": request.method == "POST"})


def _queue(request: HttpRequest) -> moderation.Queue:
    return moderation.Queue(request.user, place=request.GET.get("network", ""), reason=request.GET.get("reason", ""))


def _ticket(request: HttpRequest, kind: str, pk: int) -> tuple[moderation.Queue, moderation.Ticket]:
    waiting = _queue(request)
    ticket = waiting.ticket(kind, pk)
    if ticket is None:
        raise Http404
    return waiting, ticket


def _note_looks(request: HttpRequest, waiting: moderation.Queue, tickets: list[moderation.Ticket]) -> None:
    """That the staff read what a network had left undecided stands in the log."""
    for ticket in tickets:
        if ticket.is_left_over:
            log_view(viewer=request.user, target=ticket.row, what="held-text")


def _act(request: HttpRequest, verb: Callable[[], str]) -> HttpResponse:
    """Do it, say what happened, and go on to the next."""
    try:
        messages.success(request, verb())
    except NotTaken as why:
        messages.error(request, str(why))
    return _onwards(request)


def _onwards(request: HttpRequest) -> HttpResponse:
    """The next that nobody has taken, within the filters; or the queue, which says that nothing waits."""
    ticket = _queue(request).next()
    if ticket is None:
        return _to_queue(request)
    return HttpResponseRedirect(reverse("discussion:item", args=[ticket.kind, ticket.pk]) + _kept(request))


def _to_queue(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("discussion:queue") + _kept(request))


def _kept(request: HttpRequest) -> str:
    """The filters, as they stand in the address."""
    kept = {name: request.GET[name] for name in ("network", "reason") if request.GET.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


def _decidable(request: HttpRequest, pk: int) -> Comment:
    comment = get_object_or_404(Comment.objects.select_related("thread__page", "author"), pk=pk)
    if not moderation.may_decide(user=request.user, comment=comment):
        raise Http404
    return comment


def _decision(request: HttpRequest, comment: Comment) -> DecisionForm:
    """With a block only where there is an account, in a network this person looks after or, for staff, anywhere."""
    place = place_of(comment.thread.page) if comment.author_id else None
    if place is not None and not moderation.may_block(user=request.user, page=place):
        place = None
    is_staff = bool(comment.author_id) and request.user.is_staff
    return bound(request, DecisionForm, place=place, is_staff=is_staff)


def _ask_reason(request: HttpRequest, form: Any, comment: Comment, heading: str) -> HttpResponse:
    back = reverse("discussion:queue") + _kept(request) if comment.is_held() else comment.get_absolute_url()
    context = {"form": form, "comment": comment, "heading": heading, "submit": heading, "cancel_url": back}
    return render(request, "discussion/reason.html", context, status=422 if form.errors else 200)
