"""Posts to test with."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify
from wagtail.models import Page

from portal.blog.models import BlogIndexPage, Byline, Category, PostPage
from portal.home.models import HomePage


def make_blog(home: HomePage) -> BlogIndexPage:
    return BlogIndexPage.objects.first() or home.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))


def make_post(
    parent: Page,
    *,
    title: str = "A first meeting",
    by: tuple[str, ...] = (),
    categories: tuple[str, ...] = (),
    **fields: Any,
) -> PostPage:
    """A live post; give it "Name, title" bylines and category names."""
    post = PostPage(title=title, **fields)
    post.bylines = [Byline(name=name) for name in by]
    parent.refresh_from_db()
    post = parent.add_child(instance=post)
    if categories:
        post.categories = [Category.objects.get_or_create(name=n, slug=slugify(n))[0] for n in categories]
        post.save()
    return post
