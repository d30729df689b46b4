"""Who may say on what something rests, what it may rest on, and how that stands beside it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from portal.cms.audience import reaches_all, takes_part
from portal.discussion.models import Comment
from portal.discussion.moderation import may_moderate

from .drafting import may_edit
from .models import Citation, Edition, EntryPage


def may_cite(user: AbstractBaseUser | AnonymousUser, dependant: EntryPage | Comment) -> bool:
    """Of a tool, who writes it or answers for it; of a comment, who wrote it and who looks after the discussion."""
    if not takes_part(user):
        return False
    if isinstance(dependant, EntryPage):
        return dependant.owned_by_id == user.pk or may_edit(user, dependant)
    return dependant.is_published() and (
        dependant.author_id == user.pk or may_moderate(user=user, thread=dependant.thread)
    )


def may_rest(dependant: EntryPage | Comment, entry: EntryPage) -> bool:
    """Whether everybody who reads the one may read the other, and it is not itself."""
    if not entry.live or (isinstance(dependant, EntryPage) and dependant.pk == entry.pk):
        return False
    readers = dependant.audience() if isinstance(dependant, EntryPage) else dependant.thread.tokens()
    return reaches_all(list(entry.audience()), list(readers))


def editions_for(dependant: EntryPage | Comment) -> list[Edition]:
    """Those in force on which this may rest."""
    found = Edition.objects.filter(until=None, entry__live=True).select_related("entry", "version")
    return [edition for edition in found.order_by("entry__title") if may_rest(dependant, edition.entry)]


def lines_for(comment: Comment) -> list[dict[str, Any]]:
    """What stands under a comment: only what everybody who reads it may read."""
    citations = Citation.objects.filter(comment=comment).with_editions()
    return [
        {"label": citation.label, "url": citation.url, "check": citation.check_since is not None}
        for citation in citations
        if may_rest(comment, citation.edition.entry)
    ]


def resting_on(entry: EntryPage, user: AbstractBaseUser | AnonymousUser) -> models.QuerySet[Citation]:
    """What rests on any edition of this tool, as far as this person may read it; to be checked first."""
    seen = models.Q(page__in=EntryPage.objects.visible_to(user).order_by().values("pk"))
    said = Comment.objects.published().in_threads_visible_to(user).order_by().values("pk")
    found = Citation.objects.filter(edition__entry=entry).filter(seen | models.Q(comment__in=said)).with_editions()
    return found.order_by(models.F("check_since").asc(nulls_last=True), "pk")
