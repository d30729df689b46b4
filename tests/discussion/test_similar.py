"""Before a question is asked, those it resembles are offered: only what the writer may read."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse

from portal.discussion import actions
from portal.discussion.models import Thread
from tests.factories.networks import make_member, make_network
from tests.factories.toolbox import make_entry, make_toolbox
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
TITLE = "How do you charge maternity care?"


@pytest.fixture
def network(home):
    return make_network(home, kind="private", title="A network")


@pytest.fixture
def writer(client, network):
    cache.clear()
    user = member_of(network)
    client.force_login(user)
    return user


def member_of(network):
    user = UserFactory()
    make_member(network, user)
    return user


def ask(network, title) -> Thread:
    return actions.start_thread(page=network.page, user=member_of(network), kind="question", title=title, body="Words.")


def send(client, network, title, **more):
    given = {"kind": "question", "title": title, "body": "May I ask?"} | more
    return client.post(reverse("discussion:start", args=[network.page_id]), given)


def offers(client, title):
    return client.post(reverse("discussion:similar"), {"title": title}).content.decode()


def test_a_question_like_another_is_held_back_once_and_asked_by_the_second_press(client, network, writer):
    other = ask(network, TITLE)
    page = send(client, network, "Charge for maternity care")
    assert page.status_code == 200
    assert other.title in page.content.decode() and "My question is not here: ask it" in page.content.decode()
    assert "May I ask?" in page.content.decode()
    assert Thread.objects.count() == 1
    assert send(client, network, "Charge for maternity care", new="1").status_code == 302
    assert Thread.objects.count() == 2


def test_one_that_resembles_nothing_is_asked_at_once(client, network, writer):
    ask(network, TITLE)
    assert send(client, network, "Where do I find the care plan?").status_code == 302


def test_a_discussion_is_not_held_back(client, network, writer):
    ask(network, TITLE)
    assert send(client, network, "Charge for maternity care", kind="discussion").status_code == 302


def test_while_it_is_typed_questions_and_tools_are_offered(client, home, network, writer):
    ask(network, TITLE)
    make_entry(make_toolbox(home), title="Maternity care: what we charge")
    found = offers(client, "charging maternity care")
    assert TITLE in found and "Maternity care: what we charge" in found


def test_nobody_is_offered_what_they_may_not_read(client, home, network, writer):
    other = make_network(home, kind="private", title="Elsewhere")
    ask(other, TITLE)
    assert TITLE not in offers(client, TITLE)
    assert send(client, network, "Charge for maternity care").status_code == 302


def test_what_names_a_patient_is_not_searched_for(client, network, writer):
    ask(network, TITLE)
    assert TITLE not in offers(client, f"{TITLE} NHS number 999 000 0018")


def test_there_is_a_limit(client, network, writer):
    answers = [client.post(reverse("discussion:similar"), {"title": TITLE}).status_code for _ in range(31)]
    assert answers[0] == 200 and answers[-1] == 429
