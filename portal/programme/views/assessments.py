"""A trust's self-assessment: a page for each theme, the results, and what to do about them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.audit.actions import log_view
from portal.cms.forms import bound
from portal.organisations.models import Organisation

from .. import actions
from ..assessing import scores_of, themes_of
from ..forms.assessments import AnswersForm
from ..models import Assessment, Suggestion
from ..submitting import own_trusts
from ..suggesting import shown_to
from .figures import named

MISSING = "Nothing was closed: {} without an answer. The list shows which."


@login_required
@require_safe
def assessments(request: HttpRequest, code: str) -> HttpResponse:
    """The open one to go on with, and those of earlier times."""
    trust, may_answer = _of(request, code)
    found = list(Assessment.objects.filter(organisation=trust).select_related("questionnaire", "finished_by"))
    context = {
        "trust": trust,
        "open": next((one for one in found if not one.is_finished), None),
        "finished": [one for one in found if one.is_finished],
        "may_answer": may_answer,
        "section": "support",
    }
    return render(request, "programme/assessments.html", context)


@require_POST
@login_required
def begin(request: HttpRequest, code: str) -> HttpResponse:
    trust, _ = _of(request, code)
    try:
        return redirect(actions.begin_assessment(actor=request.user, trust=trust))
    except actions.NoQuestionnaireError:
        messages.warning(request, "There are no questions to answer yet. The programme is still writing them.")
        return redirect("programme:assessments", code)


@login_required
@require_safe
def assessment(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """While it is open, the themes and how far each is; then the scores and what may help."""
    trust, may_answer = _of(request, code)
    one = _assessment(trust, pk)
    context = {"trust": trust, "assessment": one, "may_answer": may_answer, "section": "support"}
    if not one.is_finished:
        answered = set(one.answers.values_list("question", flat=True))
        questions = one.questionnaire.questions.select_related("theme")
        context["themes"] = [
            (theme, len(asked), sum(question.pk in answered for question in asked))
            for theme, asked in themes_of(questions)
        ]
        context["left"] = sum(asked - done for _, asked, done in context["themes"])
        return render(request, "programme/assessment_open.html", context)
    earlier = Assessment.objects.finished().filter(organisation=trust, finished_at__lt=one.finished_at)
    before = earlier.select_related("questionnaire").first()
    context |= {
        "before": before,
        "scores": scores_of(one, before),
        "suggestions": shown_to(request.user, one),
        "notes": one.answers.exclude(note="").select_related("question__theme").order_by("question__theme__order"),
    }
    return render(request, "programme/assessment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: HttpRequest, code: str, pk: int, theme: str) -> HttpResponse:
    """The questions of one theme; what is answered is kept, and the next theme follows."""
    trust, may_answer = _of(request, code)
    one = _assessment(trust, pk)
    if not may_answer:
        raise PermissionDenied("A trust is assessed by its own officers.")
    if one.is_finished:
        return redirect(one)
    themes = themes_of(one.questionnaire.questions.select_related("theme"))
    slugs = [each.slug for each, _ in themes]
    if theme not in slugs:
        raise Http404("This version does not ask about that theme.")
    number = slugs.index(theme)
    about, questions = themes[number]
    given = {each.question_id: each for each in one.answers.filter(question__in=questions)}
    form = bound(request, AnswersForm, questions=questions, given=given)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_answers(actor=request.user, assessment=one, answers=form.answers)
        except actions.AlreadyFinishedError:
            messages.warning(request, "Nothing was kept: a colleague has finished this assessment meanwhile.")
            return redirect(one)
        follows = slugs[number + 1] if number + 1 < len(slugs) else None
        return redirect("programme:answer", code, pk, follows) if follows else redirect(one)
    context = {"trust": trust, "assessment": one, "form": form, "theme": about, "section": "support"}
    context |= {"number": number + 1, "of": len(themes), "heading": about.name, "submit": "Save and continue"}
    return render(request, "programme/assessment_theme.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def finish(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    trust, _ = _of(request, code)
    one = _assessment(trust, pk)
    try:
        actions.finish_assessment(actor=request.user, assessment=one)
        messages.success(request, "Finished. Decide about each suggestion below; you may think again later.")
    except actions.NotAllAnsweredError as error:
        number = len(error.missing)
        messages.warning(request, MISSING.format(f"{number} question{'' if number == 1 else 's'}"))
    except actions.AlreadyFinishedError:
        messages.info(request, "It was finished before.")
    return redirect(one)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def drop(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Its answers are lost, so it asks first."""
    trust, may_answer = _of(request, code)
    one = _assessment(trust, pk)
    if not may_answer or one.is_finished:
        raise PermissionDenied("Only an open assessment can be dropped, by the trust's own officers.")
    if request.method == "POST":
        actions.drop_assessment(actor=request.user, assessment=one)
        messages.success(request, "The open assessment and its answers are gone.")
        return redirect("programme:assessments", code)
    return render(request, "programme/assessment_drop.html", {"trust": trust, "assessment": one, "section": "support"})


@require_POST
@login_required
def decide(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a suggestion or leave it."""
    suggestion = _suggestion(request, code, pk)
    taken = request.POST.get("taken")
    if taken not in ("yes", "no"):
        raise Http404("Say yes or no.")
    actions.decide_suggestion(actor=request.user, suggestion=suggestion, taken=taken == "yes")
    messages.success(
        request, "Taken. Say later whether it helped." if taken == "yes" else "Left. You may take it later."
    )
    return redirect(f"{suggestion.assessment.get_absolute_url()}#suggestion-{pk}")


@require_POST
@login_required
def helped(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    suggestion = _suggestion(request, code, pk)
    said = request.POST.get("helped")
    if said not in ("yes", "no"):
        raise Http404("Say yes or no.")
    actions.say_suggestion_helped(actor=request.user, suggestion=suggestion, helped=said == "yes")
    messages.success(request, "Thank you. It counts when others are helped.")
    return redirect(f"{suggestion.assessment.get_absolute_url()}#suggestion-{pk}")


def _of(request: HttpRequest, code: str) -> tuple[Organisation, bool]:
    """The trust, and whether this person speaks for it. A look from outside is logged."""
    trust = named(request, code)
    own = trust in own_trusts(request.user)
    if not own:
        log_view(viewer=request.user, target=trust, what="assessment")
    return trust, own


def _assessment(trust: Organisation, pk: int) -> Assessment:
    found = Assessment.objects.select_related("organisation", "questionnaire", "finished_by")
    return get_object_or_404(found, pk=pk, organisation=trust)


def _suggestion(request: HttpRequest, code: str, pk: int) -> Suggestion:
    trust, _ = _of(request, code)
    found = Suggestion.objects.select_related("assessment__organisation")
    return get_object_or_404(found, pk=pk, assessment__organisation=trust)
