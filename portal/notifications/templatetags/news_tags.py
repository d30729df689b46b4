"""How many news are unread, and the button that follows a thing."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.cache import cache
from django.db import models

from ..models import Follow, Notice
from ..querysets import label_of

register = template.Library()
KEPT = 600  # seconds


@register.simple_tag(takes_context=True)
def unread_news(context: template.Context) -> int:
    """Counted on a person's own pages, and remembered for the others: their budget of queries stays as it is."""
    request = context["request"]
    if not request.user.is_authenticated:
        return 0
    key = f"unread-news:{request.user.pk}"
    if request.path.startswith("/me/"):
        cache.set(key, Notice.objects.of(request.user).unread().count(), KEPT)
    return cache.get(key, 0)


@register.inclusion_tag("notifications/_follow_button.html", takes_context=True)
def follow_button(context: template.Context, thing: models.Model) -> dict[str, Any]:
    """Follow, unfollow or unmute a thing, for somebody signed in: a form of one button."""
    request, label = context["request"], label_of(thing)
    if not request.user.is_authenticated:
        return {"shown": False}
    mine = Follow.objects.filter(person=request.user.pk, about=label).first()
    return {
        "shown": True,
        "about": label,
        "thing": thing,
        "mine": mine,
        "next": request.path,
        "request": request,
        "csrf_token": context.get("csrf_token"),
    }
