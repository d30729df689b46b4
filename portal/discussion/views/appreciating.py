"""That somebody could use what a colleague wrote: a button, and the same without leaving the page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from .. import actions
from ..models import Comment


@require_POST
@login_required
def useful(request: HttpRequest, pk: int) -> HttpResponse:
    comments = Comment.objects.published().in_threads_visible_to(request.user)
    comment = get_object_or_404(comments, pk=pk)
    actions.find_useful(comment=comment, user=request.user, useful=request.POST.get("how") != "undo")
    if request.headers.get("HX-Request"):
        comment = comments.with_what_is_shown(request.user).get(pk=pk)
        return render(request, "discussion/_useful.html", {"comment": comment, "user": request.user})
    return redirect("discussion:comment", pk=pk)
