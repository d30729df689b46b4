"""Move a discussion to another network, with all that belongs to it."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Page

from portal.cms.audience import may_see
from portal.discussion import clock, news
from portal.discussion.models import Mention, Thread, Turn
from portal.discussion.moving import Readers, compare, named_words, targets
from portal.discussion.naming import role_and_region
from portal.discussion.places import audience_for
from portal.discussion.telling import find_thread, tell_moved

from .steering import locked_thread, note, wait_anew


def readers_after(*, thread: Thread, to: Page, by: AbstractBaseUser) -> Readers:
    """Who would gain and who would lose sight of it."""
    return compare(thread, there=Thread(page=to, audience=audience_for(to.specific)).tokens(), by=by)


@transaction.atomic
def move(*, thread: Thread, to: Page, by: AbstractBaseUser, reason: str) -> Thread:
    """To another network that its mover looks after. Everything that hangs on it goes along.

    Where more people could read it than now, the names of those who wrote stay behind: they said it to fewer.
    """
    thread = locked_thread(thread, by)
    if to.pk not in {page.pk for page in targets(thread, by=by)}:
        raise PermissionDenied
    readers, came_from = readers_after(thread=thread, to=to, by=by), thread.page_id
    if readers.is_wider:
        _leave_names_behind(thread, by)
    thread.page, thread.audience, thread.is_pinned = to, audience_for(to.specific), False  # type: ignore[assignment]
    if thread.specialist and not may_see(thread.specialist, thread.tokens()):
        wait_anew(thread)
    columns = ["page", "audience", "is_pinned", "is_unnamed", "unnamed_as", *clock.OF_THREAD]
    thread.save(update_fields=columns)
    _forget_those_who_cannot_read(thread)
    note(thread, Turn.What.MOVED, by=by, reason=reason, came_from=came_from, wider=readers.is_wider)
    find_thread(thread)
    news.move(thread, without_names=readers.is_wider)
    tell_moved(thread, by=by, reason=reason)
    return thread


def _leave_names_behind(thread: Thread, by: AbstractBaseUser) -> None:
    said = named_words(thread, besides=by)
    for person in get_user_model()._default_manager.filter(pk__in=said.values("author")):
        said.filter(author=person.pk).update(is_unnamed=True, unnamed_as=role_and_region(person))
    starter = thread.created_by
    if starter is not None and starter.pk != by.pk and not thread.is_unnamed and not starter.is_staff:
        thread.is_unnamed, thread.unnamed_as = True, role_and_region(starter)


def _forget_those_who_cannot_read(thread: Thread) -> None:
    tokens = thread.tokens()
    called = Mention.objects.filter(comment__thread=thread).select_related("person")
    Mention.objects.filter(pk__in=[row.pk for row in called if not may_see(row.person, tokens)]).delete()
