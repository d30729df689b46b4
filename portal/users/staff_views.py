"""Asking to join, in the Wagtail admin: who waits, since when, and the programme's answer."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from .actions import approve_application, approve_tenure, decline_application, decline_tenure
from .forms import DecisionForm
from .models import ANSWER_WITHIN, Application, Tenure


@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: HttpRequest) -> HttpResponse:
    """Those who ask to take part, and the roles that wait; one answer for all who are ticked."""
    if not request.user.is_staff:
        raise PermissionDenied
    applications = list(Application.objects.waiting().with_people())
    tenures = list(
        Tenure.objects.waiting()
        .filter(person__admitted_at__isnull=False)
        .select_related("person", "seat__organisation")
        .order_by("since", "pk")
    )
    sent = request.POST if request.method == "POST" else None
    form = DecisionForm(sent, applications=applications, tenures=tenures)
    if form.is_valid():
        chosen = form.cleaned_data
        picked = [one for one in applications if str(one.pk) in chosen["application"]]
        picked += [one for one in tenures if str(one.pk) in chosen["tenure"]]
        decide(request, picked, chosen["decision"], chosen["reason"])
        return redirect("people_joining")
    context = {
        "form": form,
        "applications": applications,
        "tenures": tenures,
        "days": ANSWER_WITHIN,
        "decided": Application.objects.exclude(state=Application.State.WAITING)
        .select_related("person", "decided_by")
        .order_by("-decided_at")[:20],
        "ticked": set(request.POST.getlist("application")) | {f"t{pk}" for pk in request.POST.getlist("tenure")},
    }
    return render(request, "users/admin/joining.html", context, status=422 if form.is_bound else 200)


def decide(request: HttpRequest, picked: list[Application | Tenure], decision: str, reason: str) -> None:
    """Each on its own: what a colleague decided a moment ago is told, and stops nobody else's answer."""
    done = 0
    for one in picked:
        try:
            answer(one, request.user, decision, reason)
            done += 1
        except ValidationError as refused:
            messages.warning(request, f"{one.person}: {' '.join(refused.messages)}")
    if done:
        word = "Approved" if decision == "approve" else "Declined"
        messages.success(request, f"{word}: {done}. We have written to {'them' if done > 1 else 'this person'}.")


def answer(one: Application | Tenure, actor, decision: str, reason: str) -> None:
    if isinstance(one, Application):
        if decision == "approve":
            approve_application(application=one, actor=actor)
        else:
            decline_application(application=one, actor=actor, reason=reason)
    elif decision == "approve":
        approve_tenure(tenure=one, actor=actor)
    else:
        decline_tenure(tenure=one, actor=actor, reason=reason)
