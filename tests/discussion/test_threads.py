"""Questions and discussions of a network, and how a long conversation is read."""

from __future__ import annotations

import pytest
from django.utils import timezone

from portal.discussion import actions
from portal.discussion.conversation import DEEPEST, SLICE, Conversation
from portal.discussion.models import Comment, Thread
from portal.search.models import SearchEntry
from tests.factories.blog import make_post
from tests.factories.discussion import fill, say
from tests.factories.networks import make_member, make_network
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home):
    return make_network(home, kind="open")


@pytest.fixture
def member(network):
    user = UserFactory()
    make_member(network, user)
    return user


def ask(network, member, title="How do you ask everybody?") -> Thread:
    return actions.start_thread(
        page=network.page, user=member, kind="question", title=title, body="Every clinic, the same words."
    )


def test_a_member_asks_the_network(client, network, member):
    client.force_login(member)
    address = f"/discussion/pages/{network.page_id}/start/"
    assert client.get(address).status_code == 200
    sent = {"kind": "question", "title": "How do you ask everybody?", "body": "The same words."}
    response = client.post(address, sent, follow=True)
    page = response.content.decode()
    assert "How do you ask everybody?" in page
    assert "The same words." in page
    assert "Open" in page
    client.post(address, sent)
    assert Thread.objects.count() == 1


def test_only_members_start_a_thread(client, network):
    address = f"/discussion/pages/{network.page_id}/start/"
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403
    assert client.post(address, {"kind": "question", "title": "t", "body": "b"}).status_code == 403
    assert not Thread.objects.exists()


def test_a_page_without_threads_has_no_way_to_start_one(client, post):
    client.force_login(UserFactory())
    assert client.get(f"/discussion/pages/{post.pk}/start/").status_code == 404


def test_a_thread_is_for_those_who_may_read_the_talk_of_its_network(client, network, member):
    thread = ask(network, member)
    address = thread.get_absolute_url()
    assert client.get(address).status_code == 404
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    assert client.get(f"/discussion/comments/{Comment.objects.get().pk}/").status_code == 404
    client.force_login(member)
    assert client.get(address).status_code == 200


def test_a_network_may_open_its_talk_to_its_readers(client, network, member):
    thread = ask(network, member)
    network.discussions_open = True
    network.save(update_fields=["discussions_open"])
    assert client.get(thread.get_absolute_url()).status_code == 200
    assert client.post(f"/discussion/{thread.pk}/comment/", {"body": "x"}).status_code == 302
    assert Comment.objects.count() == 1


def test_an_answer_by_a_colleague_makes_a_question_a_peer_view(network, member):
    thread = ask(network, member)
    colleague = UserFactory()
    make_member(network, colleague)
    say(network.page, "At the front desk.", user=colleague, thread=thread)
    thread.refresh_from_db()
    assert thread.status == Thread.Status.ANSWERED


def test_nobody_writes_in_a_closed_thread(client, network, member):
    thread = ask(network, member)
    Thread.objects.update(closed_at=timezone.now())
    client.force_login(member)
    response = client.post(f"/discussion/{thread.pk}/comment/", {"body": "Still here"})
    assert "This discussion is closed" in response.content.decode()
    assert "Still here" in response.content.decode()


def test_a_thread_is_found_with_the_token_of_its_talk(network, member):
    thread = ask(network, member)
    entry = SearchEntry.objects.get(key=f"thread:{thread.pk}")
    assert entry.title == thread.title
    assert set(entry.audience.tokens.values_list("token", flat=True)) == {network.talkers}


def test_the_home_of_a_network_shows_its_latest_threads_to_members_only(client, network, member):
    ask(network, member)
    assert "How do you ask everybody?" not in client.get(network.page.url).content.decode()
    client.force_login(member)
    page = client.get(network.page.url).content.decode()
    assert "How do you ask everybody?" in page
    assert "Ask the network" in page


def test_comments_under_a_private_networks_post_are_hidden_with_it(client, home):
    network = make_network(home, kind="private")
    member = UserFactory()
    make_member(network, member)
    post = make_post(network.page, title="Inside")
    comment = say(post, "Among us", user=member)
    assert client.get(f"/discussion/comments/{comment.pk}/").status_code == 404
    assert client.get(f"/discussion/pages/{post.pk}/comment/").status_code == 404
    client.force_login(member)
    assert client.get(f"/discussion/comments/{comment.pk}/").status_code == 302


def test_replies_stand_under_what_they_answer_and_never_too_deep(post):
    first, second = say(post, "First"), say(post, "Second")
    parent = first
    for depth in range(6):
        parent = say(post, f"Depth {depth}", parent=parent)
    conversation = Conversation(first.thread, user=UserFactory())
    depths = [place.depth for place in conversation.places]
    assert depths == [0, 1, 2, 3, 3, 3, 3, 0]
    assert max(depths) == DEEPEST
    assert conversation.places[-1].pk == second.pk


def test_two_thousand_comments_are_read_in_slices_and_each_has_its_place(client, post):
    comments = fill(post, 2000)
    page = client.get(post.url).content.decode()
    assert page.count('<article class="comment') == SLICE
    assert "2000 comments" in page
    last = Comment.objects.latest("pk")
    response = client.get(f"/discussion/comments/{last.pk}/")
    assert response.url == f"{post.url}?comments=34#comment-{last.pk}"
    assert f'id="comment-{last.pk}"' in client.get(response.url).content.decode()
    assert client.get(f"{post.url}?comments=1000000000").status_code == 200
    assert client.get(f"{post.url}?comments=no").status_code == 200
    assert len(comments) == 2000


def test_a_chain_of_a_thousand_replies_is_read_without_a_fall(post):
    thread = actions.comments_of(post)
    author = UserFactory()
    parent = None
    for number in range(1000):
        parent = Comment.objects.create(thread=thread, author=author, body=str(number), parent=parent)
    assert Conversation(thread, user=author).slice_of(parent.pk) == (999 // SLICE) + 1
