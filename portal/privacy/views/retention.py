"""Retention: what is due, what was purged, and the button."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ..actions.purging import MAY_PURGE, ask_for_purge
from ..jobs import run_purge
from ..models import PurgeRun
from ..retention import preview, rules


class PurgeForm(forms.Form):
    confirmed = forms.BooleanField(
        label="I have read the preview. What is due is to be taken away for good.",
        error_messages={"required": "Tick the box to show that you have read the preview."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: HttpRequest) -> HttpResponse:
    """GET previews and changes nothing."""
    if not request.user.has_perm(MAY_PURGE):
        raise PermissionDenied
    form = PurgeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        run = ask_for_purge(actor=request.user)
        run_purge.enqueue(run.pk)
        messages.success(request, "The purge has begun. Load this page again to see what it did.")
        return redirect("retention")
    lines = preview(timezone.now())
    names = {rule.key: rule.record for rule in rules()}
    runs = list(PurgeRun.objects.select_related("by")[:10])
    for run in runs:
        run.lines = [(names.get(key, key), count) for key, count in run.counts.items()]  # type: ignore[attr-defined]
    context = {"form": form, "lines": lines, "due": sum(line.due for line in lines), "runs": runs}
    return render(request, "privacy/retention.html", context, status=422 if form.is_bound else 200)
