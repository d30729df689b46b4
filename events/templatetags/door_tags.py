"""What is shown at the door: the QR picture, a code to read aloud, and since when somebody is here."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from .. import door, tickets
from ..models import Registration

register = template.Library()
register.filter("since", door.since)
register.filter("spelled", tickets.spelled)


@register.simple_tag
def ticket_picture(registration: Registration) -> SafeString:
    return tickets.svg(registration)
