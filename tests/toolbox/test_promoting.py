"""An answer of a discussion becomes a draft of the toolbox, with thanks to its writer as they want it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.discussion import actions
from portal.discussion.models import Comment, Promotion
from portal.notifications.models import Notice
from tests.factories.discussion import say
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.toolbox import make_toolbox
from tests.factories.users import UserFactory
from toolbox.models import EntryPage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _toolbox(home):
    make_toolbox(home)


@pytest.fixture
def network(home):
    return make_network(home, kind="private", title="A network")


@pytest.fixture
def convenor(network):
    user = UserFactory()
    make_convenor(network, user)
    return user


@pytest.fixture
def thread(network):
    return actions.start_thread(
        page=network.page, user=member_of(network), kind="question", title="How do you ask everybody?", body="Words."
    )


def member_of(network, **fields):
    user = UserFactory(**fields)
    make_member(network, user)
    return user


def answer_in(network, thread, **given) -> Comment:
    return say(network.page, "Ask **three lines**.\n\n- first", user=member_of(network), thread=thread, **given)


def promote(client, answer, by):
    client.force_login(by)
    return client.post(reverse("toolbox:promote", args=[answer.pk]))


def publish() -> EntryPage:
    EntryPage.objects.get().get_latest_revision().publish()
    return EntryPage.objects.get()


def test_one_press_makes_a_draft_that_waits_for_the_editors(client, network, convenor, thread):
    answer = answer_in(network, thread)
    client.force_login(convenor)
    address = reverse("toolbox:promote", args=[answer.pk])
    assert address in client.get(thread.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 200 and not EntryPage.objects.exists()
    for _ in range(2):  # pressed twice
        assert promote(client, answer, convenor).status_code == 302
    entry = EntryPage.objects.get()
    assert not entry.live and entry.title == thread.title
    assert "<strong>three lines</strong>" in str(entry.body)
    entry.full_clean()  # what an editor opens can be published as it is
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "A draft of it waits" in page and "Now in the toolbox" not in page
    publish()
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "Now in the toolbox" in page and entry.url in page


def test_the_tool_thanks_its_writer_and_leads_readers_of_the_question_to_it(client, network, convenor, thread):
    answer = answer_in(network, thread)
    promote(client, answer, convenor)
    entry = publish()
    page = client.get(entry.url).content.decode()
    assert f"an answer by {answer.author}" in page and answer.get_absolute_url() in page
    client.logout()
    page = client.get(entry.url).content.decode()
    assert f"an answer by {answer.author}" in page and answer.get_absolute_url() not in page


def test_who_wrote_without_a_name_is_named_only_where_they_say_so(client, network, convenor, thread):
    answer = answer_in(network, thread, unnamed=True)
    promote(client, answer, convenor)
    [notice] = Notice.objects.filter(person=answer.author, happening__kind="discussion/promoted")
    entry = publish()
    name = str(answer.author)
    page = client.get(entry.url).content.decode()
    assert name not in page and "a colleague who asked not to be named" in page
    client.force_login(answer.author)
    assert client.get(notice.happening.url).status_code == 200
    client.post(notice.happening.url, {"named": "yes"})
    client.logout()
    assert name in client.get(entry.url).content.decode()
    client.force_login(answer.author)
    client.post(notice.happening.url, {"named": "no"})
    client.logout()
    assert name not in client.get(entry.url).content.decode()


def test_nobody_else_chooses_for_the_writer(client, network, convenor, thread):
    answer = answer_in(network, thread, unnamed=True)
    promote(client, answer, convenor)
    address = reverse("toolbox:credit", args=[answer.pk])
    assert client.post(address, {"named": "yes"}).status_code == 404
    assert not Promotion.objects.get().names_writer


def test_a_closed_account_is_thanked_without_a_name(client, network, convenor, thread):
    answer = answer_in(network, thread)
    promote(client, answer, convenor)
    name = str(answer.author)
    Comment.objects.filter(pk=answer.pk).update(author=None)
    page = client.get(publish().url).content.decode()
    assert "an answer by a colleague" in page and name not in page


def test_those_who_may_not_mark_an_answer_do_not_promote_it(client, network, thread):
    answer = answer_in(network, thread)
    assert promote(client, answer, member_of(network)).status_code == 403
    assert promote(client, answer, UserFactory()).status_code == 404
    assert promote(client, thread.comments.earliest("pk"), UserFactory()).status_code == 404
    assert not EntryPage.objects.exists()
