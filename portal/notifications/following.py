"""What somebody may follow, and whether they may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from portal.cms.models import BasePage

from .models import Follow
from .querysets import label_of

# What has readers answers `visible_to`; people answer who finds them; words of the portal are everybody's.
PEOPLE = "users.user"
WORDS = {"cms.theme", "taggit.tag", "blog.category"}
LONGEST_KEY = 18  # digits: what a database takes
SORTS = {
    "networks.network": "network",
    "discussion.thread": "discussion",
    "events.eventpage": "meeting",
    "events.series": "series of meetings",
    "blog.postpage": "post",
    "toolbox.entrypage": "tool",
    "users.user": "person",
    "cms.theme": "theme",
    "taggit.tag": "tag",
    "blog.category": "category of posts",
    "blog.blogindexpage": "posts of the programme",
    "toolbox.toolboxindexpage": "tools for every network",
    "events.eventindexpage": "national meetings",
}


def thing_seen_by(user: AbstractBaseUser, label: str) -> models.Model | None:
    """The thing with this label, if it may be followed and this person may see it."""
    return things_seen_by(user, [label]).get(label)


def things_seen_by(user: AbstractBaseUser, labels: Iterable[str]) -> dict[str, models.Model]:
    """Those of them that may be followed and that this person may see. One query for each sort of thing."""
    keys: dict[str, list[int]] = defaultdict(list)
    for label in labels:
        kind, _, key = label.partition(":")
        if kind in SORTS and key.isascii() and key.isdigit() and len(key) < LONGEST_KEY:
            keys[kind].append(int(key))
    found: dict[str, models.Model] = {}
    for kind, its in keys.items():
        things = apps.get_model(kind)._default_manager.all()
        if kind == PEOPLE:
            things = things.listed_for(user)  # type: ignore[attr-defined]
        elif kind not in WORDS:
            things = things.visible_to(user)  # type: ignore[attr-defined]
        found |= {f"{kind}:{thing.pk}": thing for thing in things.filter(pk__in=its)}
    return found


@dataclass(frozen=True)
class Followable:
    """A line of a list: a thing by its label, and what its reader has chosen of it."""

    label: str
    name: str  # empty for what is gone, or out of their sight by now
    mine: Follow | None

    @property
    def sort(self) -> str:
        """ "theme": what it is, as people say it."""
        return SORTS.get(self.label.partition(":")[0], "thing")


def around(user: AbstractBaseUser, thing: models.Model) -> list[Followable]:
    """A thing, and what else leads to news like it: its network, themes, tags, series, writers. What they may see."""
    labels = [label_of(thing)]
    if isinstance(thing, BasePage):
        group = thing.news_group()
        labels += [label_of(one) for one in [*([group] if group else []), *thing.news_touches()]]
    seen = things_seen_by(user, labels)
    mine = {row.about: row for row in Follow.objects.filter(person=user.pk, about__in=labels)}
    order = dict.fromkeys(label for label in labels if label in seen and label != label_of(user))
    return [Followable(label, str(seen[label]), mine.get(label)) for label in order]


def follows_of(user: AbstractBaseUser) -> list[Followable]:
    """All that somebody follows, the last first, and after it what they have muted."""
    rows = Follow.objects.filter(person=user.pk).order_by("muted", "-since")
    seen = things_seen_by(user, [row.about for row in rows])
    return [Followable(row.about, str(seen.get(row.about, "")), row) for row in rows]
