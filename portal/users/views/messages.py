"""Write to a person or to whoever holds a seat, answer, block, report; and for staff what was reported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.audit.actions import log_view
from portal.cms.forms import bound

from .. import actions
from ..forms.messages import AnswerForm, MessageForm, ReportMessageForm
from ..models import Message, Seat, User
from .approved import approved_only

GET_POST = require_http_methods(["GET", "HEAD", "POST"])
MOST = 100  # of each side; older ones are deleted after 90 days


def done_once(
    request: HttpRequest, template: str, form: BaseForm, act: Callable[[], object], said: str, to: str, **context: Any
) -> HttpResponse:
    """GET shows the form; POST acts, says so and goes on; what is refused is told beside what was typed."""
    if form.is_bound and form.is_valid():
        try:
            act()
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, said)
            return redirect(to)
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, "cancel_url": to, **context}, status=status)


@never_cache
@approved_only
@GET_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """To somebody whose name I may see; anybody else is not there."""
    receiver = get_object_or_404(User.objects.admitted().with_reach(request.user), pk=pk)
    if receiver.pk == request.user.pk or not receiver.shows("name", to=request.user):
        raise Http404
    form = bound(request, MessageForm)
    act = lambda: actions.write_to_person(sender=request.user, receiver=receiver, **form.cleaned_data)  # noqa: E731
    said = f"We have passed your message on to {receiver}. The answer comes by mail and stands here."
    return done_once(request, "users/messages/write.html", form, act, said, "people:messages", to_whom=str(receiver))


@never_cache
@approved_only
@GET_POST
def write_to_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """To whoever does this job at a trust: their name is not shown unless they answer."""
    seat = get_object_or_404(Seat.objects.select_related("organisation"), pk=pk)
    form = bound(request, MessageForm)
    act = lambda: actions.write_to_seat(sender=request.user, seat=seat, **form.cleaned_data)  # noqa: E731
    said = "We have passed your message on. The answer comes by mail and stands here."
    to_whom = f"the {seat.get_role_display().lower()} at {seat.organisation}"
    return done_once(
        request, "users/messages/write.html", form, act, said, "people:messages", to_whom=to_whom, seat=seat
    )


@never_cache
@approved_only
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    rows = Message.objects.with_people()
    context = {
        "received": rows.delivered().filter(receiver=request.user)[:MOST],
        "written": rows.filter(sender=request.user)[:MOST],
        "blockings": request.user.blockings.select_related("blocked"),
        "section": "me",
    }
    return render(request, "users/messages/mine.html", context)


@never_cache
@approved_only
@GET_POST
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message with the form to answer it, for the two it is between."""
    one = get_object_or_404(Message.objects.of(request.user).with_people().select_related("answers"), pk=pk)
    form = bound(request, AnswerForm)
    act = lambda: actions.answer_message(message=one, sender=request.user, **form.cleaned_data)  # noqa: E731
    own = one.sender_id == request.user.pk
    actions.note_read(message=one, reader=request.user)
    before = Message.objects.of(request.user).filter(pk=one.answers_id).first() if one.answers_id else None
    context = {"message": one, "own": own, "may_report": one.can_report(request.user), "before": before}
    said = "We have passed your answer on."
    return done_once(request, "users/messages/message.html", form, act, said, "people:messages", **context)


def received(request: HttpRequest, pk: int) -> Message:
    return get_object_or_404(Message.objects.delivered().with_people().filter(receiver=request.user), pk=pk)


@never_cache
@approved_only
@GET_POST
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """Hear no more of whoever wrote this message; or again."""
    one = received(request, pk)
    blocked = request.user.blockings.filter(blocked=one.sender).exists()
    verb = actions.unblock_writer if "again" in request.POST else actions.block_writer
    act = lambda: verb(person=request.user, writer=one.sender)  # noqa: E731
    said = f"You hear of {one.sender} again." if blocked else f"You hear no more of {one.sender}. They are not told."
    return done_once(
        request, "users/messages/block.html", bound(request, Form), act, said, "people:messages",
        message=one, blocked=blocked,
    )  # fmt: skip


@never_cache
@approved_only
@GET_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    one = received(request, pk)
    if not one.can_report(request.user):
        messages.info(request, "You have reported this message. The programme's staff look at it.")
        return redirect("people:messages")
    form = bound(request, ReportMessageForm)
    act = lambda: actions.report_message(message=one, reporter=request.user, **form.cleaned_data)  # noqa: E731
    said = "Thank you. The programme's staff look at it."
    return done_once(request, "users/messages/report.html", form, act, said, "people:messages", message=one)


@never_cache
@approved_only
@GET_POST
def reported(request: HttpRequest) -> HttpResponse:
    """For staff: what receivers reported, and nothing else that people wrote to each other."""
    if not request.user.is_staff:
        raise PermissionDenied("This page is for the programme's staff.")
    rows = Message.objects.reported().with_people().order_by("reported_at", "pk")
    if request.method == "POST":
        key = request.POST.get("message", "")
        one = get_object_or_404(rows, pk=key if key.isdigit() else 0)
        actions.settle_report(message=one, actor=request.user)
        messages.success(request, "Settled.")
        return redirect("people:reported")
    log_view(viewer=request.user, target=request.user, what="reported-messages")
    return render(request, "users/messages/reported.html", {"rows": rows})
