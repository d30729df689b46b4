"""Reviews of tools: what must be checked, saying that it is right, and what stands at the address of one that left."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.cms.audience import takes_part
from portal.cms.forms import bound

from .. import actions
from ..forms.reviews import CheckEntryForm
from ..models import EntryPage, Review
from ..reviewing import may_review_again, to_check_by

ROWS = 50
A_YEAR = timedelta(days=365)


@login_required
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """What one answers for, or looks after, and is due or late; the latest first."""
    if not takes_part(request.user):
        raise PermissionDenied("Your account waits for approval.")
    page = Paginator(to_check_by(request.user, timezone.localdate()), ROWS).get_page(request.GET.get("page"))
    return render(request, "toolbox/reviews.html", {"entries": page, "section": "toolbox"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def check(request: HttpRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(EntryPage.objects.visible_to(request.user), pk=pk)
    if not may_review_again(request.user, entry):
        raise Http404("There is no such page.")
    form = bound(request, CheckEntryForm, initial={"review_by": timezone.localdate() + A_YEAR})
    if request.method == "POST" and form.is_valid():
        review_by = form.cleaned_data["review_by"]
        actions.check_entry(entry=entry, by=request.user, review_by=review_by)
        messages.success(request, f"Checked: “{entry}” says so from today.")
        return redirect("toolbox:reviews")
    context = {"form": form, "entry": entry, "heading": "Is this tool still right?", "submit": "It is right"}
    context |= {"cancel_url": entry.url, "section": "toolbox"}
    return render(request, "toolbox/check_entry.html", context, status=422 if form.is_bound else 200)


@require_safe
def archived(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever follows an old link: that the tool is gone, why, and what else there is."""
    rows = EntryPage.objects.filter(live=False, review_step__step=Review.Step.ARCHIVED)
    entry = get_object_or_404(rows.for_audience_of(request.user).select_related("review_step"), pk=pk)
    related = EntryPage.objects.visible_to(request.user).related_to(entry).for_cards()[:4]
    context = {"entry": entry, "related": related, "section": "toolbox"}
    return render(request, "toolbox/archived.html", context)
