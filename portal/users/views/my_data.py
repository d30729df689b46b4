"""My data: what the portal holds about me, as an archive to keep."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from portal.privacy.holdings import holdings
from portal.privacy.models import Export

from ..actions.my_data import KIND, request_archive
from ..jobs import make_my_data


@login_required
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """What is in the archive, and the archives that were made."""
    archives = Export.objects.filter(person=request.user).of_kind(KIND)[:5]
    context = {"archives": archives, "holdings": holdings(), "section": "me"}
    return render(request, "users/my_data.html", context)


@login_required
@require_POST
@reauthentication_required
def request_my_data(request: HttpRequest) -> HttpResponse:
    """Ask for an archive. It is made by a worker, and a mail says when it is there."""
    try:
        export = request_archive(person=request.user)
    except ValidationError as error:
        messages.warning(request, error.message)
    else:
        make_my_data.enqueue(str(export.pk))
        messages.success(request, "Your archive is being made. We send you a mail when it is ready.")
    return redirect("users:data")
