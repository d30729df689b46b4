"""Asking without a name: what members see instead, who may know, and that no surface gives the name away."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from portal.discussion import actions, moderation
from portal.discussion.models import Comment, Thread
from portal.discussion.naming import may_know, role_and_region
from portal.notifications.actions import send_digests, tell_at_once
from portal.notifications.models import Happening, Mail
from portal.notifications.spreading import spread
from portal.organisations.models import Region
from portal.search.models import SearchEntry
from portal.users.models import Role, User
from tests.factories.discussion import say
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

LABEL = "An overseas visitor manager in London"
NAME = "Quillon"  # stands nowhere else


def in_region(slug: str, **person: object):
    trust = OrganisationFactory(name="Zedbridge Hospitals", region=Region.objects.get(slug=slug))
    return UserFactory(trust=trust, **person)


@pytest.fixture
def network(home):
    network = make_network(home)
    make_convenor(network, UserFactory(first_name="Ruth", last_name="Bell"))
    return network


@pytest.fixture
def asker(network):
    person = {"first_name": "Hester", "last_name": NAME, "job_title": "Head of Zedbridge overseas desk"}
    user = in_region("london", **person, shown_to=User.ShownTo.NOBODY)  # in no list of members either
    make_member(network, user)
    return user


@pytest.fixture
def colleague(network):
    user = UserFactory()
    make_member(network, user)
    return user


def ask(network, asker, **given) -> Thread:
    words = {"kind": "question", "title": "May I ask?", "body": "How do others do it?"} | given
    return actions.start_thread(page=network.page, user=asker, unnamed=True, **words)


@pytest.mark.parametrize(
    ("role", "region", "words"),
    [
        (Role.OVM, "london", LABEL),
        (Role.FINANCE_DIRECTOR, "midlands", "A finance director in the Midlands"),
        (Role.OTHER, "south-east", "A member in the South East"),
    ],
)
def test_members_read_role_and_region_and_never_a_trust(role, region, words):
    assert role_and_region(in_region(region, role=role)) == words


def test_whoever_asks_reads_before_what_is_shown_and_to_whom(client, network, asker):
    client.force_login(asker)
    page = client.get(f"/discussion/pages/{network.page_id}/start/").content.decode()
    assert "Without my name" in page and LABEL in page
    assert "Freedom of Information Act" in page and "staff see who you are" in page
    sent = {"kind": "question", "title": "May I ask?", "body": "How?", "without_name": "on"}
    page = client.post(f"/discussion/pages/{network.page_id}/start/", sent, follow=True).content.decode()
    assert LABEL[1:] in page
    thread = Thread.objects.get()
    assert thread.is_unnamed and thread.comments.get().is_unnamed


def test_no_page_search_mail_feed_list_or_export_gives_the_name_away(client, network, asker, colleague):
    thread = ask(network, asker)
    question = thread.comments.get()
    answer = say(network.page, "We do this.", user=colleague, thread=thread, parent=question)
    again = say(network.page, "Thank you.", user=asker, thread=thread, parent=answer)  # forgot to tick: still unnamed
    assert again.is_unnamed
    client.force_login(colleague)
    addresses = [
        thread.get_absolute_url(),
        network.page.url,
        f"/discussion/comments/{question.pk}/reply/",
        f"/discussion/comments/{question.pk}/report/",
        "/me/",
        "/me/data/",
        "/search/?q=others",
        f"/search/?q={NAME}",
        f"/discussion/{thread.pk}/comment/",
    ]
    for address in addresses:
        page = client.get(address, follow=True).content.decode()
        assert "Zedbridge" not in page, address
        assert "Hester" not in page, address
        assert NAME not in page or f"q={NAME}" in address, address
    assert LABEL in client.get("/me/").content.decode(), "a reply to me by somebody without a name"
    for news in Happening.objects.all():
        spread(news.pk)
    tell_at_once(now=timezone.now())
    assert send_digests(now=timezone.now() + timedelta(days=8))
    told = Mail.objects.exclude(to=asker.email).values_list("subject", "text", "html", "headers")
    assert told and not [mail for mail in told if NAME in str(mail) or "Zedbridge" in str(mail)]
    assert not SearchEntry.objects.filter(key=f"thread:{thread.pk}", body__contains=NAME).exists()
    for entry in SearchEntry.objects.filter(key__startswith="thread:"):
        assert NAME not in f"{entry.title} {entry.summary} {entry.body} {entry.facets}"
    for news in Happening.objects.all():
        assert NAME not in f"{news.title} {news.excerpt}"
        assert not any(f":{asker.pk}" == label[-len(f":{asker.pk}") :] and "user" in label for label in news.touches)


@pytest.mark.parametrize("who", ["convenor", "moderator", "staff"])
def test_those_who_look_after_the_network_see_who_it_is(client, network, asker, who):
    thread = ask(network, asker)
    if who == "convenor":
        person = network.page.moderators()[0]
    elif who == "moderator":
        person = UserFactory()
        make_member(network, person, role="moderator")
    else:
        person = StaffFactory()
        make_member(network, person)
    assert may_know(user=person, page=network.page)
    client.force_login(person)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert f"Hester {NAME}" in page and LABEL in page


def test_nobody_else_may_know(network, asker, colleague):
    for person in (AnonymousUser(), colleague, UserFactory(), asker):
        assert not may_know(user=person, page=network.page)


def test_a_convenor_of_another_network_may_not_know(home, network, asker):
    elsewhere = make_network(home, title="Midlands network")
    convenor = UserFactory()
    make_convenor(elsewhere, convenor)
    make_member(network, convenor)
    assert not may_know(user=convenor, page=network.page)


def test_an_answer_can_be_without_a_name_and_the_next_one_is_offered_so(client, network, asker, colleague):
    thread = actions.start_thread(page=network.page, user=colleague, kind="question", title="How?", body="Tell me")
    client.force_login(asker)
    client.post(f"/discussion/{thread.pk}/comment/", {"body": "Like this", "without_name": "on"})
    answer = Comment.objects.latest("pk")
    assert (answer.writer, answer.title_then, answer.author_title) == (LABEL, "", "")
    form = client.get(f"/discussion/{thread.pk}/comment/").context["form"]
    assert form["without_name"].initial is True
    mail = Mail.objects.filter(to=colleague.email)
    assert all(NAME not in f"{one.subject}{one.text}" for one in mail)


def test_a_moderator_who_decides_sees_who_and_the_writer_is_told_as_ever(client, network, asker):
    thread = ask(network, asker, body="Those with a foreign accent first")
    held = thread.comments.get()
    convenor = network.page.moderators()[0]
    client.force_login(convenor)
    page = client.get(f"/discussion/moderation/comment/{held.pk}/").content.decode()
    assert f"Hester {NAME}" in page
    moderation.approve(comment=held, by=convenor)
    told = Mail.objects.get(to=asker.email, kind="discussion/published")
    assert "Hello Hester" in told.text


def test_under_a_post_and_for_staff_there_is_no_writing_without_a_name(client, network, asker, post):
    assert not say(post, user=asker, unnamed=True).is_unnamed
    staff = StaffFactory()
    make_member(network, staff)
    thread = actions.start_thread(
        page=network.page, user=staff, kind="question", title="Staff ask", body="Who?", unnamed=True
    )
    assert not thread.is_unnamed and not thread.comments.get().is_unnamed
    client.force_login(asker)
    assert "Without my name" not in client.get(f"/discussion/pages/{post.pk}/comment/").content.decode()


def test_a_look_before_sending_says_what_stands_instead_of_the_name(client, network, asker):
    client.force_login(asker)
    sent = {"kind": "question", "title": "May I?", "body": "Ask", "without_name": "on", "look": "1"}
    page = client.post(f"/discussion/pages/{network.page_id}/start/", sent).content.decode()
    assert f"By {LABEL}" in page
    page = client.post(f"/discussion/pages/{network.page_id}/start/", sent | {"without_name": ""}).content.decode()
    assert f"By {LABEL}" not in page


NAMES = re.compile(
    r"{{[^}]*\b(?:comment|row|one|said|answer|parent)\.(?:author|named)\b(?!_)|{{[^}]*\bthread\.created_by\b(?!_)"
)
MAY_SHOW = {"discussion/_comment.html"}  # asks `may_know` first


def test_no_template_writes_a_name_but_by_the_words_that_keep_it(settings):
    folder = Path(settings.BASE_DIR) / "templates"
    found = {
        str(path.relative_to(folder)) for path in folder.rglob("*.*") if NAMES.search(path.read_text(errors="ignore"))
    }
    assert found == MAY_SHOW
