"""News reach those who follow or belong, the way each chose: at once, in a digest, or in the portal alone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from networks.models import Network
from portal.cms.audience import forget_tokens, holding, tokens_of
from portal.notifications.actions import (
    follow,
    happened,
    mark_read,
    prefer,
    send_digests,
    set_rhythm,
    tell_at_once,
)
from portal.notifications.models import Digest, Happening, Mail, Notice
from portal.notifications.providers import spread_news
from portal.notifications.spreading import spread
from portal.users.models import User
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def network(home) -> Network:
    return make_network(home, kind=Network.Kind.PRIVATE)


@pytest.fixture
def member(network) -> User:
    person = UserFactory()
    make_member(network, person)
    return person


def tell(network: Network, *, key: str = "1", kind: str = "discussion/started", spreads: bool = True, **given):
    """Something happens in the network; its followers and members have their notices."""
    words = {"title": f"News {key}", "url": "/networks/", "audience": [f"network:{network.pk}"], "group": network}
    happening = happened(kind=kind, about=network, key=key, spread=spreads, **{**words, **given})
    spread(happening.pk)
    return happening


def later(days: int = 8) -> datetime:
    return timezone.now() + timedelta(days=days)


def noon() -> datetime:
    return datetime.combine(timezone.localdate(), time(12), LONDON)


@pytest.mark.parametrize("kind", Network.Kind.values)
@pytest.mark.parametrize("discussions_open", [True, False])
def test_whoever_holds_a_token_is_found_by_it(home, kind, discussions_open) -> None:
    network = make_network(home, kind=kind)
    network.discussions_open = discussions_open
    network.save(update_fields=["discussions_open"])
    people = [UserFactory(), UserFactory(admitted_at=None), UserFactory(is_active=False), StaffFactory()]
    for number in range(3):
        people.append(UserFactory(is_active=number < 2))
        make_member(network, people[-1])
    people.append(UserFactory())
    make_convenor(network, people[-1])
    words = ["network", "talk", "members", "convenors"]
    tokens = ["public", "signed-in", "staff", f"user:{people[0].pk}", *[f"{word}:{network.pk}" for word in words]]
    for token in tokens:
        found = set(User.objects.filter(holding([token])))
        assert found == {one for one in User.objects.all() if token in tokens_of(one)}, token


def test_members_hear_once_and_whoever_did_it_does_not(network, member) -> None:
    author, stranger = UserFactory(), UserFactory()
    make_member(network, author)
    happening = tell(network, by=author)
    tell(network, by=author)
    assert [notice.person for notice in happening.notices.all()] == [member]
    assert not Notice.objects.filter(person=stranger).exists()


def test_a_follower_who_may_not_see_it_hears_nothing(network) -> None:
    follower = UserFactory()
    follow(person=follower, thing=network)
    assert not tell(network).notices.exists()


def test_whoever_muted_the_network_hears_nothing(network, member) -> None:
    follow(person=member, thing=network, muted=True)
    assert not tell(network, to=[member]).notices.exists()


def test_news_whose_hint_was_lost_is_spread_by_the_sweep(network, member) -> None:
    happening = tell(network)
    Notice.objects.all().delete()
    Happening.objects.update(spread_at=None, at=timezone.now() - timedelta(hours=1))
    assert spread_news(timezone.now()) == 1
    assert happening.notices.get().person == member


def test_a_choice_for_the_network_goes_before_one_for_everywhere(network, member) -> None:
    assert tell(network, key="usual").notices.get().level == "digest"
    prefer(person=member, topic="threads", level="off")
    off = tell(network, key="off").notices.get()
    assert (off.level, off.settled_at is None) == ("off", False)
    prefer(person=member, topic="threads", level="at-once", group=f"networks.network:{network.pk}")
    assert tell(network, key="at once").notices.get().level == "at-once"


def test_the_second_of_a_day_about_one_thread_goes_to_the_digest(network, member) -> None:
    now = noon()
    tell(network, key="1", kind="discussion/reply", spreads=False, to=[member])
    assert tell_at_once(now=now) == 1
    tell(network, key="2", kind="discussion/reply", spreads=False, to=[member])
    assert tell_at_once(now=now + timedelta(hours=1)) == 0
    mail = Mail.objects.get()
    assert mail.to == member.email and mail.headers["List-Unsubscribe-Post"]
    assert list(Notice.objects.waiting().values_list("level", flat=True)) == ["digest"]
    assert send_digests(now=later()) == 1
    assert "News 2" in Mail.objects.get(kind="notifications/digest").text
    assert "News 1" not in Mail.objects.get(kind="notifications/digest").text


def test_what_was_read_or_is_out_of_sight_is_not_mailed(network, member) -> None:
    other = UserFactory()
    membership = make_member(network, other)
    tell(network, kind="discussion/announced")
    mark_read(person=member, notices=Notice.objects.all())
    membership.delete()
    assert tell_at_once(now=noon()) == 0
    assert not Mail.objects.exists() and not Notice.objects.waiting().exists()


def test_quiet_hours_delay_a_mail_to_their_end(network, member) -> None:
    set_rhythm(person=member, digests="weekly", quiet_from=time(18), quiet_until=time(8))
    tell(network, kind="discussion/announced")
    day = timezone.localdate()
    assert tell_at_once(now=datetime.combine(day, time(19), LONDON)) == 0
    assert tell_at_once(now=datetime.combine(day, time(7, 59), LONDON)) == 0
    assert tell_at_once(now=datetime.combine(day, time(8), LONDON)) == 1


def test_a_digest_comes_once_and_nothing_new_makes_none(network, member) -> None:
    tell(network)
    assert send_digests(now=timezone.now() - timedelta(minutes=1)) == 0
    assert send_digests(now=later()) == 1
    assert send_digests(now=later()) == 0
    assert send_digests(now=later(30)) == 0
    digest = Digest.objects.get()
    assert digest.mail.to == member.email
    local = timezone.localtime(digest.due_at)
    assert (local.weekday(), local.hour, local.minute) == (1, 8, 0)


def test_no_digest_for_whoever_wants_none_or_may_see_it_no_more(network, member) -> None:
    gone = UserFactory()
    membership = make_member(network, gone)
    set_rhythm(person=member, digests="never")
    tell(network)
    membership.delete()
    forget_tokens(gone)
    assert send_digests(now=later()) == 0
    assert not Notice.objects.waiting().exists() and not Mail.objects.exists()


def test_the_link_in_a_mail_ends_its_topic_with_one_press_and_nothing_by_looking(client, network, member) -> None:
    tell(network, kind="discussion/announced")
    tell_at_once(now=noon())
    stop = Mail.objects.get().headers["List-Unsubscribe"].strip("<>")
    stop = stop[stop.index("/me/") :]
    assert client.get(stop).status_code == 200
    assert not member.news_preferences.exists()
    assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert member.news_preferences.get().level == "off"
    assert client.get(stop[:-3] + "/").status_code == 404


def test_opening_news_reads_it_and_nobody_elses_opens(client, network, member) -> None:
    notice = tell(network).notices.get()
    client.force_login(UserFactory())
    assert client.post(f"/me/news/{notice.pk}/open/").status_code == 404
    client.force_login(member)
    assert "News 1" in client.get("/me/news/").content.decode()
    assert client.post(f"/me/news/{notice.pk}/open/").url == "/networks/"
    notice.refresh_from_db()
    assert notice.read_at


def test_looking_at_news_marks_nothing_and_says_what_one_can_no_longer_see(client, network, member) -> None:
    notice = tell(network).notices.get()
    network.memberships.filter(user=member).delete()
    forget_tokens(member)
    client.force_login(member)
    page = client.get("/me/news/").content.decode()
    assert "News 1" not in page
    assert "1 unread is about something you can no longer see." in page
    notice.refresh_from_db()
    assert notice.read_at is None
    client.post("/me/news/read/")
    assert "can no longer see" not in client.get("/me/news/").content.decode()


def test_choices_are_saved_and_half_of_quiet_hours_is_asked_again(client, network, member) -> None:
    client.force_login(member)
    assert client.get("/me/news/settings/").status_code == 200
    answer = client.post("/me/news/settings/", {"digests": "daily", "quiet_from": "18:00", "threads-1": "off"})
    assert answer.status_code == 422
    answer = client.post("/me/news/settings/", {"digests": "daily", "threads-1": "off"})
    assert answer.status_code == 302
    chosen = member.news_preferences.get()
    assert (chosen.topic, chosen.group, chosen.level) == ("threads", f"networks.network:{network.pk}", "off")
    assert member.news_rhythm.digests == "daily"


def test_a_network_is_followed_only_by_those_who_may_see_it(client, home) -> None:
    hidden = make_network(home, title="Hidden")
    hidden.page.unpublish()
    shown = make_network(home, title="Shown")
    person = UserFactory()
    client.force_login(person)
    about = f"networks.network:{hidden.pk}"
    assert client.post("/me/news/follow/", {"about": about, "how": "follow"}).status_code == 404
    about = f"networks.network:{shown.pk}"
    assert client.post("/me/news/follow/", {"about": about, "how": "follow", "next": "https://x.example/"}).url == (
        "/me/news/settings/"
    )
    assert person.follows.get().about == about
    client.post("/me/news/follow/", {"about": about, "how": "neither"})
    assert not person.follows.exists()
