"""How other rooms' pages look up posts."""

from __future__ import annotations

from typing import Any

from django import template

from portal.blog.models import PostPage

register = template.Library()


@register.simple_tag(takes_context=True)
def recent_posts(context: template.Context, network: Any = None, limit: int = 3) -> list[PostPage]:
    """The newest posts this reader may see: of one network (or its page), or of everywhere."""
    posts = PostPage.objects.visible_to(context["request"].user)
    if network is not None:
        posts = posts.child_of(getattr(network, "page", network))
    return list(posts.for_cards()[:limit])


@register.inclusion_tag("blog/_draft_what_we_heard.html", takes_context=True)
def draft_what_we_heard(context: template.Context, **words: Any) -> dict[str, Any]:
    """A button that drafts the post: `{% draft_what_we_heard title=… heard=… decided=… agreed=… network=3 %}`."""
    return {"words": words, "csrf_token": context.get("csrf_token")}
