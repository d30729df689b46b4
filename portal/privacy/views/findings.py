"""What the guard found, for staff: how often, of which kind, where. Nobody can see what it was."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..models import Finding

DAYS = 30
ROWS = 50


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    if not request.user.is_staff:
        raise PermissionDenied
    lately = Finding.objects.filter(at__gte=timezone.now() - timedelta(days=DAYS))
    counts = lately.order_by().values("kind", "outcome").annotate(times=Count("pk")).order_by("-times", "kind")
    kinds, outcomes = dict(Finding._meta.get_field("kind").choices), dict(Finding.Outcome.choices)
    context = {
        "counts": [(kinds.get(row["kind"], "Unread"), outcomes[row["outcome"]], row["times"]) for row in counts],
        "page": Paginator(lately.select_related("person"), ROWS).get_page(request.GET.get("p")),
        "days": DAYS,
    }
    return render(request, "privacy/findings.html", context)
