"""Pages for people whose account is approved; the others learn what happens next."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from portal.cms.audience import takes_part

View = Callable[..., HttpResponse]


def approved_only(view: View) -> View:
    """Signed in and approved, else the page that says how the approval stands."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not takes_part(request.user):
            return redirect("users:approval")
        return view(request, *args, **kwargs)

    return login_required(guarded)
