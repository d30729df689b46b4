"""Certificates of attendance: take one's own, and prove one by its number."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from .. import certificates, narrow
from ..links import Purpose
from ..models import Registration
from ..standing import named_by
from .meeting import show


@require_safe
@login_required
@narrow.private
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Their own, for whoever was at this meeting. They may have had a place without an account then."""
    mine = Registration.objects.filter(named_by(request.user)).present().filter(meeting__page=pk)
    return certify(request, mine.with_event().select_related("trust").first())


@require_safe
@narrow.private
def certificate_by_link(request: HttpRequest, pk: int) -> HttpResponse:
    registration = narrow.kept(request, pk, Purpose.CERTIFICATE)
    return certify(request, registration) if registration else narrow.link_is_over(request)


def certify(request: HttpRequest, registration: Registration | None) -> HttpResponse:
    """The PDF; where it cannot be made, the same words as a page to print."""
    if registration is None or not certificates.is_due(registration):
        return show(request, "events/certificate_none.html", {}, status=404)
    words = certificates.words(registration)
    words["portal"] = settings.PORTAL_NAME
    words["proof_url"] = settings.PORTAL_URL + reverse("events:certificate_proved", args=[words["number"]])
    content = certificates.pdf(words)
    if content is None:
        return show(request, "events/certificate.html", words)
    name = f"certificate-{registration.meeting.starts_at:%Y-%m-%d}.pdf"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_safe
@narrow.private
def certificate_proved(request: HttpRequest, number: str) -> HttpResponse:
    """For whoever is shown a certificate: whether it is ours, and for which day. It names nobody."""
    registration = certificates.proved(number)
    context = {"number": number, "meeting": registration.meeting if registration else None}
    return show(request, "events/certificate_proved.html", context, status=200 if registration else 404)
