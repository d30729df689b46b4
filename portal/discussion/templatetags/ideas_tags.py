"""How pages show the ideas that came from them, and what became of those."""

from __future__ import annotations

from typing import Any

from django import template

from portal.cms.models import BasePage

from ..ideas import became_of
from ..models import Idea, Thread

register = template.Library()


@register.inclusion_tag("discussion/_you_said.html", takes_context=True)
def you_said(context: template.Context, page: BasePage, *, national: bool = False) -> dict[str, Any]:
    """`{% you_said page %}`: what became lately of ideas from this page, or of all national ones; and the way in."""
    user = context["request"].user
    return {
        "on": page,
        "ideas": became_of(user, page=None if national else page),
        "national": national,
        "may_put_forward": bool(page.pk) and page.can_comment(user),
    }


@register.inclusion_tag("discussion/_idea.html", takes_context=True)
def idea_of(context: template.Context, thread: Thread) -> dict[str, Any]:
    """`{% idea_of thread %}`: how far the idea of a thread has come, with its history. Two queries."""
    idea = Idea.objects.select_related("owner", "comment").filter(thread=thread).first()
    return {
        "idea": idea,
        "on": thread.page,
        "steps": list(idea.steps.select_related("by", "owner")) if idea else [],
        "looks_after": context.get("looks_after"),
    }
