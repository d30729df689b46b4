"""What writers do with their own words, and what readers see of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portal.cms.forms import bound

from .. import actions
from ..drafts import begun, keeps_words
from ..editing import is_editable, why_not
from ..forms import EditForm
from ..holding import waiting_words
from ..models import Comment
from ..naming import is_unnamed_in
from ..refusals import NotTaken
from .talking import asks_to_look, sent


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what one wrote; what readers had before them stays to be read."""
    comment = _own(request, pk)
    begins, draft = begun(request, place := f"edit:{comment.pk}")
    form = bound(request, EditForm, comment=comment, initial={"body": comment.body} | begins)
    refused = "" if is_editable(comment, user=request.user) else why_not(comment)
    if not refused and sent(request, form):
        try:
            suspected = form.guard_held
            comment = actions.edit_comment(comment=comment, by=request.user, suspected=suspected, **form.cleaned_data)
        except NotTaken as why:
            form.add_error("body", str(why))
        else:
            actions.discard_draft(person_id=request.user.pk, place=place)
            if comment.is_published():
                messages.success(request, "Your comment is changed.")
                return redirect("discussion:comment", pk=comment.pk)
            messages.info(request, waiting_words(comment))
            return redirect(comment.thread)
    context = {
        "form": form,
        "comment": comment,
        "refused": refused,
        "on": comment.thread.page.specific,
        "looks": asks_to_look(request) and form.is_valid(),
        "draft": None if form.is_bound else draft,
        "unnamed_here": is_unnamed_in(comment.thread, user=request.user),
        "heading": "Change your comment",
        "submit": "Save",
        "cancel_url": comment.get_absolute_url(),
    }
    return render(request, "discussion/edit.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own words back, for good."""
    comment = _own(request, pk)
    if request.method == "POST":
        try:
            actions.delete_comment(comment=comment, by=request.user)
            messages.success(request, "Your comment is deleted.")
        except NotTaken as why:
            messages.error(request, str(why))
        return redirect("discussion:comment", pk=comment.pk)
    context = {"comment": comment, "heading": "Delete your comment", "cancel_url": comment.get_absolute_url()}
    return render(request, "discussion/delete.html", context)


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """What a comment said before, for whoever may read it now."""
    comment = get_object_or_404(_published(request), pk=pk, edited_at__isnull=False)
    context = {"comment": comment, "wordings": comment.wordings.all(), "on": comment.thread.page.specific}
    return render(request, "discussion/history.html", context)


def _published(request: HttpRequest):
    comments = Comment.objects.published().in_threads_visible_to(request.user)
    return comments.select_related("thread__page", "author")


def _own(request: HttpRequest, pk: int) -> Comment:
    comment = get_object_or_404(_published(request), pk=pk)
    if comment.author_id != request.user.pk:
        raise PermissionDenied
    return comment
