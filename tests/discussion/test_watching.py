"""Watched phrases: who is told what before it is sent, and what a moderator reads first."""

from __future__ import annotations

import pytest

from portal.discussion import actions
from portal.discussion.models import Comment, Thread, WatchedPhrase
from tests.factories.discussion import say
from tests.factories.networks import make_member, make_network
from tests.factories.users import NewcomerFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

ADVICE = "If they sound foreign, ask for a passport."


@pytest.mark.parametrize(
    "words",
    [
        ADVICE,
        "Look out for foreign-sounding names.",
        "You can tell from the SURNAME.",
        "Those who have an **accent** first.",
        "Start with anybody who doesn\u2019t look British",
        "Check foreign names",
        "foreign_name",
    ],
)
def test_advice_to_pick_people_by_looks_or_name_waits(post, words):
    assert say(post, words).held_for == Comment.Hold.WATCHED


@pytest.mark.parametrize(
    "words",
    [
        "Ask everybody the same three questions, whatever their name.",
        "Sign with your name and role.",
        "The foreign office has a list.",
        "Her accentuated tone helps nobody.",
    ],
)
def test_other_words_do_not_wait(post, words):
    assert say(post, words).is_published()


def test_the_writer_reads_why_and_may_reword_or_send_it_to_a_moderator(client, post):
    client.force_login(UserFactory())
    address = f"/discussion/pages/{post.pk}/comment/"
    first = client.post(address, {"body": ADVICE})
    page = first.content.decode()
    assert first.status_code == 422
    assert "Everybody is asked the same questions" in page.replace("\n", " ")
    assert ADVICE in page
    assert not Comment.objects.exists()
    read = first.context["form"].data["read"]
    client.post(address, {"body": ADVICE, "read": read})
    assert Comment.objects.get().is_held()
    client.post(address, {"body": "Everybody is asked for proof of residence.", "read": read})
    assert Comment.objects.latest("pk").is_published()


def test_advice_about_wording_is_read_once_and_holds_nothing(client, post):
    client.force_login(UserFactory())
    address = f"/discussion/pages/{post.pk}/comment/"
    first = client.post(address, {"body": "These health tourists again"})
    assert first.status_code == 422
    client.post(address, {"body": "These health tourists again", "read": first.context["form"].data["read"]})
    assert Comment.objects.get().is_published()


def test_a_phrase_in_the_title_waits_with_the_question(home):
    network, member = make_network(home), UserFactory()
    make_member(network, member)
    asked = {"kind": "question", "title": "Is a foreign accent enough?", "body": "To ask."}
    actions.start_thread(page=network.page, user=member, **asked)
    assert Comment.objects.get().held_for == Comment.Hold.WATCHED
    assert not Thread.objects.visible_to(StaffFactory()).filter(title__startswith="Is a foreign").exists()


def test_a_phrase_without_a_reason_waits_and_says_nothing(client, post):
    WatchedPhrase.objects.create(phrase="buy now", what="unknown")
    client.force_login(NewcomerFactory())
    client.post(f"/discussion/pages/{post.pk}/comment/", {"body": "Buy, now!"})
    assert Comment.Hold.WATCHED in Comment.objects.get().held_for
    assert say(post, "Buy now", user=UserFactory()).is_published(), "the portal knows this one"


def test_staff_edit_the_phrases(client, post):
    client.force_login(StaffFactory(is_superuser=True))
    given = {"phrase": "queue jump*", "what": "hold", "because": "Say what you saw."}
    address = "/admin/snippets/discussion/watchedphrase/add/"
    assert client.post(address, given).status_code == 302
    assert say(post, "They queue-jumped").held_for == Comment.Hold.WATCHED
    again = client.post(address, {"phrase": "Queue Jump*", "what": "hold", "because": ""})
    assert again.status_code == 200
    assert WatchedPhrase.objects.filter(phrase__iexact="queue jump*").count() == 1
    assert "Say what the writer should read" in client.post(address, {"phrase": "x", "what": "advise"}).content.decode()
