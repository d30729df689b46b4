"""Offers to the toolbox: one's own, and the queue of those who answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.cms.forms import bound
from portal.discussion.refusals import NotTaken

from .. import actions
from ..forms.offers import OfferForm, ReviewForm
from ..models import EntryPage, Submission
from ..vocabulary import Stage

ROWS = 25


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    found = Submission.objects.of(request.user).for_lists().order_by("-offered_at", "-pk")
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {"submissions": page, "reviews": actions.may_review(request.user), "section": "toolbox"}
    return render(request, "toolbox/submissions.html", context)


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """For those who approve: what waits, the longest due first."""
    if not actions.may_review(request.user):
        raise Http404("There is no such page.")
    page = Paginator(Submission.objects.to_review().for_lists(), ROWS).get_page(request.GET.get("page"))
    return render(request, "toolbox/submission_queue.html", {"submissions": page, "section": "toolbox"})


@login_required
@require_safe
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    found, reviews = _readable(request, pk)
    context = {
        "submission": found,
        "reviews": reviews,
        "changes": found.can_change(request.user),
        "steps": found.steps.select_related("by"),
        "files": found.entry.files.select_related("document"),
        "section": "toolbox",
    }
    return render(request, "toolbox/submission.html", context)


@login_required
@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    found, reviews = _readable(request, pk)
    if not reviews:
        raise Http404("There is no such offer.")
    try:
        actions.claim(submission=found, by=request.user)
        messages.success(request, "It is yours. Whoever offered it sees that somebody looks at it.")
    except NotTaken as why:
        messages.error(request, str(why))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    found, reviews = _readable(request, pk)
    if not reviews:
        raise Http404("There is no such offer.")
    form = bound(request, ReviewForm)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        answer = actions.decline if given["answer"] == "declined" else actions.ask_for_changes
        try:
            answer(submission=found, by=request.user, reason=given["reason"])
            messages.success(request, "It is answered, and whoever offered it is told.")
            return redirect("toolbox:submission_queue")
        except NotTaken as why:
            form.add_error(None, str(why))
    heading = {"heading": "Answer an offer", "submit": "Send the answer"}
    return _ask(request, "review_submission", form, {"submission": found, **heading})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked for: the form again, with everything as it was typed."""
    found = get_object_or_404(Submission.objects.of(request.user).select_related("entry"), pk=pk)
    if not found.can_change(request.user):
        messages.info(request, "There is nothing to change now.")
        return redirect(found)
    draft = found.entry.get_latest_revision_as_object()
    form = bound(
        request, OfferForm, person=request.user, has_file=bool(len(draft.files.all())), initial=_typed(found, draft)
    )
    if request.method == "POST" and form.is_valid():
        given = form.given()
        given.pop("key")
        try:
            actions.send_again(submission=found, by=request.user, **given)
            messages.success(request, "Thank you. It is with the reviewer again.")
            return redirect(found)
        except NotTaken as why:
            form.add_error(None, str(why))
    last = found.steps.order_by("-at", "-pk").first()
    heading = {"heading": "Change your offer", "submit": "Send it again", "last": last}
    return _ask(request, "change_submission", form, {"submission": found, **heading})


def _typed(found: Submission, draft: EntryPage) -> dict[str, Any]:
    said = {name: getattr(draft, name) for name in ("title", "type", "summary", "contact_name", "contact_email")}
    return said | {
        "words": found.words,
        "used_at": found.used_at,
        "credit": found.credit,
        "themes": [theme.pk for theme in draft.themes.all()],
        "first_contact": Stage.FIRST_CONTACT in draft.stages,
        "asked_the_same": draft.asked_the_same,
        "permission": True,
    }


def _readable(request: HttpRequest, pk: int) -> tuple[Submission, bool]:
    """The offer, and whether this person answers it: they may, and it is not their own."""
    found = get_object_or_404(Submission.objects.for_lists(), pk=pk)
    reviews = actions.may_review(request.user)
    if not reviews and found.offered_by_id != request.user.pk:
        raise Http404("There is no such offer.")
    return found, reviews


def _ask(request: HttpRequest, name: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    context |= {"form": form, "section": "toolbox", "cancel_url": context["submission"].get_absolute_url()}
    return render(request, f"toolbox/{name}.html", context, status=422 if form.errors else 200)
