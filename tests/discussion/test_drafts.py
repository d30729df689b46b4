"""What was typed survives: an expired session, a form of another account, a second press, a closed window."""

from __future__ import annotations

import pytest
from django.test import Client as BareClient
from django.utils.crypto import get_random_string

from portal.discussion import actions
from portal.discussion.models import Comment, Draft, Thread
from tests.clients import Client
from tests.factories.networks import make_member, make_network
from tests.factories.users import PASSWORD, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

WORDS = "Three paragraphs between two patients."


@pytest.fixture
def network(home):
    return make_network(home)


@pytest.fixture
def olu(network):
    user = UserFactory()
    make_member(network, user)
    return user


@pytest.fixture
def thread(network, olu):
    return actions.start_thread(page=network.page, user=olu, kind="question", title="How?", body="Tell me")


def filled(client, address: str, **words: str) -> dict[str, str]:
    """The form as a browser would send it."""
    form = client.get(address).context["form"]
    hidden = {field.name: field.value() or "" for field in form.hidden_fields()}
    return hidden | {"body": WORDS} | words


def test_words_sent_after_the_session_ended_are_in_the_form_after_signing_in(client, thread, olu):
    client.force_login(olu)
    address = f"/discussion/{thread.pk}/comment/"
    sent = filled(client, address)
    client.logout()
    answer = client.post(address, sent)
    assert answer.status_code == 302
    assert answer.url == f"/accounts/login/?next={address}"
    assert "What you wrote is kept" in client.get(answer.url).content.decode()
    assert thread.comments.count() == 1, "nothing is said in anybody's name"
    signed_in = client.post(answer.url, {"login": olu.email, "password": PASSWORD})
    assert signed_in.url == address
    page = client.get(address).content.decode()
    assert WORDS in page and "We kept what you began to write here" in page
    client.post(address, filled(client, address))
    assert thread.comments.filter(body=WORDS, author=olu).count() == 1
    assert not Draft.objects.exists()


@pytest.mark.parametrize("form", ["comment_on_page", "reply", "start"])
def test_every_form_of_talking_keeps_its_words(client, network, thread, olu, post, form):
    address = {
        "comment_on_page": f"/discussion/pages/{post.pk}/comment/",
        "reply": f"/discussion/comments/{thread.comments.get().pk}/reply/",
        "start": f"/discussion/pages/{network.page_id}/start/",
    }[form]
    client.force_login(olu)
    sent = filled(client, address, title="A new one", kind="discussion")
    client.logout()
    assert client.post(address, sent).status_code == 302
    client.force_login(olu)
    page = client.get(address).content.decode()
    assert WORDS in page
    assert Comment.objects.count() == 1
    if form == "start":
        assert 'value="A new one"' in page
        assert client.get(address).context["form"]["kind"].value() == "discussion"


def test_somebody_else_at_the_same_computer_sees_nothing_and_says_nothing_by_it(client, network, thread, olu):
    client.force_login(olu)
    address = f"/discussion/{thread.pk}/comment/"
    sent = filled(client, address)
    other = UserFactory()
    make_member(network, other)
    client.force_login(other)
    answer = client.post(address, sent)
    assert answer.status_code == 409
    assert WORDS not in answer.content.decode()
    assert thread.comments.count() == 1
    assert WORDS not in client.get(address).content.decode()
    assert WORDS not in client.get(thread.get_absolute_url()).content.decode()
    client.force_login(olu)
    assert WORDS in client.get(thread.get_absolute_url()).content.decode()


def test_a_note_of_ones_own_making_keeps_nothing(client, thread, olu):
    address = f"/discussion/{thread.pk}/comment/"
    client.post(address, {"body": WORDS, "writer": f"{olu.pk}:thread:{thread.pk}"})
    client.post("/discussion/drafts/", {"body": WORDS, "writer": get_random_string(20)})
    assert not Draft.objects.exists()


def test_a_form_from_before_a_new_session_keeps_its_words_too(thread, olu):
    """Signing in anew in another window changes the token against forgery: the older form is refused, not lost."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(olu)
    address = f"/discussion/{thread.pk}/comment/"
    answer = client.post(address, filled(client, address) | {"csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "What you typed is kept" in page and f'href="{address}"' in page
    assert WORDS in client.get(address).content.decode()
    forged = BareClient(enforce_csrf_checks=True).post(address, {"body": "Planted", "writer": "x"})
    assert forged.status_code == 403 and "is kept" not in forged.content.decode()


def test_a_script_keeps_what_is_typed_and_its_writer_restores_or_discards_it(client, thread, olu):
    client.force_login(olu)
    sent = filled(client, f"/discussion/{thread.pk}/comment/", body="I had begun", without_name="on")
    kept = client.post("/discussion/drafts/", sent)
    assert kept.status_code == 200 and kept.json()["kept"]
    client.post("/discussion/drafts/", sent | {"body": "I had begun to say"})
    draft = Draft.objects.get()
    assert (draft.person, draft.place) == (olu, f"thread:{thread.pk}")
    form = client.get(f"/discussion/{thread.pk}/comment/").context["form"]
    assert form["body"].value() == "I had begun to say" and form["without_name"].value()
    back = client.post(f"/discussion/drafts/{draft.pk}/discard/", {"next": thread.get_absolute_url()})
    assert back.url == thread.get_absolute_url()
    assert "I had begun" not in client.get(thread.get_absolute_url()).content.decode()
    assert client.post(f"/discussion/drafts/{draft.pk}/discard/", {"next": "//evil.example"}).status_code == 404


def test_an_emptied_box_leaves_no_draft(client, thread, olu):
    client.force_login(olu)
    sent = filled(client, f"/discussion/{thread.pk}/comment/")
    client.post("/discussion/drafts/", sent)
    client.post("/discussion/drafts/", sent | {"body": "  "})
    assert not Draft.objects.exists()


def test_a_late_save_brings_no_draft_of_what_was_sent(client, thread, olu):
    client.force_login(olu)
    address = f"/discussion/{thread.pk}/comment/"
    sent = filled(client, address)
    client.post(address, sent)
    client.post("/discussion/drafts/", sent)
    assert not Draft.objects.exists()


def test_a_draft_holds_no_clear_identifier(client, thread, olu):
    client.force_login(olu)
    body = "NHS number 999 000 0018 asked me"
    client.post("/discussion/drafts/", filled(client, f"/discussion/{thread.pk}/comment/", body=body))
    assert "0018" not in str(Draft.objects.get().words)
    assert "asked me" in str(Draft.objects.get().words)


def test_staff_who_view_the_portal_as_somebody_do_not_read_their_draft(client, thread, olu):
    actions.keep_draft(person_id=olu.pk, place=f"thread:{thread.pk}", words={"body": WORDS})
    client.force_login(StaffFactory())
    client.post(f"/staff/people/{olu.pk}/view-as/", {"reason": "They called: the page is empty for them"})
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "You view the portal as" in page and "Tell me" in page
    assert WORDS not in page
    assert WORDS not in client.get(f"/discussion/{thread.pk}/comment/").content.decode()


def test_a_form_pressed_twice_is_said_once(client, network, thread, olu):
    client.force_login(olu)
    address = f"/discussion/{thread.pk}/comment/"
    sent = filled(client, address)
    first = client.post(address, sent)
    Comment.objects.filter(body=WORDS).update(created_at="2020-01-01T00:00Z")  # also long after
    second = client.post(address, sent | {"body": WORDS + " Changed"})
    assert first.url == second.url
    assert thread.comments.exclude(body="Tell me").count() == 1
    start = f"/discussion/pages/{network.page_id}/start/"
    sent = filled(client, start, title="Twice?", kind="question")
    client.post(start, sent)
    client.post(start, sent)
    assert Thread.objects.filter(title="Twice?").count() == 1


def test_nobody_keeps_drafts_without_end(olu):
    for number in range(60):
        actions.keep_draft(person_id=olu.pk, place=f"thread:{number}", words={"body": "x"})
    assert Draft.objects.filter(person=olu).count() == 50
    assert Draft.objects.filter(place="thread:59").exists() and not Draft.objects.filter(place="thread:0").exists()
