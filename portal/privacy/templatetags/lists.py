"""`{% take_list "networks/members" network=network.pk %}`: have the list on this page as CSV or Excel, or print it."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("privacy/_take_list.html", takes_context=True)
def take_list(context: template.Context, key: str, **fixed: Any) -> dict[str, Any]:
    """With the filter that the page has, and what it is about besides."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    for name, value in fixed.items():
        query[name] = value
    return {"key": key, "query": query.urlencode(), "csrf_token": context.get("csrf_token")}
