"""Who gains and who loses sight when a network becomes another kind: by group, by number, and of how much."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from portal.discussion.models import Thread

from .kinds import KINDS
from .models import Network

NOTHING, TEASER, FRONT, ALL = range(4)
WORDS = {
    NOTHING: "Nothing, not even that it exists",
    TEASER: "Its name and its summary",
    FRONT: "Its page, not what is inside",
    ALL: "All that is inside",
}
# What the public, and people with an account who are not members, see of each kind. Members see all of every kind.
PUBLIC = {"open": ALL, "restricted": FRONT, "private": TEASER, "confidential": NOTHING}
ACCOUNTS = {"open": ALL, "restricted": ALL, "private": TEASER, "confidential": NOTHING}


@dataclass(frozen=True)
class Group:
    """One group of people, and what they see before and after."""

    name: str
    size: int | None
    before: int
    after: int

    @property
    def sees_now(self) -> str:
        return WORDS[self.before]

    @property
    def sees_then(self) -> str:
        return WORDS[self.after]

    @property
    def effect(self) -> str:
        if self.before == self.after:
            return "No change"
        return "Gain sight" if self.after > self.before else "Lose sight"

    @property
    def colour(self) -> str:
        return {"No change": "grey", "Gain sight": "yellow", "Lose sight": "orange"}[self.effect]


@dataclass(frozen=True)
class Thing:
    """So many of one sort of thing inside."""

    number: int
    name: str

    def __str__(self) -> str:
        return f"{self.number} {self.name}{'' if self.number == 1 else 's'}"


class ChangeOfSight:
    """What becoming a kind would change, asked before it is confirmed. A fixed number of queries."""

    def __init__(self, network: Network, kind: str) -> None:
        self.network, self.kind = network, kind
        now, then = network.kind, kind
        people = get_user_model()._default_manager.filter(is_active=True)
        members = network.memberships.active().count()
        others = people.count() - members
        self.groups = [
            Group("The public", None, PUBLIC[now], PUBLIC[then]),
            Group("People with an account who are not members", others, ACCOUNTS[now], ACCOUNTS[then]),
            Group("Members", members, ALL, ALL),
        ]
        self.waiting = network.requests.waiting().count()

    @property
    def wider(self) -> bool:
        return KINDS[self.kind].rank < self.network.words.rank

    @property
    def discussions_follow(self) -> bool:
        """Whether the readers of the network read its discussions too."""
        return self.network.discussions_open

    @property
    def staff_lose_it(self) -> bool:
        """The programme's staff run every network but a confidential one."""
        return self.kind == Network.Kind.CONFIDENTIAL

    @property
    def staff_gain_it(self) -> bool:
        return self.network.kind == Network.Kind.CONFIDENTIAL

    def things(self) -> list[Thing]:
        """What is inside, sort by sort: pages, discussions, files. What stands in a sub-group follows its own kind."""
        page, collections = self.network.page, self.network.collections()
        inside = self.network.own_pages().live().exclude(pk=page.pk)
        sorts = dict(inside.order_by().values_list("content_type").annotate(number=Count("pk")))
        models = {key: sort.model_class() for key, sort in ContentType.objects.in_bulk(sorts).items()}
        found = [Thing(number, getattr(models[key], "called", "page")) for key, number in sorts.items()]
        found.append(Thing(Thread.objects.titled().filter(page=page.pk).count(), "discussion"))
        for model, name in ((get_document_model(), "file"), (get_image_model(), "picture")):
            found.append(Thing(model._default_manager.filter(collection__in=collections).count(), name))
        return [thing for thing in found if thing.number]
