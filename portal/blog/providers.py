"""What the blog answers when a lower app asks."""

from __future__ import annotations

from typing import Any

from portal.privacy.holdings import Exempt, Holding
from portal.users.charges import Private

from .models import Byline


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
