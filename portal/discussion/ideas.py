"""Which ideas somebody reads, and which wait for their word."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from .models import Idea, Thread
from .places import Places
from .querysets import IdeaQuerySet

WHERE = "thread__page__path"


class IdeaListing:
    """The ideas of a network, or of all that somebody may read, by what became of them."""

    def __init__(
        self, *, user: AbstractBaseUser | AnonymousUser, asked: dict[str, Any], page: Page | None = None
    ) -> None:
        self.user, self.asked, self.page = user, asked, page

    @property
    def state(self) -> str:
        return self.asked.get("state", "")

    @property
    def is_filtered(self) -> bool:
        return bool(self.asked)

    @property
    def choices(self) -> list[dict[str, Any]]:
        """The ways to look at the list, each with its address."""
        ways = [("", "All"), *Idea.State.choices]
        kept = {"kind": kind} if (kind := self.asked.get("kind")) else {}
        return [
            {"name": name, "is_current": key == self.state, "href": f"?{urlencode(kept | {'state': key})}"}
            for key, name in ways
        ]

    @property
    def rows(self) -> IdeaQuerySet:
        found = Idea.objects.visible_to(self.user).filter(thread__merged_into=None).filter(**self.asked)
        if self.page is not None:
            found = found.filter(Places().within([self.page], WHERE))
        return found.for_list().order_by("-changed_at", "-pk")


def waiting_for(user: AbstractBaseUser) -> IdeaQuerySet:
    """Open ideas that this person owns; and of those without an owner, those of the places they look after.

    What stands in no network is the programme's staff's; and so is what nobody in a network took on in time.
    """
    places = Places()
    mine = places.within(places.looked_after_by(user), WHERE)
    if getattr(user, "is_staff", False):
        theirs = outside(places) | Q(due__lt=timezone.localdate())
        mine |= Q(thread__in=Thread.objects.visible_to(user)) & theirs
    return Idea.objects.open().filter(Q(owner=user.pk) | (Q(owner=None) & mine)).for_list()


def outside(places: Places) -> Q:
    """Of ideas: those that stand in no network."""
    found = Q()
    for place in places.all:
        found &= ~Q(**{f"{WHERE}__startswith": place.path})
    return found


def owners_of(thread: Thread, *, by: AbstractBaseUser) -> list[AbstractBaseUser]:
    """Who may take an idea on: whoever looks after its page; the staff, where nobody is named; and whoever decides."""
    people = list(thread.page.specific.moderators())
    people = people or list(get_user_model()._default_manager.filter(is_staff=True, is_active=True))
    return people if any(person.pk == by.pk for person in people) else [by, *people]


def became_of(user: AbstractBaseUser | AnonymousUser, *, page: Page | None = None, limit: int = 5) -> list[Idea]:
    """What was adopted or declined lately: of ideas from one page, or of the national ones."""
    here = Q(thread__page=page) if page is not None else outside(Places())
    return list(Idea.objects.visible_to(user).decided().filter(here).for_list()[:limit])
