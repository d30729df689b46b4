"""The verb of ideas: put one forward where it came from."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.cms.models import BasePage
from portal.discussion.blocking import refuse_blocked
from portal.discussion.models import Comment, Idea, Thread
from portal.discussion.naming import is_unnamed_in, may_go_unnamed, role_and_region
from portal.discussion.places import audience_for
from portal.discussion.refusals import NotTaken
from portal.organisations.working_days import day_after

from .talking import SAME_TEXT_WITHIN
from .talking import comment as say

HEARD_WITHIN = 10
"""In so many working days whoever looks after the place says something of it."""


@transaction.atomic
def put_forward(
    *,
    page: BasePage,
    user: AbstractBaseUser,
    title: str,
    body: str,
    kind: str = Idea.Kind.IDEA,
    asked: str = "",
    source: Comment | None = None,
    key: str = "",
    suspected: Sequence[str] = (),
    unnamed: bool = False,
) -> Idea:
    """An idea, or a peer challenge, where it came from. Made of a comment, it stands in that comment's sight.

    Its words are the first comment of a thread of its own: whatever holds for comments holds for them. Whoever wrote
    a comment without a name has none beside the idea that they make of it.
    """
    if not page.can_comment(user) or kind not in Idea.Kind.values:
        raise PermissionDenied
    if source is not None and (source.thread.page_id != page.pk or not source.is_published()):
        raise NotTaken("The comment is no longer there. Your words are kept below.")
    refuse_blocked(user=user, page=page)
    recent = Idea.objects.filter(thread__page=page, thread__created_by=user, thread__title=title.strip())
    if said := recent.filter(thread__created_at__gte=timezone.now() - SAME_TEXT_WITHIN).first():
        return said
    unnamed = unnamed or (source is not None and was_unnamed(source, user))
    unnamed = unnamed and may_go_unnamed(user=user, page=page)
    thread = Thread.objects.create(
        page=page,
        kind=Thread.Kind.IDEA,
        title=title.strip(),
        created_by=user,
        audience=source.thread.audience if source else audience_for(page),
        is_unnamed=unnamed,
        unnamed_as=role_and_region(user) if unnamed else "",
    )
    due = day_after(timezone.localdate(), HEARD_WITHIN)
    idea = Idea.objects.create(thread=thread, kind=kind, comment=source, asked=asked.strip(), due=due)
    log(actor=user, action="discussion/idea_put_forward", target=idea, page=page.pk, kind=kind)
    say(page=page, user=user, thread=thread, body=body, key=key, suspected=suspected)
    return idea


def was_unnamed(source: Comment, user: AbstractBaseUser) -> bool:
    mine = source.author_id == user.pk and source.is_unnamed
    return mine or is_unnamed_in(source.thread, user=user)
