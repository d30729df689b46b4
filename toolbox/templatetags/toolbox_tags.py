"""Tools for other apps' templates: one line to a queryset each."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import SafeString

from portal.cms.audience import takes_part
from portal.discussion.models import Promotion, Thread

from ..citing import may_cite
from ..defining import define
from ..models import EntryPage, ShelfItem
from ..offering import offer_address
from ..receipts import asked_of
from ..spread import FEWEST

register = template.Library()


def _reader(context: template.Context) -> Any:
    return getattr(context.get("request"), "user", None) or AnonymousUser()


@register.simple_tag(takes_context=True)
def newest_tools(context: template.Context, limit: int = 3) -> list[EntryPage]:
    """The newest tools this reader may see: `{% newest_tools limit=3 as tools %}`."""
    return list(EntryPage.objects.visible_to(_reader(context)).newest().for_cards()[:limit])


@register.simple_tag(takes_context=True)
def new_tools(context: template.Context, network: Any, limit: int = 3) -> list[EntryPage]:
    """The newest tools of a network (its page, or the group behind it): `{% new_tools network=page as tools %}`."""
    page = getattr(network, "page", network)
    return list(EntryPage.objects.visible_to(_reader(context)).inside(page).newest().for_cards()[:limit])


@register.simple_tag(takes_context=True)
def count_tools(context: template.Context) -> int:
    """How many tools this reader may see: `{% count_tools as count %}`."""
    return EntryPage.objects.visible_to(_reader(context)).count()


@register.inclusion_tag("toolbox/_offer.html")
def offer_to_toolbox(title: str, document: int, source: str) -> dict[str, Any]:
    """A link to offer a file to the toolbox: `{% offer_to_toolbox title=file.title document=3 source=page.url %}`."""
    return {"address": offer_address(title=title, document=document, source=source), "title": title}


@register.inclusion_tag("toolbox/_credit.html", takes_context=True)
def credit_for(context: template.Context, entry: EntryPage) -> dict[str, Any]:
    """Whom a tool that began as an answer thanks, and where it was said, for those who may read that."""
    promotion = Promotion.objects.select_related("comment__author").filter(page=entry.pk).first() if entry.pk else None
    source = None
    if promotion is not None and promotion.comment is not None and promotion.comment.is_published():
        readable = Thread.objects.visible_to(_reader(context))
        source = promotion.comment if readable.filter(pk=promotion.comment.thread_id).exists() else None
    return {"promotion": promotion, "source": source, "credit": entry.credit}


@register.inclusion_tag("toolbox/_decide.html")
def decision_tool(entry: EntryPage) -> dict[str, Any]:
    """The way into a decision tool, and how it was checked; nothing for other tools."""
    return {"entry": entry, "decides": entry.can_decide()}


@register.inclusion_tag("toolbox/_to_read.html", takes_context=True)
def ask_to_confirm(context: template.Context, entry: EntryPage) -> dict[str, Any]:
    """One press confirms that a tool was read, where its reader is asked and has not yet; one query where nobody is."""
    user = _reader(context)
    previewed = getattr(context["request"], "is_preview", False)
    asked = asked_of(user, entry=entry) if entry.pk and takes_part(user) and not previewed else []
    return {"asked": next((one for one in asked if one.waits), None), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("toolbox/_keep.html", takes_context=True)
def keep_tool(context: template.Context, entry: EntryPage) -> dict[str, Any]:
    """One press keeps the tool; for somebody signed in, at the price of one query."""
    user = _reader(context)
    shown = bool(entry.pk) and takes_part(user) and not getattr(context["request"], "is_preview", False)
    item = (
        ShelfItem.objects.filter(shelf__owner=user.pk, shelf__is_bookmarks=True, entry=entry, removed_at=None).first()
        if shown
        else None
    )
    return {"shown": shown, "item": item, "entry": entry, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("toolbox/_adoption.html")
def adoption_of(entry: EntryPage) -> dict[str, Any]:
    """Who uses a tool, and what readers may say of it; the number once it names nobody."""
    used = entry.adoptions.in_use().count() if entry.pk else 0
    return {"entry": entry, "used": used if used >= FEWEST else 0}


@register.simple_block_tag(end_name="enddefined")
def defined(content: str) -> SafeString:
    """Words of the glossary explain themselves the first time: `{% defined %}…{% enddefined %}` around a body."""
    return define(content)


@register.inclusion_tag("toolbox/_rests_on.html", takes_context=True)
def rests_on(context: template.Context, entry: EntryPage) -> dict[str, Any]:
    """On which editions a tool rests, and whether that must be checked; for those who may check, the way there."""
    citations = list(entry.citations.select_related("edition__entry")) if entry.pk else []
    checks = bool(citations) and may_cite(_reader(context), entry)
    return {"citations": citations, "checks": checks}
