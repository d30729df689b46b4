"""The development-only mail box, and the button that sends a mail again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ..actions import retry_mail
from ..messages import content_of
from ..models import Mail

View = Callable[..., HttpResponse]


def development_only(view: View) -> View:
    """Everybody's mail in the open: where the setting is not on, there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.PORTAL_DEV_PAGES:
            raise Http404
        return never_cache(require_safe(view))(request, *args, **kwargs)

    return guarded


@development_only
def mail_box(request: HttpRequest) -> HttpResponse:
    to = request.GET.get("to", "").strip().replace("\x00", "")
    mails = Mail.objects.to_address(to).defer("text", "html", "attachments")
    page = Paginator(mails, 30).get_page(request.GET.get("page"))
    return render(request, "notifications/mail_box.html", {"mails": page, "to": to})


@development_only
@csp_update({"frame-src": ["'self'"]})
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "notifications/mail.html", {"mail": get_object_or_404(Mail, pk=pk)})


@development_only
@csp_replace(
    {
        "default-src": ["'none'"],
        "script-src": None,
        "style-src": ["'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    }
)
def mail_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML as it was sent, for the frame; its links open beside it."""
    html = get_object_or_404(Mail.objects.exclude(html=""), pk=pk).html
    return HttpResponse(html.replace("<head>", '<head><base target="_blank">', 1))


@development_only
def mail_attachment(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    attachments = get_object_or_404(Mail, pk=pk).attachment_list
    if number >= len(attachments):
        raise Http404
    name = attachments[number]["name"] or "attachment"
    answer = HttpResponse(content_of(attachments[number]), content_type=attachments[number]["type"])
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(Mail, pk=pk)
    retry_mail(actor=request.user, mail=mail)
    messages.success(request, f"The mail to {mail.to} is on its way again.")
    return redirect("mail_report")
