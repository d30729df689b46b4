"""Two thousand comments in a thread: the same queries as fifty, in parts, and an address leads to the right one."""

from __future__ import annotations

import pytest

from portal.discussion import actions
from portal.discussion.conversation import SLICE
from portal.discussion.models import Comment, Thread
from tests.factories.discussion import fill_thread
from tests.factories.networks import make_member, make_network
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
MANY = 2000


@pytest.fixture
def network(home):
    network = make_network(home, kind="open")
    network.discussions_open = True
    network.save(update_fields=["discussions_open"])
    return network


@pytest.fixture
def member(network):
    user = UserFactory()
    make_member(network, user)
    return user


@pytest.fixture
def thread(network, member) -> Thread:
    return actions.start_thread(page=network.page, user=member, kind="question", title="How?", body="Tell me")


@pytest.mark.parametrize("number", [50, MANY])
def test_a_thread_costs_the_same_whatever_is_said_in_it(client, thread, member, number, django_assert_max_num_queries):
    fill_thread(thread, number)
    last = Comment.objects.filter(thread=thread).order_by("-pk")[0]
    client.get(thread.get_absolute_url())
    with django_assert_max_num_queries(15):
        page = client.get(f"{thread.get_absolute_url()}?comments=2").content.decode()
    assert page.count('<article class="comment') <= SLICE
    client.force_login(member)
    client.get(thread.get_absolute_url())
    with django_assert_max_num_queries(21):
        client.get(f"{thread.get_absolute_url()}?comments=9999")
    assert f'id="comment-{last.pk}"' in client.get(last.get_absolute_url(), follow=True).content.decode()


def test_an_address_within_a_long_thread_leads_to_its_part(client, thread, member):
    said = fill_thread(thread, 3 * SLICE)
    client.force_login(member)
    for comment in (said[0], said[SLICE + 5], said[-1]):
        answer = client.get(comment.get_absolute_url(), follow=True)
        assert f'id="comment-{comment.pk}"' in answer.content.decode()
