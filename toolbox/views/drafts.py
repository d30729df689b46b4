"""Drafts open for comment: read them, say something of a paragraph, answer, open and close."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portal.cms.forms import bound
from portal.discussion.refusals import NotTaken
from portal.privacy.forms import guarded

from .. import actions
from ..drafting import may_edit, networks_for, paragraphs_of
from ..forms.drafts import AnswerRemarkForm, CloseDraftForm, OpenDraftForm, RemarkForm
from ..models import DraftForComment, DraftParagraph, DraftRemark, EntryPage

ROWS = 25


@login_required
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """Those that this person is asked to read, the open ones first."""
    found = DraftForComment.objects.visible_to(request.user).with_counts().order_by("-closes_on", "-pk")
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    return render(request, "toolbox/drafts.html", {"drafts": page, "section": "toolbox"})


@login_required
@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    draft, edits = _readable(request, pk)
    said = DraftRemark.objects.shown_to(request.user, edits=edits).select_related("writer", "answered_by")
    paragraphs = list(draft.paragraphs.prefetch_related(Prefetch("remarks", queryset=said)))
    for paragraph in paragraphs:
        paragraph.form = guarded(RemarkForm)(auto_id=f"paragraph-{paragraph.pk}-%s")
    remarks = [remark for paragraph in paragraphs for remark in paragraph.remarks.all()]
    context = {
        "draft": draft,
        "edits": edits,
        "paragraphs": paragraphs,
        "remarks": len(remarks),
        "unanswered": sum(not remark.answer for remark in remarks),
        "readers": [] if draft.for_members else [str(network) for network in draft.networks.select_related("page")],
        "section": "toolbox",
    }
    return render(request, "toolbox/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def open_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """For an editor of the page, from the editor: first what readers will see, then to whom."""
    entry = get_object_or_404(EntryPage, pk=pk)
    if not may_edit(request.user, entry):
        raise Http404("There is no such page.")
    given = {"networks": networks_for(entry, by=request.user), "all_members": entry.network() is None}
    form = bound(request, OpenDraftForm, **given)
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.open_draft(entry=entry, by=request.user, **form.given())
            messages.success(request, "The draft is open for comment, and its readers are told.")
            return redirect(draft)
        except NotTaken as why:
            form.add_error(None, str(why))
    context = {"paragraphs": paragraphs_of(entry), "entry": entry, "cancel_url": "/toolbox/drafts/"}
    return _ask(request, "open_draft", form, context, heading="Open a draft for comment", submit="Open it")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def say(request: HttpRequest, pk: int) -> HttpResponse:
    paragraph = get_object_or_404(DraftParagraph.objects.select_related("draft__entry"), pk=pk)
    draft, _edits = _readable(request, paragraph.draft_id)
    form = bound(request, RemarkForm)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            remark = actions.say_of_paragraph(
                paragraph=paragraph,
                by=request.user,
                words=given["words"],
                key=given["key"],
                suspected=bool(form.guard_held),
            )
            first = " An editor reads it first; until then only you and the editors can see it." if remark.held else ""
            messages.success(request, f"Thank you. You hear what the editors answer.{first}")
            return redirect(f"{draft.get_absolute_url()}#remark-{remark.pk}")
        except NotTaken as why:
            form.add_error(None, str(why))
    context = {"paragraph": paragraph, "draft": draft, "cancel_url": draft.get_absolute_url()}
    return _ask(request, "say_of_paragraph", form, context, heading="Comment on a paragraph", submit="Send comment")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    remark = get_object_or_404(DraftRemark.objects.select_related("paragraph__draft__entry", "writer"), pk=pk)
    draft, edits = _readable(request, remark.paragraph.draft_id)
    if not edits:
        raise PermissionDenied
    form = bound(request, AnswerRemarkForm, initial={"answer": remark.answer, "reason": remark.reason})
    if request.method == "POST" and form.is_valid():
        actions.answer_remark(remark=remark, by=request.user, **form.cleaned_data)
        messages.success(request, "It is answered, and its writer is told.")
        return redirect(f"{draft.get_absolute_url()}#remark-{remark.pk}")
    context = {"remark": remark, "draft": draft, "cancel_url": draft.get_absolute_url()}
    return _ask(request, "answer_remark", form, context, heading="Answer a comment", submit="Answer")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close_draft(request: HttpRequest, pk: int) -> HttpResponse:
    draft, edits = _readable(request, pk)
    if not edits:
        raise PermissionDenied
    counts = DraftRemark.objects.filter(paragraph__draft=draft).aggregate(
        all=Count("pk"), unanswered=Count("pk", filter=Q(answer=""))
    )
    form = bound(request, CloseDraftForm, unanswered=counts["unanswered"])
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_draft(draft=draft, by=request.user, **form.cleaned_data)
            messages.success(request, "The draft is closed. Its readers can still read it, with your answers.")
            return redirect(draft)
        except NotTaken as why:
            form.add_error(None, str(why))
    context = {"draft": draft, "counts": counts, "cancel_url": draft.get_absolute_url()}
    return _ask(request, "close_draft", form, context, heading="Close this draft for comments", submit="Close it")


def _readable(request: HttpRequest, pk: int) -> tuple[DraftForComment, bool]:
    """The draft, and whether this person writes the tool: they read it also where nobody asked them to."""
    draft = get_object_or_404(DraftForComment.objects.select_related("entry", "opened_by", "closed_by"), pk=pk)
    edits = may_edit(request.user, draft.entry)
    if not edits and not DraftForComment.objects.visible_to(request.user).filter(pk=pk).exists():
        raise Http404("There is no such draft.")
    return draft, edits


def _ask(request: HttpRequest, name: str, form: Any, context: dict[str, Any], **words: str) -> HttpResponse:
    context |= {"form": form, "section": "toolbox", **words}
    return render(request, f"toolbox/{name}.html", context, status=422 if form.errors else 200)
