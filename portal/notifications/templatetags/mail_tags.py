"""What templates look up about mail."""

from __future__ import annotations

from django import template

from portal.notifications.models import Bounce

register = template.Library()


@register.simple_tag(takes_context=True)
def my_bounce(context: template.Context) -> Bounce | None:
    """`{% my_bounce as bounce %}`: that nothing is sent to the reader, because mail came back."""
    return Bounce.objects.blocked().to(context["request"].user.email).first()
