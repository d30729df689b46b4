"""Where a discussion may move, and who would read it there."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from wagtail.models import Page

from portal.cms.audience import holding, may_see

from .models import Comment, Thread
from .places import Places


@dataclass(frozen=True)
class Readers:
    """What a move changes: how many people read it then who do not now, and the other way round."""

    gain: int
    lose: int
    becomes_public: bool
    writers_who_lose: list[str]
    names: int

    @property
    def is_wider(self) -> bool:
        """What people said to some is not shown to more under their names."""
        return self.becomes_public or self.gain > 0


def targets(thread: Thread, *, by: AbstractBaseUser) -> list[Page]:
    """The networks that somebody looks after, and for the programme's staff those they see; not where it is."""
    places = Places()
    found = places.known_to(by) if getattr(by, "is_staff", False) else places.looked_after_by(by)
    return [page for page in found if page.pk != thread.page_id and page.live]


def compare(thread: Thread, *, there: list[str], by: AbstractBaseUser) -> Readers:
    """`there`: the tokens of those who would read it."""
    here = thread.tokens()
    now, then = _people(here), _people(there)
    lost = now.exclude(pk__in=then.values("pk"))
    spoke = Q(comments__thread=thread, comments__state=Comment.State.PUBLISHED) | Q(threads=thread)
    writers = lost.filter(spoke).exclude(pk=by.pk).distinct()
    return Readers(
        gain=then.exclude(pk__in=now.values("pk")).count(),
        lose=lost.count(),
        becomes_public=may_see(AnonymousUser(), there) and not may_see(AnonymousUser(), here),
        # Whoever looks after the discussion knows who writes without a name; a list of readers does not tell it again.
        writers_who_lose=sorted(str(person) for person in writers if not _is_unnamed(person, thread)),
        names=named_words(thread, besides=by).values("author").distinct().count(),
    )


def named_words(thread: Thread, *, besides: AbstractBaseUser) -> QuerySet:
    """What members said there under their names. What the programme says, and the mover, is said for everybody."""
    said = thread.comments.filter(author__isnull=False, is_unnamed=False, is_staff_reply=False)
    return said.exclude(author=besides.pk).order_by()


def _people(tokens: list[str]) -> QuerySet:
    return get_user_model()._default_manager.filter(holding(tokens), is_active=True)


def _is_unnamed(person: AbstractBaseUser, thread: Thread) -> bool:
    return thread.comments.filter(author=person.pk, is_unnamed=True).exists()
