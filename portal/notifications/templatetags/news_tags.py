"""How many news are unread, and the button that follows a thing."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.cache import cache
from django.db import models

from ..models import Follow, Notice
from ..querysets import label_of

register = template.Library()
KEPT = 30  # seconds; the header of every page asks


@register.simple_tag(takes_context=True)
def unread_news(context: template.Context) -> int:
    """For somebody signed in, at most one query; nobody else costs one."""
    user = context["request"].user
    if not user.is_authenticated:
        return 0
    return cache.get_or_set(f"unread-news:{user.pk}", Notice.objects.of(user).unread().count, KEPT)


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
