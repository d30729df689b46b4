"""Before a network becomes another kind its convenor reads who gains and who loses sight, and of how much."""

from __future__ import annotations

import pytest
from django.urls import reverse

from networks.kinds import KINDS
from networks.models import Network
from networks.sight import ChangeOfSight
from portal.blog.models import PostPage
from portal.cms.audience import forget_tokens, may_see
from portal.discussion.actions import start_thread
from portal.discussion.models import Thread
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("before", KINDS)
@pytest.mark.parametrize("after", KINDS)
def test_what_is_foretold_comes_true(home, before, after):
    network, stranger = make_network(home, kind=before), UserFactory()
    effect = ChangeOfSight(network, after).groups[1].effect if before != after else "No change"
    saw = may_see(stranger, [network.readers])
    network.kind = after
    network.save(update_fields=["kind"])
    forget_tokens(stranger)
    sees = may_see(stranger, [network.readers])
    if sees != saw:
        assert effect == ("Gain sight" if sees else "Lose sight")
    if effect == "No change":
        assert sees == saw


def test_the_confirmation_names_groups_numbers_and_things(home, client):
    network = make_network(home, kind="restricted")
    convenor = make_convenor(network, UserFactory()).user
    make_member(network, UserFactory())
    UserFactory.create_batch(3)
    Thread.objects.create(page=network.page, title="One question", kind="question", audience=network.talkers)
    client.force_login(convenor)
    response = client.post(reverse("networks:kind", args=[network.pk]), {"kind": "private"})
    page = response.content.decode()
    assert response.status_code == 200 and Network.objects.get(pk=network.pk).kind == "restricted"
    assert "People with an account who are not members (3)" in page and "Members (2)" in page
    assert "Lose sight" in page and "Gain sight" not in page
    assert "1 discussion" in page and "Discussions stay with the members" in page


def test_a_sub_group_is_not_counted_with_the_network_it_stands_in(home):
    network = make_network(home)
    network.page.add_child(instance=type(network.page)(title="Sub-group"))
    assert ChangeOfSight(network, "private").things() == []


@pytest.mark.parametrize(
    ("kind", "opened", "sentence"),
    [
        ("open", True, "Anybody, also without an account."),
        ("open", False, "The members of London network."),
        ("restricted", True, "Anybody with an account."),
        ("restricted", False, "The members of London network."),
        ("private", True, "The members of London network."),
        ("confidential", False, "The members of London network."),
    ],
)
def test_a_thread_says_who_may_read_it(home, client, kind, opened, sentence):
    network = make_network(home, kind=kind)
    network.discussions_open = opened
    network.save()
    network.page.write_audience()
    member = make_member(network, UserFactory()).user
    thread = start_thread(page=network.page, user=member, kind="question", title="How?", body="Tell me.")
    client.force_login(member)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert sentence in page.partition("Who can see this?")[2]


def test_a_post_inside_says_who_may_read_it(home, client):
    network = make_network(home, kind="private")
    post = network.page.add_child(instance=PostPage(title="News"))
    client.force_login(make_member(network, UserFactory()).user)
    page = client.get(post.url).content.decode()
    assert "Who can see this?" in page and "The members of London network." in page
