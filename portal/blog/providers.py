"""What the blog answers when a lower app asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse

from networks.models import Network
from networks.starting import Draft
from portal.notifications.kinds import NewsKind
from portal.privacy.holdings import Exempt, Holding
from portal.users.charges import Private

from .actions import draft_welcome
from .models import Byline
from .news import POSTED


def news() -> list[NewsKind]:
    return [NewsKind(key=POSTED, topic="posts", name="New posts in the blog")]


def personal_data() -> list[Holding | Exempt]:
    return [
        Holding(
            name="Posts that carry your name",
            table=Byline,
            person=["user"],
            show=byline,
            becomes="The posts stay, with the name and job title they were published under.",
            related=["post"],
        ),
        Exempt(table="blog.PostPage", fields=["contact"], because="a shared mailbox for readers, shown in public"),
    ]


def byline(row: Byline) -> dict[str, Any]:
    return {
        "post": row.post.title,
        "posted on": row.post.posted_on,
        "name": row.name,
        "job title": row.job_title,
        "on behalf of": row.on_behalf_of,
    }


def hand_over() -> list[Private]:
    return [Private(tables=["blog.Byline"], because="Posts keep the name of who wrote them.")]


def network_started(
    network: Network, *, convenor: AbstractBaseUser, actor: AbstractBaseUser, starts_at: datetime
) -> Iterator[Draft]:
    """The welcome of a new network, as a draft."""
    post = draft_welcome(network=network, convenor=convenor, actor=actor)
    yield Draft("A welcome post", reverse("wagtailadmin_pages:edit", args=[post.pk]))
