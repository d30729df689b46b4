"""What somebody may follow, and whether they may see it."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

# What has readers answers `visible_to`; people answer who finds them; words of the portal are everybody's.
WITH_READERS = {"networks.network", "events.eventpage", "discussion.thread"}
PEOPLE = "users.user"
WORDS = {"cms.theme", "taggit.tag"}


def thing_seen_by(user: AbstractBaseUser, label: str) -> models.Model | None:
    """The thing with this label, if it may be followed and this person may see it."""
    kind, _, key = label.partition(":")
    if kind not in WITH_READERS | WORDS | {PEOPLE} or not key.isdigit():
        return None
    things = apps.get_model(kind)._default_manager.all()
    if kind in WITH_READERS:
        things = things.visible_to(user)  # type: ignore[attr-defined]
    elif kind == PEOPLE:
        things = things.listed_for(user)  # type: ignore[attr-defined]
    return things.filter(pk=int(key)).first()
