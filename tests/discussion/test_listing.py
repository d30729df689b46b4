"""The lists of discussions: of a network, and of all that somebody may read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.discussion import actions, moderation
from portal.discussion.models import Comment, Reading, Thread
from tests.factories.discussion import fill_thread, say
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home):
    return make_network(home, kind="private", title="Midlands")


@pytest.fixture
def member(network):
    user = UserFactory()
    make_member(network, user)
    return user


@pytest.fixture
def colleague(network):
    user = UserFactory()
    make_member(network, user)
    return user


def begin(network, user, title, kind="question", body="In a few words.") -> Thread:
    return actions.start_thread(page=network.page, user=user, kind=kind, title=title, body=body)


def titles(client, address: str) -> list[str]:
    return [thread.title for thread in client.get(address).context["threads"]]


@pytest.fixture
def address(network):
    return f"/discussions/{network.page_id}/"


def test_the_home_of_a_network_leads_to_all_its_discussions(client, network, member, address):
    client.force_login(member)
    assert f'href="{address}"' in client.get(network.page.url).content.decode()


def test_nobody_finds_in_a_list_what_they_may_not_read(client, network, member, address):
    begin(network, member, "Between us")
    for user in (None, UserFactory()):
        if user:
            client.force_login(user)
        for where in (address, "/discussions/", "/discussions/?q=between", "/discussions/?show=mine"):
            assert "Between us" not in client.get(where).content.decode()
    client.force_login(member)
    assert titles(client, "/discussions/") == ["Between us"]


def test_the_list_across_networks_names_the_network_of_each(client, home, member, network):
    other = make_network(home, title="London", kind="private")
    make_member(other, member)
    begin(network, member, "One")
    begin(other, member, "Two")
    client.force_login(member)
    page = client.get("/discussions/").content.decode()
    assert "Midlands ·" in page and "London ·" in page


def test_each_filter_finds_its_own(client, network, member, colleague, address):
    asked = begin(network, member, "How do you ask?")
    answered = begin(network, colleague, "Who pays?")
    say(network.page, "The trust, by a zebra rule.", user=member, thread=answered)
    begin(network, colleague, "Rooms", kind="discussion")
    closed = begin(network, colleague, "Old", kind="discussion")
    Thread.objects.filter(pk=closed.pk).update(closed_at=timezone.now())
    client.force_login(member)
    assert titles(client, f"{address}?show=unanswered") == [asked.title]
    assert titles(client, f"{address}?kind=question&status=answered") == [answered.title]
    assert titles(client, f"{address}?status=closed") == ["Old"]
    assert set(titles(client, f"{address}?kind=discussion")) == {"Rooms", "Old"}
    assert set(titles(client, f"{address}?show=mine")) == {asked.title, answered.title}
    assert titles(client, f"{address}?q=ZEBRA+trust") == [answered.title]
    assert titles(client, f"{address}?q=who") == [answered.title]
    assert len(titles(client, f"{address}?kind=nonsense&sort=nonsense&show=nonsense&page=no")) == 4


def test_words_that_wait_for_a_moderator_or_were_taken_down_find_nothing(client, network, member, colleague, address):
    thread = begin(network, member, "Rooms")
    taken = say(network.page, "zebra", user=colleague, thread=thread)
    moderation.remove(comment=taken, by=colleague, reason="")
    Comment.objects.create(thread=thread, author=colleague, body="zebra", state="held")
    client.force_login(member)
    assert titles(client, f"{address}?q=zebra") == []


def test_pinned_ones_stand_first_and_every_order_is_there(client, network, member, colleague, address):
    first, second, _ = (begin(network, member, f"{n}") for n in ("first", "second", "third"))
    say(network.page, "Yes", user=colleague, thread=second)
    Thread.objects.filter(pk=first.pk).update(is_pinned=True)
    client.force_login(member)
    assert titles(client, address) == ["first", "second", "third"]
    assert titles(client, f"{address}?sort=newest") == ["third", "second", "first"]
    assert titles(client, f"{address}?sort=longest") == ["first", "second", "third"]
    assert titles(client, f"{address}?sort=replies")[0] == "second"


def test_pages_keep_what_was_asked(client, network, member, address):
    for number in range(30):
        begin(network, member, f"Question {number}")
    client.force_login(member)
    page = client.get(f"{address}?kind=question&sort=newest")
    assert len(page.context["threads"]) == 25
    assert "?kind=question&amp;sort=newest&amp;page=2" in page.content.decode()


def test_an_empty_list_says_what_to_do_next(client, network, member, address):
    assert "What members say here is for members" in client.get(address).content.decode()
    client.force_login(member)
    assert "Nobody has asked yet" in client.get(address).content.decode()
    assert "No question waits for an answer" in client.get(f"{address}?show=unanswered").content.decode()
    assert "You have read everything" in client.get(f"{address}?show=unread").content.decode()
    assert "You have not written here yet" in client.get(f"{address}?show=mine").content.decode()
    assert "Nothing was found" in client.get(f"{address}?q=zebra").content.decode()


def test_what_others_said_since_is_new_until_it_is_read(client, network, member, colleague, address):
    thread = begin(network, member, "How do you ask?")
    client.force_login(member)
    client.get(thread.get_absolute_url())
    assert titles(client, f"{address}?show=unread") == []
    say(network.page, "At the desk.", user=colleague, thread=thread)
    say(network.page, "By letter.", user=colleague, thread=thread)
    say(network.page, "Thank you both.", user=member, thread=thread)
    assert "2 new" in client.get(address).content.decode()
    assert titles(client, f"{address}?show=unread") == [thread.title]
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "2 new" in page and page.count('<p class="comment__new">') == 2
    assert "new</strong>" not in client.get(address).content.decode()
    assert '<p class="comment__new">' not in client.get(thread.get_absolute_url()).content.decode()


def test_the_link_to_the_first_new_comment_keeps_it_new_on_its_part(client, network, member, colleague):
    thread = begin(network, member, "Long")
    client.force_login(member)
    client.get(thread.get_absolute_url())
    fill_thread(thread, 100, author=colleague)
    Comment.objects.filter(body__startswith="Comment").update(created_at=timezone.now() - timedelta(days=9))
    new = say(network.page, "The news", user=colleague, thread=thread)
    page = client.get(thread.get_absolute_url())
    link = page.context["conversation"].first_new
    assert link.startswith("?comments=2&since=") and link.endswith(f"#comment-{new.pk}")
    assert '<p class="comment__new">' in client.get(thread.get_absolute_url() + link).content.decode()


def test_what_a_moderator_let_through_late_is_new(client, network, member, colleague):
    convenor = UserFactory()
    make_convenor(network, convenor)
    thread = begin(network, member, "How do you ask?")
    held = say(network.page, "At the desk.", user=colleague, thread=thread, suspected=["name"])
    client.force_login(member)
    client.get(thread.get_absolute_url())
    moderation.approve(comment=held, by=convenor)
    assert "1 new" in client.get(thread.get_absolute_url()).content.decode()


def test_what_somebody_never_opened_is_new_for_a_month(client, network, member, colleague, address):
    thread = begin(network, colleague, "How do you ask?")
    client.force_login(member)
    assert titles(client, f"{address}?show=unread") == [thread.title]
    Comment.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert titles(client, f"{address}?show=unread") == []


def test_only_reading_is_noted_and_only_ones_own(client, network, member):
    thread = begin(network, member, "How do you ask?")
    client.get(thread.get_absolute_url())
    client.force_login(UserFactory())
    client.get(thread.get_absolute_url())
    client.force_login(member)
    client.head(thread.get_absolute_url())
    assert not Reading.objects.exists()
    client.get(thread.get_absolute_url())
    assert Reading.objects.get().person == member


@pytest.mark.parametrize("number", [2, 20])
def test_a_list_costs_the_same_for_any_number(
    client, network, member, colleague, address, number, django_assert_max_num_queries
):
    for n in range(number):
        say(network.page, "Yes", user=member, thread=begin(network, colleague, f"Question {n}"))
    client.force_login(member)
    with django_assert_max_num_queries(18):
        client.get(address)
    with django_assert_max_num_queries(14):
        client.get("/discussions/?q=yes")
