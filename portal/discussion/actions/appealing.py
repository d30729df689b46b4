"""The verb of a writer who wants somebody else to look again."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.discussion.answers import tell_to_decide
from portal.discussion.holding import ONE_WORKING_DAY
from portal.discussion.models import Appeal, Block, Comment
from portal.discussion.refusals import NotTaken
from portal.discussion.telling import moderators_for
from portal.organisations.working_days import moment_after

AGAIN = "You have appealed once already. The answer to it is the last one."


@transaction.atomic
def appeal(*, against: Comment | Block, user: AbstractBaseUser | AnonymousUser, words: str) -> Appeal:
    """Ask, once, that another than the first moderator looks again. A guest comes by the link in their mail."""
    against = type(against)._default_manager.select_for_update(no_key=True, of=("self",)).get(pk=against.pk)
    writer_id = against.author_id if isinstance(against, Comment) else against.person_id
    if writer_id != (user.pk if user.is_authenticated else None):
        raise PermissionDenied
    if not can_appeal(against):
        raise NotTaken(AGAIN if hasattr(against, "appeal") else "There is no decision to appeal against.")
    now = timezone.now()
    new = Appeal.objects.create(
        comment=against if isinstance(against, Comment) else None,
        block=against if isinstance(against, Block) else None,
        writer=user if user.is_authenticated else None,
        words=words.strip(),
        created_at=now,
        decide_by=moment_after(now, ONE_WORKING_DAY),
    )
    page = against.thread.page if isinstance(against, Comment) else against.page
    log(actor=user, action="discussion/appealed", target=new, page=page.pk if page else None)
    people = moderators_for(page, besides=[writer_id, new.decider_id])
    tell_to_decide(people=people, kind="discussion/appealed", target=new)
    return new


def can_appeal(against: Comment | Block) -> bool:
    """Against what somebody else decided, while it stands, once."""
    if hasattr(against, "appeal"):
        return False
    if isinstance(against, Block):
        return against.is_in_force()
    by_others = against.decided_by_id is not None and against.decided_by_id != against.author_id
    return by_others and against.state in (Comment.State.REMOVED, Comment.State.REFUSED)
