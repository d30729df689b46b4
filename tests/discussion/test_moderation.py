"""Looking after what is said."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from networks.models import Membership
from portal.discussion import actions, moderation
from portal.discussion.models import Comment
from portal.discussion.refusals import NotTaken
from portal.notifications.models import Mail
from tests.factories.blog import make_post
from tests.factories.discussion import make_guest, say
from tests.factories.networks import make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

QUEUE = "/discussion/moderation/"


@pytest.fixture
def held(post) -> Comment:
    return actions.comment(page=post, user=AnonymousUser(), body="Please read me.", guest=make_guest())


def test_staff_see_what_waits_and_others_see_nothing_of_it(client, held):
    client.force_login(StaffFactory())
    assert "Please read me." in client.get(QUEUE).content.decode()
    client.force_login(UserFactory())
    assert client.get(QUEUE).status_code == 403
    assert client.post(f"{QUEUE}{held.pk}/approve/").status_code == 404
    client.logout()
    assert client.get(QUEUE).status_code == 302


def test_publishing_tells_the_writer(client, held):
    client.force_login(StaffFactory())
    client.post(f"{QUEUE}{held.pk}/approve/")
    held.refresh_from_db()
    assert held.is_published()
    assert Mail.objects.get(kind="discussion/published").to == held.guest_email


def test_refusing_needs_a_reason_erases_the_text_and_tells_the_writer(client, held):
    client.force_login(StaffFactory())
    refuse = f"{QUEUE}{held.pk}/refuse/"
    assert "Give a reason" in client.post(refuse, {"reason": ""}).content.decode()
    client.post(refuse, {"reason": "It names a patient."})
    held.refresh_from_db()
    assert held.state == Comment.State.REFUSED
    assert held.body == ""
    mail = Mail.objects.get(kind="discussion/refused")
    assert "It names a patient." in mail.text
    assert "Please read me." not in mail.text


def test_looking_at_the_queue_or_a_form_changes_nothing(client, held):
    client.force_login(StaffFactory())
    client.get(QUEUE)
    client.get(f"{QUEUE}{held.pk}/refuse/")
    assert client.get(f"{QUEUE}{held.pk}/approve/").status_code == 405
    held.refresh_from_db()
    assert held.is_held()


def test_two_moderators_make_one_decision(held):
    one, other = StaffFactory(), StaffFactory()
    moderation.refuse(comment=held, by=one, reason="No.")
    with pytest.raises(NotTaken):
        moderation.approve(comment=held, by=other)


def test_a_removed_comment_leaves_a_tombstone_and_its_replies(client, post):
    first = say(post, "Take me away.")
    say(post, "A reply that stays.", parent=first)
    client.force_login(StaffFactory())
    client.post(f"/discussion/comments/{first.pk}/remove/", {"reason": "Off the subject."})
    client.logout()
    page = client.get(post.url).content.decode()
    assert "Take me away." not in page
    assert "Off the subject." in page
    assert "A reply that stays." in page
    assert "1 comment<" in page


def test_a_writer_may_delete_ones_own_and_remove_nobody_elses(client, post):
    author = UserFactory()
    mine, other = say(post, "Mine", user=author), say(post, "Not mine")
    client.force_login(author)
    assert client.post(f"/discussion/comments/{other.pk}/remove/", {"reason": "x"}).status_code == 403
    client.post(f"/discussion/comments/{mine.pk}/delete/")
    mine.refresh_from_db()
    assert mine.is_removed()


def test_a_moderator_looks_after_their_own_network_only(client, home):
    ours = make_network(home, kind="open")
    theirs = make_network(home, title="Midlands network", kind="open")
    moderator, member = UserFactory(), UserFactory()
    make_member(ours, moderator, role=Membership.Role.MODERATOR)
    comments = []
    for network in (ours, theirs):
        make_member(network, member)
        post = make_post(network.page, title=f"Post of {network}")
        comments.append(say(post, f"About me, in {network}", user=member, about_own_case=True))
    assert moderation.held_for(moderator) == comments[:1]
    client.force_login(moderator)
    assert client.get(QUEUE).status_code == 200
    assert client.get(f"{QUEUE}{comments[1].pk}/refuse/").status_code == 404


def test_moderators_are_told_once_a_day_that_something_waits_and_not_what(post):
    staff = StaffFactory()
    for number in range(3):
        words = f"Words of a guest {number}"
        actions.comment(page=post, user=AnonymousUser(), body=words, guest=make_guest())
    mail = Mail.objects.get(kind="discussion/held")
    assert mail.person == staff
    assert QUEUE in mail.text
    assert "Words of a guest" not in mail.text


def test_inside_a_network_those_who_look_after_it_are_told_and_staff_are_not(home):
    network = make_network(home)
    StaffFactory()
    convenor = make_member(network, UserFactory(), Membership.Role.CONVENOR).user
    writer = make_member(network, UserFactory()).user
    say(make_post(network.page), user=writer, about_own_case=True)
    assert Mail.objects.get(kind="discussion/held").person == convenor


def test_a_moderator_who_is_no_staff_is_offered_to_remove_a_comment_and_a_member_is_not(client, home):
    network = make_network(home)
    moderator = make_member(network, UserFactory(), Membership.Role.MODERATOR).user
    member = make_member(network, UserFactory()).user
    post = make_post(network.page)
    comment = say(post, user=make_member(network, UserFactory()).user)
    address = f'/{comment.pk}/remove/"'
    client.force_login(member)
    assert address not in client.get(post.url).content.decode()
    client.force_login(moderator)
    assert address in client.get(post.url).content.decode()
