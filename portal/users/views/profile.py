"""My profile."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.cms.forms import bound

from ..actions import update_profile
from ..forms import ProfileForm


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change my profile."""
    form = bound(request, ProfileForm, instance=request.user)
    if form.is_valid():
        update_profile(user=request.user, **form.cleaned_data)
        messages.success(request, "Your profile is saved.")
        return redirect("/me/")
    return render(request, "users/profile.html", {"form": form}, status=422 if form.is_bound else 200)
