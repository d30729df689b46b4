"""Views of the roof: what no room owns."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or sent from elsewhere: say what happened and what to do."""
    return render(request, "403_csrf.html", status=403)
