"""A new post is news, once, for those who belong where it stands or follow what it touches."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from taggit.models import Tag

from networks.models import Network
from portal.blog.models import Byline, Category, PostPage
from portal.cms.models import Pause, Theme
from portal.cms.pauses import PublicationPausedError
from portal.notifications.actions import follow
from portal.notifications.models import Happening, Notice
from portal.notifications.quiet import quietly
from tests.factories.blog import make_post
from tests.factories.networks import make_member, make_network
from tests.factories.news import heard_by
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

TITLE = "New post: A first meeting"


def publish(parent, **fields) -> PostPage:
    """As an editor does: a draft, then its revision."""
    post = make_post(parent, live=False, **fields)
    post.save_revision(user=UserFactory()).publish()
    return PostPage.objects.get(pk=post.pk)


@pytest.fixture
def reader():
    return UserFactory()


def things(post: PostPage) -> dict:
    return {
        "category": Category.objects.get(),
        "theme": Theme.objects.get(slug="debt-recovery"),
        "tag": Tag.objects.get(name="overseas"),
        "writer": post.bylines.get().user,
        "the programme": post.get_parent().specific,
    }


@pytest.mark.parametrize("what", ["category", "theme", "tag", "writer", "the programme"])
def test_whoever_follows_what_a_post_touches_hears_of_it_once(blog, reader, what) -> None:
    post = make_post(blog, live=False, categories=("Networks",))
    post.bylines = [Byline(name="Ann One", user=UserFactory())]
    post.themes = [Theme.objects.get_or_create(name="Debt recovery", slug="debt-recovery")[0]]
    post.topics.add("overseas")
    post.save()
    follow(person=reader, thing=things(post)[what])
    for _ in range(2):
        post.save_revision().publish()
    assert heard_by(reader) == [TITLE]
    assert heard_by(UserFactory()) == []


def test_members_hear_of_a_post_of_their_network_and_nobody_else_does(home, reader) -> None:
    network = make_network(home, kind=Network.Kind.PRIVATE)
    make_member(network, reader)
    outsider = UserFactory()
    post = publish(network.page)
    follow(person=outsider, thing=post)
    assert heard_by(reader) == [TITLE] and heard_by(outsider) == []


def test_an_old_post_a_draft_and_what_is_filled_in_quietly_are_no_news(blog, reader) -> None:
    follow(person=reader, thing=blog)
    make_post(blog, title="Draft", live=False).save_revision()
    publish(blog, title="Old", posted_on=timezone.localdate() - timedelta(days=30))
    publish(blog, title="Undated", posted_on=None)
    with quietly():
        quiet = publish(blog, title="Brought in")
    quiet.save_revision().publish()
    assert heard_by(reader) == []


def test_a_post_that_waits_in_a_pause_is_news_when_it_is_over(blog, reader) -> None:
    follow(person=reader, thing=blog)
    now = timezone.now()
    pause = Pause.objects.create(starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1), reason="Election")
    post = make_post(blog, live=False)
    with pytest.raises(PublicationPausedError):
        post.save_revision().publish()
    assert heard_by(reader) == []
    pause.delete()
    PostPage.objects.get().save_revision().publish()
    assert heard_by(reader) == [TITLE]


def test_nobody_is_led_to_a_post_that_was_taken_down_until_it_is_back(client, blog, reader) -> None:
    follow(person=reader, thing=blog)
    post = publish(blog)
    assert heard_by(reader) == [TITLE]
    post.unpublish()
    assert Happening.objects.get().audience == []
    post.refresh_from_db()
    post.save_revision().publish()
    assert Happening.objects.get().audience == ["public"]
    client.force_login(reader)
    assert TITLE in client.get("/me/news/").text
    assert Notice.objects.count() == 1


def test_news_of_a_post_that_moves_into_a_network_is_for_those_who_see_it_there(home, blog, reader) -> None:
    network = make_network(home, kind=Network.Kind.PRIVATE)
    follow(person=reader, thing=blog)
    post = publish(blog)
    post.move(network.page, pos="last-child")
    happening = Happening.objects.get()
    assert happening.audience == [f"network:{network.pk}"]
    assert happening.url.startswith("/networks/") and heard_by(reader) == []
