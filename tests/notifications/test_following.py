"""What somebody follows brings them news of it, and what they mute brings none; the header counts what is unread."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from taggit.models import Tag

from networks.actions import mute
from networks.models import Network
from portal.cms.models import Theme
from portal.notifications.actions import follow, happened, mark_read, tell_at_once, unfollow
from portal.notifications.models import Follow, Happening, Notice
from portal.notifications.providers import personal_data
from portal.notifications.spreading import spread
from portal.privacy.holdings import Holding
from portal.users.models import User
from tests.factories.networks import make_member, make_network
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home) -> Network:
    return make_network(home, kind=Network.Kind.PRIVATE)


@pytest.fixture
def member(network) -> User:
    person = UserFactory()
    make_member(network, person)
    return person


def tell(network: Network, about=None, *, key: str = "1", **given):
    words = {"kind": "discussion/started", "title": f"News {key}", "url": "/networks/", "group": network}
    words |= {"audience": [f"network:{network.pk}"], "about": about or network.page}
    happening = happened(key=key, **{**words, **given})
    spread(happening.pk)
    return happening


def test_a_follower_of_what_it_touches_hears_and_of_something_else_does_not(network, member) -> None:
    theme, other = Theme.objects.get_or_create(name="Debt", slug="debt")[0], UserFactory()
    follow(person=other, thing=theme)
    public = {"audience": ["public"], "group": None, "spread": True}
    assert not tell(network, key="1", **public).notices.exists()
    assert tell(network, key="2", touches=[theme], **public).notices.get().person == other
    unfollow(person=other, label=f"cms.theme:{theme.pk}")
    assert not tell(network, key="3", touches=[theme], **public).notices.exists()


def test_muting_a_network_silences_what_spreads_and_not_what_names_me(network, member) -> None:
    mute(network=network, user=member, muted=True)
    assert not tell(network, key="1", spread=True).notices.exists()
    named = tell(network, key="2", kind="discussion/reply", to=[member]).notices.get()
    assert named.by_name and named.level == "at-once"


def test_a_reply_in_a_muted_network_is_mailed_and_in_a_muted_thread_is_not(network, member) -> None:
    now = timezone.now()
    tell(network, key="1", kind="discussion/reply", to=[member])
    mute(network=network, user=member, muted=True)
    assert tell_at_once(now=now) == 1
    tell(network, key="2", kind="discussion/reply", to=[member])
    follow(person=member, thing=network.page, muted=True)
    assert tell_at_once(now=now + timedelta(days=2)) == 0
    assert not tell(network, key="3", kind="discussion/reply", to=[member]).notices.exists()


def test_whoever_had_a_mail_of_its_own_has_it_in_the_centre_alone(network, member) -> None:
    notice = tell(network, spread=True, mailed=[member.pk]).notices.get()
    assert notice.person == member and notice.settled_at


def test_the_page_of_a_thing_offers_what_it_touches_each_by_its_state(client, home, network, member) -> None:
    page = network.page
    page.topics.add("overseas visitors")
    page.save()
    tag = Tag.objects.get(name="overseas visitors")
    client.force_login(member)
    for label in (f"taggit.tag:{tag.pk}", f"networks.network:{network.pk}"):
        assert "Follow" in client.get("/me/news/follow/", {"about": label}).text
    client.post("/me/news/follow/", {"about": f"taggit.tag:{tag.pk}", "how": "follow"})
    assert "Stop following" in client.get("/me/news/follow/", {"about": f"taggit.tag:{tag.pk}"}).text


@pytest.mark.parametrize(
    "label", ["", "users.user", "users.user:x", "users.user:²", "auth.group:1", "cms.theme:" + "9" * 30]
)
def test_what_cannot_be_followed_is_not_found(client, member, label) -> None:
    client.force_login(member)
    assert client.get("/me/news/follow/", {"about": label}).status_code == 404
    assert client.post("/me/news/follow/", {"about": label, "how": "follow"}).status_code == 404


def test_a_private_network_is_followed_by_nobody_outside(client, home, network) -> None:
    network.kind = Network.Kind.CONFIDENTIAL
    network.save(update_fields=["kind"])
    network.page.save()
    client.force_login(UserFactory())
    label = {"about": f"networks.network:{network.pk}"}
    assert client.get("/me/news/follow/", label).status_code == 404
    assert client.post("/me/news/follow/", {**label, "how": "follow"}).status_code == 404
    assert not Follow.objects.exists()


@pytest.mark.parametrize("number", [2, 20])
def test_the_list_of_what_i_follow_costs_the_same_however_long(
    client, member, network, number, django_assert_max_num_queries
) -> None:
    for count in range(number):
        follow(person=member, thing=UserFactory())
        follow(person=member, thing=Tag.objects.create(name=f"tag {count}"))
    client.force_login(member)
    client.get("/me/news/settings/")
    with django_assert_max_num_queries(18):
        assert client.get("/me/news/settings/").text.count("Stop following") == 2 * number


def test_what_is_out_of_sight_has_no_name_and_can_be_ended(client, network, member) -> None:
    hidden = make_network(network.page.get_parent().specific, title="Hush", slug="hush", kind="confidential")
    hidden.page.write_audience()
    Follow.objects.create(person=member, about=f"networks.network:{hidden.pk}")
    client.force_login(member)
    words = client.get("/me/news/settings/").text
    assert "Hush" not in words and "Something you cannot see any more" in words
    client.post("/me/news/follow/", {"about": f"networks.network:{hidden.pk}", "how": "neither"})
    assert not Follow.objects.exists()


def count(client) -> str:
    words = client.get("/networks/").text
    return words.partition('site-account__count">')[2].partition("<")[0]


def test_the_header_counts_unread_news_on_every_page_at_once(client, network, member) -> None:
    client.force_login(member)
    assert count(client) == ""
    tell(network, key="1", spread=True)
    tell(network, key="2", spread=True)
    assert count(client) == "2"
    mark_read(person=member, notices=Notice.objects.filter(happening__key__endswith=":1"))
    assert count(client) == "1"
    client.post("/me/news/read/")
    assert count(client) == ""


def test_the_count_costs_no_query_of_its_own(client, network, member) -> None:
    tell(network, spread=True)
    client.force_login(member)
    with CaptureQueriesContext(connection) as asked:
        assert count(client) == "1"
    asking = [query["sql"] for query in asked if "notifications_notice" in query["sql"]]
    assert len(asking) == 1 and "users_user" in asking[0]


def test_more_than_ninety_nine_are_ninety_nine_and_more(client, network, member) -> None:
    for number in range(101):
        tell(network, key=str(number), to=[member])
    client.force_login(member)
    assert count(client) == "99+"


def test_what_nobody_may_read_any_more_is_counted_until_all_is_marked_as_read(client, network, member) -> None:
    tell(network, spread=True)
    network.memberships.filter(user=member).delete()
    client.force_login(member)
    assert "News 1" not in client.get("/me/news/").text
    assert count(client) == "1"
    client.post("/me/news/read/")
    assert count(client) == ""


def test_nobody_follows_a_closed_account_and_no_news_names_it(network, member) -> None:
    writer = UserFactory()
    follow(person=member, thing=writer)
    happening = tell(network, touches=[writer, network.page], spread=True)
    holding = next(one for one in personal_data() if isinstance(one, Holding) and one.table is Happening)
    holding.on_close(writer)
    happening.refresh_from_db()
    assert happening.touches == [f"networks.networkpage:{network.page.pk}"] and not Follow.objects.exists()
