"""Feeds: what anybody may read, in Atom that a reader takes."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import feedparser
import pytest

from portal.discussion.models import Comment
from tests.factories.blog import make_post
from tests.factories.discussion import say
from tests.factories.networks import make_member, make_network
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def feed(client, address: str):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


def test_the_blogs_feed_holds_its_posts_with_whole_addresses_and_lasting_ids(client, post):
    before = feed(client, "/blog/feed/").entries[0]
    assert before.title == post.title
    assert before.link.startswith("http")
    assert UUID(before.id) == post.translation_key
    assert before.author == "Jo Writer"
    assert before.tags[0].term == "Networks"
    assert before.published.startswith("2014-02-19")
    post.slug = "another-address"
    post.save()
    assert feed(client, "/blog/feed/").entries[0].id == before.id


def test_a_feeds_update_is_its_newest_entrys(client, post):
    parsed = feed(client, "/blog/feed/")
    assert parsed.feed.updated == parsed.entries[0].updated
    post.save_revision().publish()
    parsed = feed(client, "/blog/feed/")
    assert not parsed.feed.updated.startswith("2014")


def test_a_feed_of_nothing_is_still_a_feed(client, blog):
    first, second = (client.get("/blog/feed/").content for _ in range(2))
    assert not feedparser.parse(first).entries
    assert first == second


def test_a_category_has_a_feed_of_its_own(client, post, blog):
    make_post(blog, title="Elsewhere", posted_on=date(2014, 3, 1), categories=("Debt",))
    assert [entry.title for entry in feed(client, "/blog/category/networks/feed/").entries] == [post.title]
    assert client.get("/blog/category/none/feed/").status_code == 404


def test_a_posts_comments_feed_holds_what_is_published(client, post):
    said = say(post, "Hello <b>all</b>\x0b & https://a.example")
    Comment.objects.create(thread=said.thread, body="Held", guest_name="G", state=Comment.State.HELD)
    entries = feed(client, f"/blog/posts/{post.pk}/comments/feed/").entries
    assert len(entries) == 1
    assert "Hello" in entries[0].summary
    assert entries[0].link.endswith(f"/discussion/comments/{said.pk}/")


def test_what_is_not_for_everybody_is_in_no_feed(client, home, blog):
    network = make_network(home, kind="private")
    member = UserFactory()
    make_member(network, member)
    inside = make_post(network.page, title="Inside only", posted_on=date(2014, 2, 1), categories=("Secret",))
    say(inside, "Among us", user=member)
    client.force_login(member)
    assert client.get(f"/blog/posts/{inside.pk}/comments/feed/").status_code == 404
    assert client.get(f"/blog/network/{network.pk}/feed/").status_code == 404
    for address in ("/blog/feed/", "/blog/category/secret/feed/"):
        assert not feed(client, address).entries


def test_an_open_network_has_a_feed_of_its_posts(client, home, blog, post):
    network = make_network(home, kind="open")
    make_post(network.page, title="From London", posted_on=date(2014, 2, 1))
    assert [entry.title for entry in feed(client, f"/blog/network/{network.pk}/feed/").entries] == ["From London"]


def test_pages_name_their_feeds(client, post, blog):
    assert 'href="/blog/feed/"' in client.get(blog.url).content.decode()
    page = client.get(post.url).content.decode()
    assert f'href="/blog/posts/{post.pk}/comments/feed/"' in page
