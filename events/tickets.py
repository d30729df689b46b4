"""What somebody shows at the door: their code, and a QR picture that leads a helper's phone to it."""

from __future__ import annotations

import io
from functools import lru_cache

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from portal.notifications.actions import Attachment

from .models import Registration

# To stand in a mail's text beside the attachment; the same words as on the page.
WORDS = "At the door, show the picture or say your code: {code}. It says that you are expected, and opens nothing else."


def ticket_url(registration: Registration) -> str:
    """What the QR picture holds. Helpers at the door reach the person by it; it shows nothing to anybody else."""
    return settings.PORTAL_URL + reverse("events:ticket", args=[registration.code])


def spelled(code: str) -> str:
    """ABCD EFGH: read aloud and typed in two halves."""
    return f"{code[:4]} {code[4:]}"


def words(registration: Registration) -> str:
    return WORDS.format(code=spelled(registration.code))


def svg(registration: Registration) -> SafeString:
    """The QR picture for a page, without style or script. Whoever cannot see it has the code beside it."""
    picture = _qr(ticket_url(registration)).svg_inline(
        scale=6, border=4, light="#fff", dark="#000", svgclass="ticket__qr", lineclass=None, omitsize=True
    )
    return mark_safe(picture.replace("<svg ", '<svg role="img" aria-label="QR code for the door" ', 1))


def png(registration: Registration) -> bytes:
    return _png(ticket_url(registration))


@lru_cache(maxsize=1000)
def _png(url: str) -> bytes:
    """Ten milliseconds each: kept, so that they can be made before a lock is taken."""
    out = io.BytesIO()
    _qr(url).save(out, kind="png", scale=8, border=4)
    return out.getvalue()


def attachment(registration: Registration) -> Attachment:
    """For the mail with the joining instructions."""
    return Attachment(name="show-at-the-door.png", type="image/png", content=png(registration))


def _qr(url: str) -> segno.QRCode:
    return segno.make_qr(url, error="m")
