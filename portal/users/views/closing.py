"""Close my account, and change my mind about it."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.cms.forms import bound
from portal.privacy.holdings import holdings
from portal.privacy.models import Closing

from ..actions.closing import ask_to_close, closing_of_token, keep_account, needed_before_closing
from ..forms.closing import CloseAccountForm, CloseForSomebodyForm
from ..jobs import close
from ..models import User
from .staff import GET_POST, for_staff


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def close_my_account(request: HttpRequest) -> HttpResponse:
    """What stays, what goes, what has to be done first; and the form."""
    closing = Closing.objects.open().filter(person=request.user).first()
    needed = list(needed_before_closing(request.user))
    form = bound(request, CloseAccountForm)
    if form.is_valid() and not closing and not needed:
        closing = ask_to_close(person=request.user, actor=request.user, at_once=form.at_once)
        if form.at_once:
            close.enqueue(closing.pk)
            logout(request)
            return redirect("users:closed")
        messages.success(request, "Your account will be closed in 7 days. We have sent you a link to keep it.")
        return redirect("users:close")
    context = {"form": form, "closing": closing, "needed": needed, "holdings": holdings(), "section": "me"}
    return render(request, "users/close.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def keep_my_account(request: HttpRequest) -> HttpResponse:
    """Change my mind, signed in."""
    closing = Closing.objects.open().filter(person=request.user).first()
    if closing and keep_account(closing=closing, actor=request.user):
        messages.success(request, "Your account stays open.")
    return redirect("users:data")


@require_http_methods(["GET", "HEAD", "POST"])
def keep_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Change my mind by the link in the mail. GET shows the button; a mail scanner that follows it changes nothing."""
    closing = closing_of_token(token)
    kept = bool(request.method == "POST" and closing and keep_account(closing=closing, actor=None))
    waiting = bool(closing and closing.can_be_kept())
    kept = kept or bool(closing and closing.kept_at)
    return render(request, "users/keep_account.html", {"closing": closing, "kept": kept, "waiting": waiting})


@for_staff
@GET_POST
def close_for(request: HttpRequest, pk: int) -> HttpResponse:
    """Staff close an account on request; its person has seven days to say that it was not theirs."""
    person = get_object_or_404(User, pk=pk)
    if not person.can_be_suspended_by(request.user):
        raise PermissionDenied("You may not do this with this account.")
    form = bound(request, CloseForSomebodyForm, person=person)
    if form.is_valid() and not person.is_closed:
        closing = ask_to_close(person=person, actor=request.user)
        messages.success(request, f"The account closes on {closing.due_at:%-d %B %Y}. Its person has been told.")
        return redirect("staff:person", person.pk)
    needed = list(needed_before_closing(person))
    context = {"form": form, "person": person, "needed": needed, "holdings": holdings()}
    return render(request, "users/staff/close.html", context, status=422 if form.is_bound else 200)


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Said to everybody alike: nobody is signed in here any more."""
    return render(request, "users/closed.html")
