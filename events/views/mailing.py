"""What organisers do with the mails of a meeting: see what became of them, preview, send, write, try again."""

from __future__ import annotations

from csp.decorators import csp_replace, csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from networks.actions import note_look
from portal.cms.forms import bound

from .. import actions
from ..forms import SendNowForm, WriteForm
from ..mail_log import TO_PRESS, MailLog
from ..mails import PREVIEWS, preview
from ..planning import why_not_now
from ..timetable import Kind
from .meeting import managed_event, show


@require_safe
@login_required
def mails(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    context = {"event": event, "log": MailLog(event.meeting, timezone.now()), "previews": PREVIEWS}
    return show(request, "events/mails.html", context)


@require_safe
@login_required
def mails_of(request: HttpRequest, pk: int, group: str) -> HttpResponse:
    event = managed_event(request, pk)
    name, found = MailLog(event.meeting, timezone.now()).mails_of(group)
    note_look(network=event.network(), viewer=request.user, what="mails", target=event.meeting)
    page = Paginator(found.defer("text", "html", "attachments"), 50).get_page(request.GET.get("page"))
    stuck = sum(mail.is_stuck for mail in found.only("state", "to"))
    context = {"event": event, "name": name, "group": group, "mails": page, "stuck": stuck}
    return show(request, "events/mails_of.html", context)


@require_POST
@login_required
def resend(request: HttpRequest, pk: int, group: str) -> HttpResponse:
    """One mail (`mail`), or all of this group that did not arrive."""
    event = managed_event(request, pk)
    _, found = MailLog(event.meeting, timezone.now()).mails_of(group)
    one = request.POST.get("mail", "")
    if one:
        found = found.filter(pk=one) if one.isdigit() and len(one) < 19 else found.none()
    number = actions.resend_mails(event=event, mails=found, actor=request.user)
    messages.success(request, f"{number} mail{'' if number == 1 else 's'} on the way again.")
    return redirect("events:mails_of", pk, group)


@require_safe
@login_required
@csp_update({"frame-src": ["'self'"]})
def mail_preview(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    event = managed_event(request, pk)
    if name not in PREVIEWS:
        raise Http404("There is no such mail.")
    subject, text, _ = preview(name, event, request.user, timezone.now())
    context = {"event": event, "name": name, "title": PREVIEWS[name], "subject": subject, "text": text}
    return show(request, "events/mail_preview.html", context)


@require_safe
@login_required
@csp_replace(
    {
        "default-src": ["'none'"],
        "script-src": None,
        "style-src": ["'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    }
)
def mail_preview_html(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The mail as HTML, for the frame of its preview; its links open beside it."""
    event = managed_event(request, pk)
    html = preview(name, event, request.user, timezone.now())[2] if name in PREVIEWS else ""
    if not html:
        raise Http404("This mail has no HTML.")
    return HttpResponse(html.replace("<head>", '<head><base target="_blank">', 1))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def send_mails(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    event = managed_event(request, pk)
    if kind not in TO_PRESS:
        raise Http404("This mail is not sent by hand.")
    now, wanted = timezone.now(), Kind(kind)
    log, form = MailLog(event.meeting, now), bound(request, SendNowForm)
    if request.method == "POST" and form.is_valid():
        sent_before = form.cleaned_data["sent_before"]
        number = actions.send_now(event=event, kind=wanted, actor=request.user, sent_before=sent_before)
        if number is None:
            messages.info(request, "It had been sent already. Nothing was sent again.")
        else:
            messages.success(request, f"Sent to {number} {'person' if number == 1 else 'people'}.")
        return redirect("events:mails", pk)
    context = {
        "event": event,
        "kind": wanted,
        "form": form,
        "times": log.times_sent(kind),
        "number": event.meeting.registrations.not_forgotten().told_by(kind).count(),
        "why_not": why_not_now(event.meeting, wanted, now),
    }
    return show(request, "events/send_mails.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write, look at it, send: the words travel along until they are sent."""
    event = managed_event(request, pk)
    form = bound(request, WriteForm, meeting=event.meeting)
    step = request.POST.get("step", "")
    context = {"event": event, "form": form}
    if not form.is_bound or not form.is_valid():
        return show(request, "events/write.html", context, status=422 if form.is_bound else 200)
    subject, text = form.cleaned_data["subject"], form.cleaned_data["text"]
    if step == "change":
        return show(request, "events/write.html", context)
    if step != "send":
        words = {"heading": subject, "words": text}
        context["mail"] = preview("message", event, request.user, timezone.now(), **words)
        return show(request, "events/write_preview.html", context)
    number = actions.write_to(registrations=form.people, subject=subject, text=text, actor=request.user)
    told = f"Sent to {number} {'person' if number == 1 else 'people'}." if number else "It had been sent already."
    messages.success(request, told)
    return redirect("events:mails", pk)
