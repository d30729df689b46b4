"""Decision tools, a question on a page. Answers travel in the form alone: docs/decisions/0021."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ..forms.decisions import DecisionAnswerForm, walk_of
from ..models import EntryPage
from ..trees import Outcome, Tree, Walk, walk
from ..vocabulary import EntryType


def leaves_nothing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No cache keeps the answer, no other site hears of it, and a report of an error hides what was sent."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return sensitive_post_parameters()(wrapped)


@csrf_exempt  # It changes nothing, and a token would be a cookie: the only trace that somebody was here.
@require_http_methods(["GET", "HEAD", "POST"])
@leaves_nothing
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The first question, or whatever follows from the answers that the form carries."""
    tools = EntryPage.objects.visible_to(request.user).filter(type=EntryType.DECISION_TOOL)
    entry = get_object_or_404(tools, pk=pk)
    if not entry.can_decide():
        raise Http404("This tool is being written.")
    way, changed = walk_of(entry.tree, request.POST)
    form = None
    if not isinstance(way.step, Outcome):
        asked = request.POST if "answer" in request.POST or "next" in request.POST else None
        form = DecisionAnswerForm(None if changed or "back" in request.POST else asked, question=way.step)
        if form.is_valid():
            way = walk(entry.tree, [*way.taken, int(form.cleaned_data["answer"])])
            form = None if isinstance(way.step, Outcome) else DecisionAnswerForm(question=way.step)
    return _show(request, entry, way, form, changed=changed)


def _show(
    request: HttpRequest, entry: EntryPage, way: Walk, form: DecisionAnswerForm | None, *, changed: bool
) -> HttpResponse:
    tree: Tree = entry.tree
    context = {"entry": entry, "tree": tree, "way": way, "form": form, "changed": changed, "section": "toolbox"}
    outcome = way.step
    if form is not None or not isinstance(outcome, Outcome):
        status = 422 if form and form.errors else 200
        return render(request, "toolbox/decide_question.html", context, status=status)
    named = [page.pk for page in outcome.tools if page] + [one["tool"].pk for one in outcome.sources if one["tool"]]
    readable = {page.pk: page for page in EntryPage.objects.visible_to(request.user).filter(pk__in=named)}
    context |= {
        "outcome": outcome,
        "tools": [readable[page.pk] for page in outcome.tools if page and page.pk in readable],
        "sources": [(one, readable.get(one["tool"].pk) if one["tool"] else None) for one in outcome.sources],
        "today": timezone.localdate(),
    }
    return render(request, "toolbox/decide_outcome.html", context)
