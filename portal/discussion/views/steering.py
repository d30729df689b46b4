"""Pin, close, open again and move a discussion: for those who look after it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from portal.cms.forms import bound

from .. import moderation
from ..forms import CloseForm, MoveForm
from ..models import Thread
from ..moving import targets
from ..refusals import NotTaken


@require_POST
@login_required
def pin(request: HttpRequest, pk: int) -> HttpResponse:
    thread, pinned = _thread(request, pk), request.POST.get("how") != "undo"
    try:
        moderation.pin(thread=thread, by=request.user, pinned=pinned)
        messages.success(request, "It stands on top of the list." if pinned else "It is no longer pinned.")
    except NotTaken as why:
        messages.error(request, str(why))
    return redirect(thread)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    thread = _thread(request, pk)
    form = bound(request, CloseForm)
    if request.method == "POST" and form.is_valid():
        try:
            moderation.close(thread=thread, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, "The discussion is closed. You can open it again.")
        except NotTaken as why:
            messages.error(request, str(why))
        return redirect(thread)
    return _ask(request, form, thread, heading="Close this discussion", submit="Close it")


@require_POST
@login_required
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    thread = _thread(request, pk)
    try:
        moderation.reopen(thread=thread, by=request.user)
        messages.success(request, "The discussion is open again.")
    except NotTaken as why:
        messages.error(request, str(why))
    return redirect(thread)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """First where to and why; then who would read it there; then it moves."""
    thread = _thread(request, pk)
    places = targets(thread, by=request.user)
    form = bound(request, MoveForm, places=places)
    readers = None
    if request.method == "POST" and form.is_valid():
        to, reason = form.place, form.cleaned_data["reason"]
        try:
            if request.POST.get("sure") == str(to.pk):
                moderation.move(thread=thread, to=to, by=request.user, reason=reason)
                messages.success(request, f"The discussion is in {to.title} now.")
                sees = Thread.objects.visible_to(request.user).filter(pk=pk).exists()
                return redirect(thread if sees else "discussions:everywhere")
            readers = moderation.readers_after(thread=thread, to=to, by=request.user)
        except NotTaken as why:
            messages.error(request, str(why))
            return redirect(thread)
    submit = "Move it" if readers else "Show who will read it"
    shown = {"readers": readers, "places": places, "to": form.place if readers else None}
    return _ask(request, form, thread, heading="Move this discussion", submit=submit, template="move", **shown)


def _ask(
    request: HttpRequest, form: CloseForm | MoveForm, thread: Thread, *, template: str = "close", **words: object
) -> HttpResponse:
    context = {"form": form, "thread": thread, "on": thread.page, "cancel_url": thread.get_absolute_url(), **words}
    return render(request, f"discussion/{template}.html", context, status=422 if form.errors else 200)


def _thread(request: HttpRequest, pk: int) -> Thread:
    threads = Thread.objects.visible_to(request.user).titled().select_related("page")
    thread = get_object_or_404(threads, pk=pk)
    if not moderation.may_moderate(user=request.user, thread=thread):
        raise PermissionDenied
    return thread
