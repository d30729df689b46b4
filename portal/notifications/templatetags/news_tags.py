"""How many news are unread, and the ways to follow a thing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.db import models
from django.urls import reverse
from django.utils.html import format_html

from ..models import Follow, Notice
from ..querysets import label_of

register = template.Library()
MOST = 99


@register.simple_tag(takes_context=True)
def unread_news(context: template.Context) -> str:
    """`{% unread_news as unread %}`: how many, as a person's row brought it with it; empty for none."""
    user = context["request"].user
    if not user.is_authenticated:
        return ""
    number = getattr(user, "unread_news", None)
    if number is None:  # seen through somebody's eyes, or signed in by this very request
        number = Notice.objects.of(user).unread().count()
    return f"{MOST}+" if number > MOST else str(number or "")


@register.inclusion_tag("notifications/_follow_button.html", takes_context=True)
def follow_button(context: template.Context, thing: models.Model) -> dict[str, Any]:
    """Follow, unfollow or unmute a thing, for somebody signed in: a form of one button. One query."""
    request, label = context["request"], label_of(thing)
    if not request.user.is_authenticated:
        return {"shown": False}
    mine = Follow.objects.filter(person=request.user.pk, about=label).first()
    return {
        "shown": True,
        "about": label,
        "name": str(thing),
        "mine": mine,
        "next": request.path,
        "request": request,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def follow_link(context: template.Context, thing: models.Model, words: str) -> str:
    """`{% follow_link page "Follow this tool or its themes" %}`: leads to the choice, for somebody signed in. No query.

    For pages without a query to spare, and for things that lead to others one may follow.
    """
    request = context["request"]
    if not request.user.is_authenticated or getattr(request, "is_preview", False) or not thing.pk:
        return ""
    query = urlencode({"about": label_of(thing), "next": request.path})
    return format_html('<p><a href="{}?{}">{}</a></p>', reverse("news:follow"), query, words)
