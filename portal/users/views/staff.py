"""What staff do about accounts: look at the list, suspend, let in again, view as, merge, undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.cms.forms import bound

from .. import actions
from ..forms import OtherAccountForm, ReasonForm
from ..models import Merge, User
from ..second_factor import has_proved_second_factor
from ..viewing import KEY

ROWS = 50
View = Callable[..., HttpResponse]


def for_staff(view: View) -> View:
    """Signed in with a second factor, of the programme's staff."""

    @wraps(view)
    @never_cache
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_staff:
            raise PermissionDenied("This page is for the programme's staff.")
        if not has_proved_second_factor(request):
            wanted = request.get_full_path() if request.method == "GET" else reverse("staff:people")
            return redirect(f"{reverse('users:second_factor')}?{urlencode({'next': wanted})}")
        return view(request, *args, **kwargs)

    return guarded


GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@for_staff
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, to find one."""
    words, only = request.GET.get("q", "").strip()[:100], request.GET.get("only", "")
    found = User.objects.select_related("trust").named(words).with_state(only)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    return render(request, "users/staff/people.html", {"people": page, "words": words, "only": only})


@for_staff
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account, what was done about it, and what can be."""
    somebody = get_object_or_404(User.objects.select_related("trust"), pk=pk)
    return render(
        request,
        "users/staff/person.html",
        {
            "person": somebody,
            "suspensions": somebody.suspensions.select_related("suspended_by", "lifted_by"),
            "viewings": somebody.viewings.select_related("viewer")[:10],
            "merges": Merge.objects.about(somebody),
            "may_suspend": somebody.can_be_suspended_by(request.user),
            "may_view": somebody.can_be_viewed_by(request.user),
            "may_merge": somebody.can_be_merged_by(request.user) and somebody.is_active,
        },
    )


@for_staff
@GET_POST
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    somebody = _in_care(request, pk, "can_be_suspended_by")
    form = bound(request, ReasonForm, hint=f"{somebody} reads this in a mail and when signing in.")
    if form.is_valid():
        actions.suspend(actor=request.user, person=somebody, reason=form.cleaned_data["reason"])
        messages.success(request, f"{somebody} is suspended, signed out everywhere, and told why.")
        return redirect("staff:person", somebody.pk)
    return _asked(request, "users/staff/suspend.html", form, person=somebody)


@for_staff
@GET_POST
def let_in(request: HttpRequest, pk: int) -> HttpResponse:
    somebody = _in_care(request, pk, "can_be_suspended_by")
    suspension = get_object_or_404(somebody.suspensions, lifted_at=None)
    if request.method == "POST":
        actions.lift_suspension(actor=request.user, suspension=suspension)
        messages.success(request, f"{somebody} can sign in again, and is told so.")
        return redirect("staff:person", somebody.pk)
    return render(request, "users/staff/let_in.html", {"person": somebody, "suspension": suspension})


@for_staff
@GET_POST
def view_as(request: HttpRequest, pk: int) -> HttpResponse:
    somebody = _in_care(request, pk, "can_be_viewed_by")
    form = bound(request, ReasonForm, hint="It is kept with the times, and other staff see it.")
    if form.is_valid():
        viewing = actions.begin_viewing(actor=request.user, person=somebody, reason=form.cleaned_data["reason"])
        request.session[KEY] = viewing.pk
        return redirect("/")
    return _asked(request, "users/staff/view_as.html", form, person=somebody)


@login_required
@require_POST
def stop_viewing(request: HttpRequest) -> HttpResponse:
    """The button in the banner. Without anything to stop it leads to the same place."""
    viewing = getattr(request, "viewing", None)
    if viewing is None:
        return redirect("/")
    actions.end_viewing(viewing=viewing)
    del request.session[KEY]
    return redirect("staff:person", viewing.person_id)


@for_staff
@GET_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """First which account stays, then what would move, then the reason."""
    source = _in_care(request, pk, "can_be_merged_by")
    if "email" not in request.GET:
        return render(request, "users/staff/merge.html", {"person": source, "form": OtherAccountForm(source=source)})
    choice = OtherAccountForm(request.GET, source=source)
    if not choice.is_valid() or not choice.target.can_be_merged_by(request.user):
        if choice.is_valid():
            choice.add_error("email", "You may not merge this account.")
        return render(request, "users/staff/merge.html", {"person": source, "form": choice}, status=422)
    form = bound(request, ReasonForm, hint="How you know that both are the same person.")
    if form.is_valid():
        try:
            done = actions.merge_accounts(
                actor=request.user, source=source, target=choice.target, reason=form.cleaned_data["reason"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"The accounts are one. You can undo it until {done.undo_until:%-d %B %Y}.")
            return redirect("staff:person", choice.target.pk)
    rows = actions.preview_merge(source=source, target=choice.target)
    return _asked(request, "users/staff/merge_preview.html", form, person=source, target=choice.target, rows=rows)


@for_staff
@GET_POST
def undo_merge(request: HttpRequest, pk: int) -> HttpResponse:
    done = get_object_or_404(Merge.objects.select_related("source", "target"), pk=pk)
    if not (done.source.can_be_merged_by(request.user) and done.target.can_be_merged_by(request.user)):
        raise PermissionDenied
    if request.method == "POST":
        try:
            back = actions.undo_merge(actor=request.user, merge=done)
            messages.success(request, f"The accounts are two again; {back} rows went back.")
        except ValidationError as error:
            messages.error(request, error.message)
        return redirect("staff:person", done.source_id)
    return render(request, "users/staff/undo_merge.html", {"merge": done})


def _in_care(request: HttpRequest, pk: int, may: str) -> User:
    somebody = get_object_or_404(User, pk=pk)
    if not getattr(somebody, may)(request.user):
        raise PermissionDenied("You may not do this with this account.")
    return somebody


def _asked(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)
