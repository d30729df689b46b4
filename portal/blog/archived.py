"""What the blog puts into the archive of a network: its posts."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser

from networks.models import Network
from portal.files.bundle import Chapter, Row, plain_html

from .models import PostPage


def chapters(network: Network, user: AbstractBaseUser) -> Iterator[Chapter]:
    posts = PostPage.objects.visible_to(user).filter(pk__in=network.own_pages()).order_by("posted_on", "pk")
    rows = (
        Row(
            [post.title, post.posted_on, ", ".join(byline.name for byline in post.bylines.all())],
            page=plain_html(str(post.body)) or "Nothing is written.",
        )
        for post in posts.iterator(100)
    )
    yield Chapter("posts", "Posts", ["Title", "Posted on", "By"], rows)
