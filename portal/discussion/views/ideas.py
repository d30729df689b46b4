"""Ideas and peer challenges: put one forward, list them, say what becomes of them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from portal.cms.audience import may_see
from portal.cms.forms import bound
from portal.cms.models import BasePage
from portal.cms.querysets import visible_pages
from portal.privacy.forms import guarded

from .. import actions, moderation
from ..drafts import begun, keeps_words
from ..forms import DecideIdeaForm, IdeaForm, IdeaListForm
from ..holding import waiting_words
from ..ideas import IdeaListing, owners_of, waiting_for
from ..models import Comment, Idea
from ..naming import may_go_unnamed, role_and_region
from ..refusals import NotTaken
from ..text import as_words
from ..writers import writer_of
from .talking import asks_to_look, sent

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


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for this person's word, the most urgent first."""
    rows = Paginator(waiting_for(request.user), ROWS).get_page(request.GET.get("page"))
    return render(request, "discussion/ideas_queue.html", {"ideas": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@keeps_words
def from_page(request: HttpRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(visible_pages(Page.objects.filter(pk=pk), request.user)).specific
    return _put_forward(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@keeps_words
def from_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment becomes an idea: its words stand in the form, to be made short."""
    readable = Comment.objects.published().in_threads_visible_to(request.user).select_related("thread__page")
    source = get_object_or_404(readable, pk=pk)
    return _put_forward(request, source.thread.page.specific, source)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    idea = get_object_or_404(Idea.objects.visible_to(request.user).for_list(), pk=pk)
    if not moderation.may_moderate(user=request.user, thread=idea.thread):
        raise PermissionDenied
    steps = list(idea.steps.select_related("by", "owner"))
    begins = {"state": idea.state, "owner": str(idea.owner_id or request.user.pk), "due": idea.due, "seen": len(steps)}
    owners = owners_of(idea.thread, by=request.user)
    form = bound(request, DecideIdeaForm, owners=owners, initial=begins)
    if request.method == "POST" and form.is_valid():
        try:
            moderation.decide_idea(idea=idea, by=request.user, **form.cleaned_data)
            messages.success(request, "It is kept, and whoever put the idea forward is told.")
            return redirect(idea)
        except NotTaken as why:
            form.add_error("reason", str(why))
    context = {"form": form, "idea": idea, "steps": steps, "cancel_url": idea.get_absolute_url()}
    context |= {"heading": "Say what becomes of it", "submit": "Tell people"}
    return render(request, "discussion/decide_idea.html", context, status=422 if form.errors else 200)


def _list(request: HttpRequest, page: BasePage | None = None) -> HttpResponse:
    form = guarded(IdeaListForm)(request.GET)
    listing = IdeaListing(user=request.user, asked=form.asked(), page=page)
    context = {
        "filter": form,
        "listing": listing,
        "on": page,
        "ideas": Paginator(listing.rows, ROWS).get_page(request.GET.get("page")),
        "may_put_forward": page is not None and page.can_comment(request.user),
        "reads": page is None or may_see(request.user, page.discussion_audience()),
    }
    return render(request, "discussion/ideas.html", context)


def _put_forward(request: HttpRequest, page: BasePage, source: Comment | None = None) -> HttpResponse:
    if not page.can_comment(request.user):
        raise PermissionDenied
    place = f"idea:{source.pk}" if source else f"idea-of:{page.pk}"
    begins, draft = begun(request, place)
    unnamed_as = role_and_region(request.user) if may_go_unnamed(user=request.user, page=page) else ""
    words = {"body": as_words(source.body)} if source and source.author_id == request.user.pk else {}
    form = bound(request, IdeaForm, unnamed_as=unnamed_as, initial={"kind": Idea.Kind.IDEA, **words, **begins})
    if sent(request, form):
        try:
            given = form.cleaned_data
            given["unnamed"] = given.pop("without_name", False)
            idea = actions.put_forward(page=page, user=request.user, source=source, suspected=form.guard_held, **given)
            if held := idea.thread.comments.held().first():
                messages.info(request, waiting_words(held))
            else:
                messages.success(request, "Thank you. You hear what becomes of it, and why.")
            actions.discard_draft(person_id=request.user.pk, place=place)
            return redirect(idea)
        except NotTaken as why:
            form.add_error("body", str(why))
    context = {
        "form": form,
        "on": page,
        "source": source,
        "writer": writer_of(user=request.user, page=page),
        "looks": asks_to_look(request) and form.is_valid(),
        "draft": None if form.is_bound else draft,
        "heading": "Put forward an idea",
        "submit": "Put it forward",
        "cancel_url": source.get_absolute_url() if source else page.get_url(request),
    }
    return render(request, "discussion/put_forward.html", context, status=422 if form.errors else 200)
