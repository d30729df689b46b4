"""Atom feeds of the blog, a category, a network's posts and a post's comments: what anybody may read."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from networks.models import Network
from portal.cms.audience import PUBLIC
from portal.discussion.models import Comment, Thread
from portal.discussion.text import as_html

from .models import BlogIndexPage, Category, PostPage
from .querysets import PostQuerySet

ENTRIES = 20
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def anybody() -> AnonymousUser:
    """Somebody without an account; made anew each time, since a person's tokens are remembered on the object."""
    return AnonymousUser()


class Feed(Atom1Feed):
    """Atom whose `updated` moves only when an entry does."""

    def add_item(self, title: str, link: str, description: str, **more: Any) -> None:
        """Words without the control characters that XML cannot carry."""
        words: dict[str, Any] = {
            key: NOT_IN_XML.sub("", value) if isinstance(value, str) else value for key, value in more.items()
        }
        super().add_item(NOT_IN_XML.sub("", title), link, NOT_IN_XML.sub("", description), **words)

    def latest_post_date(self) -> datetime:
        dates = [item["updateddate"] for item in self.items if item["updateddate"]]
        return max(dates, default=datetime(2014, 1, 1, tzinfo=UTC))


@require_safe
def blog(request: HttpRequest) -> HttpResponse:
    index = BlogIndexPage.objects.visible_to(anybody()).first()
    if index is None:
        raise Http404
    return _of_posts(request, index.title, index.get_url(request) or "/", PostPage.objects.all())


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    category = get_object_or_404(Category, slug=slug)
    return _of_posts(request, category.name, category.get_absolute_url(), PostPage.objects.in_category(category))


@require_safe
def network(request: HttpRequest, pk: int) -> HttpResponse:
    """Posts of a network that anybody may read; of any other there is no public feed."""
    network = get_object_or_404(Network.objects.readable_by(anybody()).filter(page__live=True), pk=pk)
    posts = PostPage.objects.descendant_of(network.page)
    return _of_posts(request, network.page.title, network.page.get_url(request) or "/", posts)


@require_safe
def comments(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(PostPage.objects.visible_to(anybody()), pk=pk)
    if PUBLIC not in post.audience():
        raise Http404
    thread = Thread.objects.visible_to(anybody()).filter(page=post, kind=Thread.Kind.COMMENTS)
    said = Comment.objects.published().filter(thread__in=thread).with_people().order_by("-created_at", "-pk")
    feed = _feed(request, f"Comments on {post.title}", f"{post.get_url(request)}#comments")
    for comment in said[:ENTRIES]:
        feed.add_item(
            title=f"{comment.writer} on {post.title}",
            link=_absolute(comment.get_absolute_url()),
            description=as_html(comment.body),
            author_name=comment.writer,
            pubdate=comment.created_at,
            updateddate=comment.edited_at or comment.decided_at or comment.created_at,
            unique_id=uuid.uuid5(post.translation_key, f"comment:{comment.pk}").urn,
        )
    return _answer(feed)


def _of_posts(request: HttpRequest, title: str, address: str, posts: PostQuerySet) -> HttpResponse:
    feed = _feed(request, title, address)
    for post in posts.visible_to(anybody()).for_cards().prefetch_related("categories")[:ENTRIES]:
        posted = _moment(post)
        feed.add_item(
            title=post.title,
            link=_absolute(post.get_url(request) or "/"),
            description=post.summary,
            author_name=post.byline or settings.PORTAL_NAME,
            categories=_words(post),
            pubdate=posted,
            updateddate=max(posted, post.last_published_at or posted),
            unique_id=post.translation_key.urn,
        )
    return _answer(feed)


def _feed(request: HttpRequest, title: str, address: str) -> Feed:
    return Feed(
        title=f"{title} - {settings.PORTAL_NAME}",
        link=_absolute(address),
        description="",
        language="en-gb",
        author_name=settings.PORTAL_NAME,
        feed_url=_absolute(request.path),
        feed_guid=_absolute(request.path),
    )


def _words(post: PostPage) -> Iterable[str]:
    return [category.name for category in post.categories.all()]


def _moment(post: PostPage) -> datetime:
    if post.posted_on is None:
        return post.first_published_at or post.latest_revision_created_at or timezone.now()
    return timezone.make_aware(datetime.combine(post.posted_on, time(9)))


def _absolute(address: str) -> str:
    return address if "://" in address else settings.PORTAL_URL.rstrip("/") + address


def _answer(feed: Feed) -> HttpResponse:
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
