"""Somebody's own address, where mail to it came back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.notifications.actions import works_again


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def address_works(request: HttpRequest) -> HttpResponse:
    """GET asks, POST acts."""
    if request.method != "POST":
        return render(request, "users/address_works.html")
    works_again(actor=request.user)
    messages.success(request, "Thank you. From now on we send to your address again.")
    return redirect("users:profile")
