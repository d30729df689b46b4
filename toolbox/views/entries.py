"""What people do with the toolbox: offer it a file."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from portal.cms.audience import takes_part
from portal.cms.forms import bound
from portal.discussion import moderation
from portal.discussion.models import Comment, Promotion, Thread

from ..actions import offer_entry, promote_answer
from ..forms.offers import OfferForm
from ..models import ToolboxIndexPage
from ..offering import beginning, document_for, source_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offer(request: HttpRequest) -> HttpResponse:
    """A file from elsewhere stands in the address; without one it is written or added here. It becomes a draft."""
    if not takes_part(request.user):
        raise PermissionDenied("Your account waits for approval. You can offer tools once it is there.")
    document = document_for(request.user, request.GET)
    if (request.GET.get("document") and document is None) or not ToolboxIndexPage.objects.live().exists():
        raise Http404("There is no such file.")
    has_file = document is not None
    form = bound(request, OfferForm, person=request.user, has_file=has_file, initial=beginning(request.GET))
    source = source_of(request.GET)
    if request.method == "POST" and form.is_valid():
        entry = offer_entry(actor=request.user, document=document, source=source, **form.given())
        messages.success(request, "Thank you. The toolbox's editors look at it before anybody else sees it.")
        return redirect(source or ("/toolbox/" if has_file else entry.submission))
    context = {"form": form, "document": document, "source": source or "/toolbox/", "section": "toolbox"}
    return render(request, "toolbox/offer.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def promote(request: HttpRequest, pk: int) -> HttpResponse:
    """An answer of a discussion becomes a draft by one press; the page says before what it will hold."""
    readable = Comment.objects.published().in_threads_visible_to(request.user).select_related("thread__page", "author")
    answer = get_object_or_404(readable.filter(thread__kind=Thread.Kind.QUESTION), pk=pk)
    if not moderation.may_mark(user=request.user, thread=answer.thread):
        raise PermissionDenied
    if not moderation.is_answer(answer) or not ToolboxIndexPage.objects.live().exists():
        raise Http404("There is no such answer.")
    if request.method == "POST":
        promote_answer(actor=request.user, comment=answer)
        messages.success(request, "It is before the toolbox's editors, and its writer is told.")
        return redirect(answer)
    context = {"answer": answer, "section": "toolbox", "heading": "Put this answer in the toolbox"}
    return render(request, "toolbox/promote.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def credit(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever wrote an answer that became a tool: whether the page names them."""
    mine = Promotion.objects.filter(comment__author=request.user).select_related("comment__thread", "page")
    promotion = get_object_or_404(mine, comment=pk)
    if request.method == "POST":
        moderation.choose_credit(promotion=promotion, by=request.user, named=request.POST.get("named") == "yes")
        messages.success(request, "Your choice is kept. You can change it at any time.")
        return redirect("toolbox:credit", pk=pk)
    context = {"promotion": promotion, "section": "toolbox", "heading": "Your answer and the toolbox"}
    return render(request, "toolbox/credit.html", context)
