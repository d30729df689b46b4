"""Read a thread, comment, reply, start a thread."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from portal.cms.audience import PUBLIC
from portal.cms.forms import bound
from portal.cms.models import BasePage
from portal.cms.pauses import pause_over
from portal.cms.querysets import visible_pages

from .. import actions
from ..conversation import Conversation
from ..drafts import begun, keeps_words
from ..forms import CommentForm, GuestCommentForm, ThreadForm
from ..holding import waiting_words
from ..models import Comment, Thread
from ..naming import is_unnamed_in, may_go_unnamed, may_know, role_and_region
from ..reading import read_before
from ..refusals import NotTaken
from ..senders import hashed_source
from ..turns import turns_of
from ..writers import offered_in, place_of_form, writer_of
from .asking import alike

SHOWN = ("page", "created_by", "theme", "specialist", "merged_into", "case")


@require_safe
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """A question or discussion with its comments; comments under a page are read there."""
    user = request.user
    threads = Thread.objects.visible_to(user).with_reading_of(user).with_merged_for(user).with_turns()
    thread = get_object_or_404(threads.select_related(*SHOWN), pk=pk)
    page = thread.page.specific
    if thread.kind == Thread.Kind.COMMENTS:
        return redirect(f"{page.get_url(request)}#comments")
    since, now = read_before(request, thread), timezone.now()
    context = {
        "thread": thread,
        "on": page,
        "since": since,
        "turns": turns_of(thread),
        "looks_after": may_know(user=request.user, page=page),
    }
    response = render(request, "discussion/thread.html", context)
    if request.method == "GET":
        actions.note_reading(thread=thread, user=request.user, now=now)
    return response


@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment's own address: the place where it stands."""
    comment = _readable(request, pk)
    number = Conversation(comment.thread, user=request.user).slice_of(comment.pk)
    if number is None:
        raise Http404
    where = comment.thread.get_absolute_url().partition("#")[0]
    return redirect(f"{where}{f'?comments={number}' if number > 1 else ''}#comment-{comment.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def comment_on_page(request: HttpRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(visible_pages(Page.objects.filter(pk=pk), request.user)).specific
    if not isinstance(page, BasePage):
        raise Http404
    return _take(request, page=page)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def comment_in_thread(request: HttpRequest, pk: int) -> HttpResponse:
    thread = get_object_or_404(Thread.objects.visible_to(request.user).titled().select_related("page"), pk=pk)
    return _take(request, page=thread.page.specific, thread=thread)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    parent = _readable(request, pk)
    return _take(request, page=parent.thread.page.specific, thread=parent.thread, parent=parent)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a network, or start a discussion in it."""
    page = get_object_or_404(visible_pages(Page.objects.filter(pk=pk), request.user)).specific
    if not getattr(page, "takes_threads", False):
        raise Http404
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not page.can_comment(request.user):
        raise PermissionDenied
    unnamed_as = role_and_region(request.user) if may_go_unnamed(user=request.user, page=page) else ""
    begins, draft = begun(request, place := f"start:{page.pk}")
    initial = {"kind": request.GET.get("kind", Thread.Kind.QUESTION), **begins}
    announces = may_know(user=request.user, page=page)
    given = {"unnamed_as": unnamed_as, "takes_files": True, "announces": announces}
    form = bound(request, ThreadForm, **given, initial=initial)
    similar = alike(request, form)
    if sent(request, form) and not similar:
        try:
            suspected = form.guard_held
            given = form.cleaned_data
            given["unnamed"] = given.pop("without_name", False)
            new = actions.start_thread(page=page, user=request.user, suspected=suspected, **given)
            if held := new.comments.held().first():
                messages.info(request, waiting_words(held))
            actions.discard_draft(person_id=request.user.pk, place=place)
            return redirect(new)
        except NotTaken as why:
            form.add_error("body", str(why))
    writer = writer_of(user=request.user, page=page)
    context = {
        "form": form,
        "on": page,
        "writer": writer,
        "looks": asks_to_look(request) and form.is_valid(),
        "draft": None if form.is_bound else draft,
        "similar": similar,
        "seen": bool(request.POST.get("new")),
        "heading": f"Ask or start a discussion in {page.title}",
        "submit": "Post",
    }
    context["cancel_url"] = page.get_url(request)
    return render(request, "discussion/start.html", context, status=422 if form.errors else 200)


@require_safe
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """What happens next to a guest's comment. Says nothing of it: anybody may open this."""
    page = get_object_or_404(visible_pages(Page.objects.filter(pk=pk), request.user))
    return render(request, "discussion/thanks.html", {"on": page, "pause": pause_over(page.specific)})


def sent(request: HttpRequest, form: BaseForm) -> bool:
    """Whether it is to be taken now: nothing is wrong with it, and its writer did not ask to look at it first."""
    return request.method == "POST" and form.is_valid() and not asks_to_look(request)


def asks_to_look(request: HttpRequest) -> bool:
    return request.method == "POST" and "look" in request.POST


def _readable(request: HttpRequest, pk: int) -> Comment:
    comments = Comment.objects.shown_to(request.user).in_threads_visible_to(request.user)
    return get_object_or_404(comments.select_related("thread__page", "author"), pk=pk)


def _take(
    request: HttpRequest, *, page: BasePage, thread: Thread | None = None, parent: Comment | None = None
) -> HttpResponse:
    """Show the form for a comment, or take it. Guests get a form of their own where the page takes them."""
    as_guest = not request.user.is_authenticated
    if as_guest and (not page.takes_guest_comments() or (thread and thread.kind != Thread.Kind.COMMENTS)):
        return redirect_to_login(request.get_full_path())
    if not as_guest and not page.can_comment(request.user):
        raise PermissionDenied
    public = PUBLIC in page.audience() and (thread is None or not thread.audience)
    begins, draft = begun(request, place := place_of_form(page=page, thread=thread, parent=parent))
    given = {"public": public, **offered_in(thread, user=request.user, page=page)}
    given["initial"] = given.get("initial", {}) | begins
    form = bound(request, GuestCommentForm if as_guest else CommentForm, **given)
    if sent(request, form):
        given = {**form.cleaned_data, "suspected": form.guard_held}
        given["unnamed"] = given.pop("without_name", False)
        if request.POST.get("website"):  # a trap that people never see
            return redirect("discussion:thanks", pk=page.pk)
        if as_guest:
            given["guest"] = actions.Guest(source=hashed_source(request), **{k: given.pop(k) for k in _GUEST})
        try:
            new = actions.comment(page=page, user=request.user, thread=thread, parent=parent, **given)
        except NotTaken as why:
            form.add_error("body", str(why))
        else:
            if not as_guest:
                actions.discard_draft(person_id=request.user.pk, place=place)
            return _taken(request, new, page)
    context: dict[str, Any] = {
        "form": form,
        "on": page,
        "parent": parent,
        "public": public,
        "looks": asks_to_look(request) and form.is_valid(),
        "draft": None if form.is_bound else draft,
        "writer": writer_of(user=request.user, page=page),
        "unnamed_here": bool(thread and is_unnamed_in(thread, user=request.user)),
        "pause": pause_over(page) if as_guest else None,
        "heading": "Reply" if parent else "Comment",
        "submit": "Send",
        "cancel_url": parent.get_absolute_url() if parent else (thread.get_absolute_url() if thread else page.url),
    }
    return render(request, "discussion/comment_form.html", context, status=422 if form.errors else 200)


_GUEST = ("name", "email", "capacity")


def _taken(request: HttpRequest, new: Comment, page: BasePage) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("discussion:thanks", pk=page.pk)
    if new.suspected:
        messages.info(request, "Your comment waits for a moderator. Until then nobody else can see it.")
        return redirect(new.thread)
    if new.is_held():
        messages.info(request, waiting_words(new))
    else:
        messages.success(request, "Your comment is published.")
    return redirect("discussion:comment", pk=new.pk)
