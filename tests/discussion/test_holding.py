"""Whose words a moderator reads before others do, and what the writer is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from portal.discussion import actions, moderation
from portal.discussion.models import Comment, Thread
from portal.organisations.working_days import moment_after
from portal.users.actions import take_seat
from portal.users.models import Tenure
from tests.factories.discussion import make_guest, say
from tests.factories.networks import make_domain, make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import NewcomerFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

WELCOME = "A moderator reads a new member"


@pytest.fixture
def newcomer():
    return NewcomerFactory()


def test_the_first_two_comments_of_a_newcomer_wait_and_the_third_does_not(post, newcomer):
    staff = StaffFactory()
    for number in range(2):
        first = say(post, f"Hello {number}", user=newcomer)
        assert (first.state, first.held_for) == ("held", "new-member")
        moderation.approve(comment=first, by=staff)
    assert say(post, "Hello again", user=newcomer).is_published()


def test_a_comment_counts_among_the_first_only_once_it_is_published(post, newcomer):
    for number in range(4):
        assert say(post, f"Hello {number}", user=newcomer).is_held()


@pytest.mark.parametrize("domains, known", [(["own"], True), (["shared"], False), (["two trusts"], False)])
def test_an_address_at_a_trusts_own_domain_makes_somebody_known(post, newcomer, domains, known):
    trusts = [OrganisationFactory() for _ in range(2 if domains == ["two trusts"] else 1)]
    make_domain("shared-mail.example", *trusts, shared=domains == ["shared"])
    assert say(post, user=newcomer).is_published() == known


def test_an_address_that_is_not_confirmed_makes_nobody_known(post, newcomer):
    make_domain("shared-mail.example", OrganisationFactory())
    newcomer.emailaddress_set.update(verified=False)
    assert say(post, user=newcomer).is_held()


def test_a_seat_that_a_colleague_vouched_for_makes_somebody_known(post, newcomer):
    seat = {"organisation": newcomer.trust, "role": newcomer.role}
    tenure = take_seat(actor=newcomer, person=newcomer, approved=True, **seat)
    assert say(post, "One", user=newcomer).is_held()
    Tenure.objects.filter(pk=tenure.pk).update(vouched_at=timezone.now())
    assert say(post, "Two", user=newcomer).is_published()


def test_whoever_looks_after_a_network_is_known_there(home, newcomer):
    network = make_network(home)
    make_member(network, newcomer, role="moderator")
    thread = actions.start_thread(page=network.page, user=newcomer, kind="discussion", title="Hello", body="All")
    assert thread.comments.get().is_published()


def test_a_newcomer_is_told_before_and_after(client, post, newcomer):
    client.force_login(newcomer)
    assert WELCOME in client.get(post.url).content.decode()
    after = client.post(f"/discussion/pages/{post.pk}/comment/", {"body": "Hello"}, follow=True).content.decode()
    assert "usually within one working day. Until then only you and they can see it." in after
    client.force_login(UserFactory())
    assert WELCOME not in client.get(post.url).content.decode()


def test_a_question_of_a_newcomer_is_not_listed_with_its_title_before_it_may_be_read(client, home, newcomer):
    network, colleague = make_network(home), UserFactory()
    for person in (newcomer, colleague):
        make_member(network, person)
    client.force_login(newcomer)
    sent = {"kind": "question", "title": "Buy my pills", "body": "Cheap"}
    client.post(f"/discussion/pages/{network.page_id}/start/", sent)
    thread = Thread.objects.get()
    assert client.get(thread.get_absolute_url()).status_code == 200
    client.force_login(colleague)
    assert client.get(thread.get_absolute_url()).status_code == 404
    assert "Buy my pills" not in client.get(network.page.url).content.decode()
    moderator = UserFactory()
    make_member(network, moderator, role="moderator")
    moderation.approve(comment=Comment.objects.get(), by=moderator)
    assert "Buy my pills" in client.get(network.page.url).content.decode()


@pytest.mark.parametrize("links, held_for", [(2, "new-member"), (3, "new-member links")])
def test_many_links_are_a_reason_of_their_own(post, newcomer, links, held_for):
    body = " ".join(f"https://example.org/{n}" for n in range(links))
    assert say(post, body, user=newcomer).held_for == held_for


def test_many_links_of_somebody_known_do_not_wait(post):
    assert say(post, "www.a.example www.b.example www.c.example").is_published()


def test_links_of_a_member_who_is_not_known_wait_also_after_the_first_comments(post, newcomer):
    thread = say(post).thread
    Comment.objects.bulk_create([Comment(thread=thread, author=newcomer, body="x") for _ in range(3)])
    assert say(post, "www.a.example www.b.example www.c.example", user=newcomer).held_for == "links"


def test_what_waits_has_a_target_of_one_working_day(post):
    held = say(post, user=AnonymousUser(), guest=make_guest())
    assert held.decide_by == moment_after(held.created_at, 1)
    assert held.decide_by - held.created_at > timedelta(hours=20)
