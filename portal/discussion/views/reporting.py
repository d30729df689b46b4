"""Report a comment or a person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portal.cms.forms import bound
from portal.users.models import User

from .. import actions
from ..forms import GuestReportForm, ReportForm
from ..models import Comment
from ..refusals import NotTaken
from ..senders import hashed_source


@require_http_methods(["GET", "HEAD", "POST"])
def report_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever may read a comment may report it; somebody without an account gives an address for the answer."""
    readable = Comment.objects.published().in_threads_visible_to(request.user)
    comment = get_object_or_404(readable.select_related("thread__page", "author"), pk=pk)
    known = request.user.is_authenticated
    form = bound(request, ReportForm if known else GuestReportForm)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        if request.POST.get("website"):  # a trap that people never see
            return redirect("discussion:reported")
        if not known:
            given |= {"guest_email": given.pop("email"), "source": hashed_source(request)}
        try:
            actions.report_comment(comment=comment, user=request.user, **given)
        except NotTaken as why:
            form.add_error(None, str(why))
        else:
            return _thank(request, comment.thread.get_absolute_url())
    context = {"form": form, "comment": comment, "heading": "Report this comment", "submit": "Report"}
    return _ask(request, form, context, comment.get_absolute_url())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever sees somebody's page may report them."""
    person = get_object_or_404(User.objects.admitted().with_reach(request.user), pk=pk)
    if person.pk == request.user.pk or not person.shows("name", to=request.user):
        raise Http404
    form = bound(request, ReportForm)
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_person(person=person, user=request.user, **form.cleaned_data)
        except NotTaken as why:
            form.add_error(None, str(why))
        else:
            return _thank(request, f"/people/{person.pk}/")
    context = {"form": form, "person": person, "heading": f"Report {person}", "submit": "Report"}
    return _ask(request, form, context, f"/people/{person.pk}/")


@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    """What happens next to a guest's report. Says nothing of it: anybody may open this."""
    return render(request, "discussion/reported.html")


def _thank(request: HttpRequest, back: str) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("discussion:reported")
    messages.success(request, "Thank you. A moderator looks within one working day, and we tell you what they decided.")
    return redirect(back)


def _ask(request: HttpRequest, form: Any, context: dict[str, Any], back: str) -> HttpResponse:
    context["cancel_url"] = back
    return render(request, "discussion/report.html", context, status=422 if form.errors else 200)
