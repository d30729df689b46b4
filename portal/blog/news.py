"""What people hear of posts: that a new one is out, once."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from portal.notifications.actions import tell_of_page

from .models import PostPage

POSTED = "blog/posted"
STILL_NEW = timedelta(days=14)  # a post that is dated earlier was published elsewhere, and is history


def tell(post: PostPage, *, by: AbstractBaseUser | None = None) -> None:
    """Publishing it again tells nobody: a change of a post is no news."""
    if not post.live or post.posted_on is None or post.posted_on < timezone.localdate() - STILL_NEW:
        return
    names = post.byline
    tell_of_page(
        kind=POSTED,
        page=post,
        title=f"New post: {post.title}",
        excerpt=f"{post.summary} By {names}." if names and post.summary else post.summary,
        key=str(post.pk),
        by=by,
    )
