"""The survey after a meeting: answer it, and see what was said."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from portal.cms.forms import bound

from .. import actions, narrow, survey
from ..forms import SurveyForm
from ..links import Purpose
from ..models import Registration
from .meeting import show, visible_event


@require_http_methods(["GET", "HEAD", "POST"])
@narrow.private
def answer_survey(request: HttpRequest, pk: int) -> HttpResponse:
    """For the person of this registration: by their account, or by the link of a mail."""
    registration = Registration.objects.filter(pk=pk, user=request.user.pk).with_event().first()
    registration = registration or narrow.kept(request, pk, Purpose.SURVEY)
    if registration is None:
        if request.user.is_authenticated:
            raise Http404
        return narrow.link_is_over(request)
    meeting = registration.meeting
    context = {"event": meeting.page, "meeting": meeting, "closes_at": survey.closes_at(meeting)}
    context |= {"enough": survey.ENOUGH, "why_not": survey.why_not(registration)}
    form = bound(request, SurveyForm)
    if request.method == "POST" and not context["why_not"] and form.is_valid():
        try:
            actions.answer_survey(registration=registration, **form.cleaned_data)
        except actions.CannotAnswerError as refusal:
            context["why_not"] = str(refusal)
        else:
            return show(request, "events/survey_thanks.html", context)
    status = 422 if form.is_bound and not context["why_not"] else 200
    return show(request, "events/survey.html", context | {"form": form}, status=status)


@require_safe
def survey_results(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever may see the meeting: figures and words, from five answers on."""
    event = visible_event(request, pk)
    context = {
        "event": event,
        "meeting": event.meeting,
        "results": survey.Results(event.meeting),
        "is_open": survey.is_open(event.meeting),
        "closes_at": survey.closes_at(event.meeting),
        "enough": survey.ENOUGH,
        "manages": event.can_manage(request.user),
    }
    return show(request, "events/survey_results.html", context)
