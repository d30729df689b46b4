"""Somebody's own home: theirs alone, and what to do next in every empty place."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from networks.models import JoinRequest
from portal.discussion.models import Comment, Thread
from portal.home.actions import AT_FIRST, ONE_VISIT, note_visit
from portal.home.models import Visit
from tests.factories.events import make_event, make_registration
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.toolbox import make_entry, make_toolbox
from tests.factories.users import UserFactory


def test_my_home_asks_a_stranger_to_sign_in(client, home):
    response = client.get("/me/")
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_my_home_shows_my_networks_and_what_is_new(client, home):
    user = UserFactory()
    make_member(make_network(home), user)
    make_entry(make_toolbox(home), title="Instalment agreement")
    client.force_login(user)
    html = client.get("/me/").content.decode()
    assert f"Hello {user.first_name}" in html
    assert "London network" in html
    assert "Instalment agreement" in html


def test_my_home_shows_my_next_meeting_and_not_the_one_i_withdrew_from(client, home):
    user = UserFactory()
    make_registration(make_event(home, title="Finance directors"), user)
    withdrawn = make_registration(make_event(home, title="Invoicing clinic"), user, state="withdrawn")
    Visit.objects.create(user=user, seen_at=timezone.now(), before=timezone.now())
    client.force_login(user)
    html = client.get("/me/").content.decode()
    assert withdrawn.state == "withdrawn"
    assert "Finance directors" in html
    assert "You have a place" in html
    assert "Invoicing clinic" not in html


def test_an_empty_home_says_what_to_do_next(client, home):
    client.force_login(UserFactory(trust=None))
    html = client.get("/me/").content.decode()
    assert "You are in no network yet" in html
    assert "You are not registered for a meeting" in html
    assert "Tell us where you work" in html


def test_a_convenor_sees_who_waits_and_a_member_does_not(client, home):
    network = make_network(home)
    convenor, member, asker = UserFactory(), UserFactory(), UserFactory(first_name="Waiting", last_name="Person")
    make_convenor(network, convenor)
    make_member(network, member)
    JoinRequest.objects.create(network=network, user=asker)
    client.force_login(convenor)
    assert "Waiting Person" in client.get("/me/").content.decode()
    client.force_login(member)
    assert "Waiting Person" not in client.get("/me/").content.decode()


def test_replies_of_others_reach_me_and_my_own_do_not(client, home):
    me, other = UserFactory(), UserFactory(first_name="Helpful", last_name="Colleague")
    thread = Thread.objects.create(page=home, title="Instalments", kind=Thread.Kind.QUESTION, created_by=me)
    Comment.objects.create(thread=thread, author=other, body="We use three months.")
    Comment.objects.create(thread=thread, author=me, body="Thank you all.")
    replies = Comment.objects.replies_to(me)
    assert [comment.body for comment in replies] == ["We use three months."]


def test_the_first_visit_looks_two_weeks_back(db):
    since = note_visit(user=UserFactory())
    assert timedelta(days=13) < timezone.now() - since <= AT_FIRST + timedelta(minutes=1)


def test_looking_again_soon_is_the_same_visit_and_later_is_a_new_one(db):
    user = UserFactory()
    first = note_visit(user=user)
    assert note_visit(user=user) == first
    then = timezone.now() - ONE_VISIT - timedelta(minutes=1)
    Visit.objects.filter(user=user).update(seen_at=then)
    assert note_visit(user=user) == then


def test_my_home_costs_a_fixed_number_of_queries(client, home, django_assert_max_num_queries):
    user = UserFactory()
    client.force_login(user)
    for number in range(6):
        make_member(make_network(home, title=f"Network {number}", slug=f"network-{number}"), user)
    client.get("/me/")
    with django_assert_max_num_queries(24):  # one counts unread news
        client.get("/me/")
