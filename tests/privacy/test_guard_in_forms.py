"""The guard in the boxes people type into: refused, replaced in one press, or held for a moderator."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.discussion.models import Comment, Thread
from portal.notifications.models import Mail
from portal.privacy import guard
from portal.privacy.models import Finding
from portal.search.models import SearchEntry
from tests.factories.blog import make_blog, make_post
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
CLEAR = "The patient's NHS number is 999 000 0018, what do we charge?"


@pytest.fixture
def network(home):
    return make_network(home, title="London", kind="private")


@pytest.fixture
def member(network, client):
    person = UserFactory()
    make_member(network, person)
    client.force_login(person)
    return person


def ask(client, network, **data):
    fields = {"kind": "question", "title": "What do we charge?", "body": CLEAR, **data}
    return client.post(reverse("discussion:start", args=[network.page_id]), fields)


def test_a_clear_find_is_refused_and_what_was_typed_is_kept(client, network, member):
    answer = ask(client, network)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "It looks as if this contains an NHS number." in page
    assert "The patient&#x27;s NHS number is 999 000 0018" in page
    assert "[NHS number removed], what do we charge?" in page
    assert not Thread.objects.exists()


def test_one_press_sends_the_text_with_each_match_replaced(client, network, member):
    answer = ask(client, network, guard="replace")
    assert answer.status_code == 302
    comment = Comment.objects.get()
    assert comment.body == "The patient's NHS number is [NHS number removed], what do we charge?"
    assert comment.is_published()
    assert Finding.objects.get().outcome == "replaced"


def test_it_is_something_else_sends_it_to_a_moderator_and_nowhere_else(client, network, member):
    make_convenor(network, UserFactory())
    ask(client, network, guard="hold", body=CLEAR)
    comment = Comment.objects.get()
    assert (comment.state, comment.suspected) == ("held", "nhs")
    shown = client.get(comment.thread.get_absolute_url()).content.decode()
    assert "999 000" not in shown, "not even its author reads it: the page may be looked at over a shoulder"
    assert not SearchEntry.objects.filter(body__contains="999 000").exists()
    assert Mail.objects.exists()
    assert not any("999 000" in mail.text + mail.html for mail in Mail.objects.all())


def test_an_unclear_find_is_asked_about_and_may_be_held(client, network, member):
    unsure = "We have 7700900159 from last week and cannot place it."
    assert Finding.objects.count() == 0
    first = ask(client, network, body=unsure)
    assert first.status_code == 422
    assert "This may contain an NHS number." in first.content.decode()
    ask(client, network, body=unsure, guard="hold")
    assert Comment.objects.get().is_held()


def test_pressing_hold_with_nothing_found_publishes(client, network, member):
    ask(client, network, guard="hold", body="Nothing in it")
    assert Comment.objects.get().is_published()


def test_the_title_of_a_discussion_cannot_wait(client, network, member):
    answer = ask(client, network, title="NHS number 999 000 0018", body="Hello", guard="hold")
    assert answer.status_code == 422
    assert "ask a moderator" not in answer.content.decode()


def test_only_fact_kind_and_place_are_kept(client, network, member):
    ask(client, network)
    found = Finding.objects.get()
    assert (found.kind, found.place, found.certainty, found.outcome, found.person) == (
        "nhs",
        "ThreadForm.body",
        "clear",
        "blocked",
        member,
    )


def test_the_same_find_again_is_the_same_row(client, network, member):
    for _ in range(3):
        ask(client, network)
    assert Finding.objects.count() == 1


def test_a_refused_text_is_erased_and_a_published_one_appears(client, network, member):
    ask(client, network, guard="hold")
    comment = Comment.objects.get()
    convenor = make_convenor(network, UserFactory())
    person = getattr(convenor, "user", convenor)
    client.force_login(person)
    queue = client.get(reverse("discussion:queue")).content.decode()
    assert "It may contain an NHS number" in queue
    client.post(reverse("discussion:refuse", args=[comment.pk]), {"reason": "It names a patient."})
    comment.refresh_from_db()
    assert (comment.state, comment.body) == ("refused", "")


def test_nobody_publishes_their_own_held_text(client, network):
    convenor = UserFactory()
    make_convenor(network, convenor)
    client.force_login(convenor)
    ask(client, network, guard="hold")
    comment = Comment.objects.get()
    client.post(reverse("discussion:approve", args=[comment.pk]))
    comment.refresh_from_db()
    assert comment.is_held()


def test_a_guest_is_refused_what_is_clear_and_waits_anyhow_for_the_rest(client, home):
    post = make_post(make_blog(home), title="Public")
    address = reverse("discussion:comment_on_page", args=[post.pk])
    guest = {"name": "Ann", "email": "ann@a.example"}
    assert client.post(address, {"body": CLEAR, **guest}).status_code == 422
    assert client.post(address, {"body": "We have 7700900159 here", **guest}).status_code == 302
    assert Comment.objects.get().suspected == "nhs"


def test_where_nothing_can_wait_the_person_is_asked_to_reword(client, member):
    answer = client.post(reverse("users:profile"), {"first_name": "NHS no 999 000 0018"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "It looks as if this contains an NHS number" in page
    assert "ask a moderator" not in page


def test_a_search_for_a_patient_is_not_made(client, home):
    answer = client.get(reverse("search:results"), {"q": "NHS number 999 000 0018"})
    assert answer.status_code == 422
    assert b"999 000" not in answer.content
    assert answer["Cache-Control"] == "private, no-store"
    assert Finding.objects.get().outcome == "unsearched"
    found = client.get(reverse("search:suggest"), {"q": "NHS number 999 000 0018"}).json()
    assert found == {"suggestions": []}


def test_staff_see_what_waits_and_others_do_not(client, network, member, django_user_model):
    ask(client, network, guard="hold")
    assert client.get(reverse("held_by_the_guard")).status_code in (302, 403)
    client.force_login(StaffFactory(is_superuser=True))
    page = client.get(reverse("held_by_the_guard"))
    assert page.status_code == 200
    assert "999 000" not in page.content.decode()
    report = client.get(reverse("guard_report")).content.decode()
    assert "ThreadForm.body" in report


def test_a_text_without_a_find_costs_no_query(client, network, member, django_assert_num_queries):
    guard.local_masks()  # once in five minutes; from then on from the cache
    with django_assert_num_queries(0):
        guard.inspect("We met on 12 May and agreed £400,000 for 3 trusts.")


def test_the_staff_list_says_what_kind_where_and_who(client, home):
    post = make_post(make_blog(home), title="Public")
    guest = {"name": "Ann", "email": "ann@a.example"}
    client.post(reverse("discussion:comment_on_page", args=[post.pk]), {"body": CLEAR, "guard": "hold", **guest})
    client.force_login(StaffFactory(is_superuser=True))
    page = client.get(reverse("held_by_the_guard")).content.decode()
    assert "an NHS number" in page
    assert "Ann" in page
    assert "999 000" not in page
