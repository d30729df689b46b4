"""Views on the editors' side: a correction of safety while publication is paused."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page

from .actions import correct_for_safety
from .forms import bound
from .pauses import WaitsInPauses


class SafetyCorrectionForm(forms.Form):
    is_safety = forms.BooleanField(
        label="This is a safety correction: what stands there now could harm somebody",
        error_messages={"required": "Tick this only if it is true. Everything else waits until the pause has ended."},
    )
    reason = forms.CharField(
        label="What could happen if it stayed as it is?",
        max_length=300,
        error_messages={"required": "Say what could happen: it is kept, and may be asked for."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def safety_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the latest draft of a page in a pause, with a reason that is kept."""
    page = get_object_or_404(Page, pk=pk).specific
    if not isinstance(page, WaitsInPauses) or not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    form = bound(request, SafetyCorrectionForm)
    if request.method == "POST" and form.is_valid():
        correct_for_safety(page=page, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "The latest draft is published as a safety correction.")
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"form": form, "on": page, "pause": page.pause()}
    return render(request, "cms/safety_correction.html", context, status=422 if form.errors else 200)
