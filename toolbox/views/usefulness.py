"""Was it useful, and what is wrong with it: readers say it, owners read and answer it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.cms.audience import takes_part
from portal.cms.forms import bound

from .. import actions
from ..forms.usefulness import AnswerProblemForm, ProblemForm, UsefulForm
from ..models import EntryPage, Problem, Usefulness

ROWS = 25


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def useful(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    said = Usefulness.objects.filter(entry=entry, person=request.user).first()
    initial = {"useful": "yes" if said.useful else "no", "reason": said.reason} if said else {}
    form = bound(request, UsefulForm, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.rate_entry(actor=request.user, entry=entry, **form.cleaned_data)
        messages.success(request, "Thank you. The tool's owner reads it.")
        return redirect(entry.url)
    context = {"form": form, "entry": entry, "said": said, "heading": "Was this tool useful?", "submit": "Send"}
    context |= {"cancel_url": entry.url, "section": "toolbox"}
    return render(request, "toolbox/useful.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def take_back_useful(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    if actions.take_back_rating(actor=request.user, entry=entry):
        messages.success(request, "Taken back.")
    return redirect(entry.url)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    form = bound(request, ProblemForm)
    if request.method == "POST" and form.is_valid():
        try:
            problem = actions.report_problem(actor=request.user, entry=entry, **form.cleaned_data)
            messages.success(request, f"Sent to the tool's owner. Expect an answer by {problem.answer_by:%-d %B}.")
            return redirect(entry.url)
        except actions.TooManyProblemsError:
            form.add_error(None, "You have reported many problems today. Your words are kept here: send them tomorrow.")
    context = {"form": form, "entry": entry, "heading": "Report a problem with this tool", "submit": "Send"}
    context |= {"cancel_url": entry.url, "section": "toolbox"}
    return render(request, "toolbox/report_problem.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def feedback(request: HttpRequest) -> HttpResponse:
    """For owners: how their tools are found, and what waits for an answer; for staff, of every tool."""
    if not takes_part(request.user):
        raise PermissionDenied("Your account waits for approval.")
    problems = Problem.objects.for_owner(request.user).select_related("entry", "reporter")
    entries = EntryPage.objects.live()
    if not request.user.is_staff:
        entries = entries.filter(owned_by=request.user)
    yes, no = Q(usefulness__useful=True), Q(usefulness__useful=False)
    counted = entries.annotate(
        useful=Count("usefulness", filter=yes, distinct=True), not_useful=Count("usefulness", filter=no, distinct=True)
    ).order_by("-not_useful", "-useful", "title")
    context = {
        "waiting": list(problems.waiting()[:100]),
        "answered": list(problems.exclude(answered_at=None).order_by("-answered_at")[:20]),
        "entries": Paginator(counted, ROWS).get_page(request.GET.get("page")),
        "section": "toolbox",
    }
    return render(request, "toolbox/feedback.html", context)


@login_required
@require_safe
def reasons(request: HttpRequest, pk: int) -> HttpResponse:
    """What people wrote beside their yes or no, for the owner; without their names."""
    entry = get_object_or_404(EntryPage, pk=pk)
    if not request.user.is_staff and entry.owned_by_id != request.user.pk:
        raise Http404("There is no such tool.")
    said = Usefulness.objects.filter(entry=entry)
    page = Paginator(said, ROWS).get_page(request.GET.get("page"))
    return render(request, "toolbox/reasons.html", {"entry": entry, "said": page, "section": "toolbox"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def problem(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever reported it reads the answer; the owner gives it."""
    problem = get_object_or_404(Problem.objects.select_related("entry", "reporter", "answered_by"), pk=pk)
    answers = problem.may_be_answered_by(request.user)
    if not answers and problem.reporter_id != request.user.pk:
        raise Http404("There is no such problem.")
    form = bound(request, AnswerProblemForm) if answers and problem.answered_at is None else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            actions.answer_problem(actor=request.user, problem=problem, **form.cleaned_data)
            messages.success(request, "Your answer is on its way.")
            return redirect("toolbox:feedback")
    context = {"form": form, "problem": problem, "heading": "A problem with a tool", "submit": "Send the answer"}
    context["section"] = "toolbox"
    return render(request, "toolbox/problem.html", context, status=422 if form is not None and form.is_bound else 200)


def _entry(request: HttpRequest, pk: int) -> EntryPage:
    if not takes_part(request.user):
        raise PermissionDenied("Your account waits for approval.")
    return get_object_or_404(EntryPage.objects.visible_to(request.user).select_related("owned_by"), pk=pk)
