"""Useful: a button that counts, and says nothing of who pressed it."""

from __future__ import annotations

import pytest

from portal.discussion import actions
from portal.discussion.models import Thread, Useful
from tests.factories.discussion import say
from tests.factories.networks import make_member, make_network
from tests.factories.users import NewcomerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home):
    return make_network(home, kind="private")


def join(network):
    user = UserFactory()
    make_member(network, user)
    return user


@pytest.fixture
def thread(network) -> Thread:
    return actions.start_thread(page=network.page, user=join(network), kind="question", title="How?", body="Tell me")


def press(client, comment, how="useful", **headers):
    return client.post(f"/discussion/comments/{comment.pk}/useful/", {"how": how}, **headers)


def test_pressed_twice_it_counts_once_and_can_be_undone(client, network, thread):
    comment, reader = thread.comments.get(), join(network)
    client.force_login(reader)
    for _ in range(2):
        assert press(client, comment).status_code == 302
    assert comment.useful.count() == 1
    page = client.get(thread.get_absolute_url()).content.decode()
    assert 'aria-pressed="true"' in page and "person finds it useful" in page
    press(client, comment, "undo")
    assert not Useful.objects.exists()


def test_readers_see_how_many_and_never_who(client, network, thread):
    comment, reader = thread.comments.get(), join(network)
    actions.find_useful(comment=comment, user=reader)
    client.force_login(comment.author)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "1 person finds this useful" in page and str(reader) not in page
    assert f"/comments/{comment.pk}/useful/" not in page, "nobody finds their own words useful"
    assert press(client, comment).status_code == 403


def test_a_script_gets_the_button_alone(client, network, thread):
    client.force_login(join(network))
    answer = press(client, thread.comments.get(), headers={"HX-Request": "true"})
    words = answer.content.decode()
    assert 'aria-pressed="true"' in words and "<html" not in words and "csrfmiddlewaretoken" in words


def test_only_who_may_read_it_finds_it_useful(client, network, thread, post):
    comment = thread.comments.get()
    client.force_login(UserFactory())
    assert press(client, comment).status_code == 404
    client.force_login(NewcomerFactory(admitted_at=None))
    assert press(client, say(post)).status_code == 403
    client.logout()
    assert press(client, comment).status_code == 302
    assert not Useful.objects.exists()
