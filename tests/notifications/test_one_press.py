"""Every mail that people may not want ends with one press in a mail program (RFC 8058), and never by looking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from networks import actions as networks
from networks.models import Network
from networks.providers import broadcasts_due
from portal.discussion import actions as discussion
from portal.discussion import moderation
from portal.discussion.models import Comment
from portal.notifications.actions import happened, prefer, send_digests, tell_at_once
from portal.notifications.models import Follow, Mail, Preference, Rhythm
from portal.notifications.models.news import Level
from portal.notifications.spreading import spread
from portal.users.models import User
from tests.factories.blog import make_blog, make_post
from tests.factories.discussion import make_guest
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

NOON = datetime.combine(timezone.localdate(), time(12), ZoneInfo("Europe/London"))


@dataclass(frozen=True)
class Sent:
    mail: Mail
    has_ended: Callable[[], bool]

    @property
    def address(self) -> str:
        """Where the program presses, as a path: one address on our own site, in the mail's text too."""
        header = self.mail.headers["List-Unsubscribe"]
        assert header.startswith(f"<{settings.PORTAL_URL}/")
        assert header.endswith(">")
        assert header[1:-1] in self.mail.text
        return header[1:-1].removeprefix(settings.PORTAL_URL)


@pytest.fixture
def network(home) -> Network:
    return make_network(home)


@pytest.fixture
def member(network) -> User:
    return make_member(network, UserFactory()).user


def tell(network: Network, kind: str, **given) -> None:
    words = {"title": "News", "url": "/networks/", "audience": [f"network:{network.pk}"], "group": network}
    spread(happened(kind=kind, about=network, key=kind, spread=True, **words, **given).pk)


def a_word_at_once(home, network, member) -> Sent:
    tell(network, "discussion/announced")
    tell_at_once(now=NOON)
    return Sent(Mail.objects.get(to=member.email), lambda: member.news_preferences.filter(level=Level.OFF).exists())


def a_digest(home, network, member) -> Sent:
    tell(network, "discussion/started")
    send_digests(now=timezone.now() + timedelta(days=8))
    never = Rhythm.objects.filter(person=member, digests=Rhythm.Digests.NEVER)
    return Sent(Mail.objects.get(to=member.email), never.exists)


def a_broadcast(home, network, member) -> Sent:
    convenor = make_convenor(network, UserFactory()).user
    networks.write_broadcast(network=network, actor=convenor, subject="Hello", text="All", to="all")
    broadcasts_due(timezone.now() + timedelta(minutes=11))
    return Sent(Mail.objects.get(to=member.email), Follow.objects.filter(person=member, muted=True).exists)


def a_reply_to_a_guest(home, network, member) -> Sent:
    post = make_post(make_blog(home))
    first = discussion.comment(page=post, user=AnonymousUser(), guest=make_guest(), body="Hello", wants_replies=True)
    moderation.approve(comment=first, by=StaffFactory())
    first.refresh_from_db()
    discussion.comment(page=post, user=StaffFactory(), parent=first, body="Welcome")
    ended = Comment.objects.filter(pk=first.pk, wants_replies=False)
    return Sent(Mail.objects.get(kind="discussion/guest_reply"), ended.exists)


@pytest.fixture(params=[a_word_at_once, a_digest, a_broadcast, a_reply_to_a_guest])
def sent(request, home, network, member) -> Sent:
    return request.param(home, network, member)


def test_a_mail_program_ends_it_with_one_press_and_no_cookie_and_a_look_ends_nothing(sent) -> None:
    assert sent.mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    program = Client(enforce_csrf_checks=True)
    assert program.get(sent.address).status_code == program.head(sent.address).status_code == 200
    assert not sent.has_ended()
    answer = Client(enforce_csrf_checks=True).post(sent.address, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, dict(answer.cookies)) == (200, {}), "no redirect, no session"
    assert "no-store" in answer["Cache-Control"]
    assert sent.has_ended()


def test_pressing_again_and_again_is_slowed_down(sent) -> None:
    program = Client()
    assert {program.post(sent.address).status_code for _ in range(10)} == {200}
    assert program.post(sent.address).status_code == 429
    assert program.get(sent.address).status_code == 200, "looking costs nothing"


def test_whoever_guesses_links_is_slowed_down_and_a_good_link_still_works(sent) -> None:
    token = max(sent.address.split("/"), key=len)
    program, wrong = Client(), sent.address.replace(token, f"{token[:-1]}{'a' if token[-1] != 'a' else 'b'}")
    assert {program.get(wrong).status_code for _ in range(30)} == {404}
    assert program.get(wrong).status_code == 429
    assert program.post(sent.address).status_code == 200
    assert sent.has_ended()


def test_one_press_ends_a_topic_also_where_a_network_had_a_choice_of_its_own(network, member) -> None:
    prefer(person=member, topic="threads", level=Level.AT_ONCE, group=f"networks.network:{network.pk}")
    tell(network, "discussion/started")
    tell_at_once(now=NOON)
    header = Mail.objects.get(to=member.email).headers["List-Unsubscribe"]
    Client().post(header[1:-1].removeprefix(settings.PORTAL_URL))
    assert list(Preference.objects.values_list("topic", "group", "level")) == [("threads", "", "off")]
    Mail.objects.all().delete()
    tell(network, "discussion/comment")
    tell_at_once(now=NOON + timedelta(days=1))
    send_digests(now=timezone.now() + timedelta(days=8))
    assert not Mail.objects.exists()


def test_what_somebody_must_know_has_no_such_button(network) -> None:
    network.kind = Network.Kind.RESTRICTED
    network.save(update_fields=["kind"])
    request = networks.request_to_join(network=network, user=UserFactory(), message="Please")
    networks.approve_request(request=request, actor=make_convenor(network, UserFactory()).user)
    told = Mail.objects.get(kind="networks/approved")
    assert "List-Unsubscribe" not in told.headers
