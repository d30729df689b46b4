"""My profile and my photo."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.cms.forms import bound

from ..actions import remove_photo, set_photo, update_profile
from ..forms import PhotoForm, ProfileForm
from ..models import Portrait

GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@GET_POST
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change my profile, and who sees which part."""
    form = bound(request, ProfileForm, instance=request.user)
    if form.is_valid():
        update_profile(user=request.user, **form.cleaned_data)
        messages.success(request, "Your profile is saved.")
        return redirect("/me/")
    return render(request, "users/profile.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@login_required
@GET_POST
def photo(request: HttpRequest) -> HttpResponse:
    """Show, change or remove my photo."""
    sent = request.method == "POST"
    form = PhotoForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        data = form.cleaned_data
        set_photo(user=request.user, file=data["photo"], place=data["place"], description=data["description"])
        messages.success(request, "Your photo is saved.")
        return redirect("users:photo")
    portrait = Portrait.objects.filter(person=request.user).only("description").first()
    context = {"form": form, "portrait": portrait}
    return render(request, "users/photo.html", context, status=422 if sent else 200)


@login_required
@require_POST
def photo_remove(request: HttpRequest) -> HttpResponse:
    remove_photo(user=request.user)
    messages.success(request, "Your photo is removed. People see your initials.")
    return redirect("users:photo")
