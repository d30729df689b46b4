"""What people hear of what is said: mentions, replies, what they follow; and never of what waits or is taken down."""

from __future__ import annotations

import pytest

from portal.discussion import actions, moderation
from portal.discussion.mentioning import suggested, typed_names
from portal.discussion.models import Mention, Thread
from portal.notifications.actions import follow
from portal.notifications.models import Happening, Notice
from portal.notifications.spreading import spread
from portal.users.models import Blocking
from tests.factories.discussion import say
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home):
    return make_network(home, kind="private", title="Midlands")


def join(network, first, last, **fields):
    user = UserFactory(first_name=first, last_name=last, **fields)
    make_member(network, user)
    return user


@pytest.fixture
def asker(network):
    return join(network, "Olu", "Asker")


@pytest.fixture
def colleague(network):
    return join(network, "Ruth", "Bell-O'Hara")


@pytest.fixture
def convenor(network):
    user = UserFactory(first_name="Con", last_name="Venor")
    make_convenor(network, user)
    return user


@pytest.fixture
def thread(network, asker) -> Thread:
    return actions.start_thread(
        page=network.page, user=asker, kind="question", title="How do you ask?", body="At the desk?"
    )


def tell_all() -> None:
    for happening in Happening.objects.all():
        spread(happening.pk)


def heard(person) -> list[tuple[str, str]]:
    tell_all()
    rows = Notice.objects.filter(person=person).order_by("happening_id")
    rows = rows.values_list("happening__kind", "happening__title")
    return [(kind.removeprefix("discussion/"), title) for kind, title in rows]


def test_members_hear_of_a_new_question_and_only_followers_of_each_comment(network, asker, colleague, convenor, thread):
    assert heard(colleague) == [("started", "Olu Asker asks: How do you ask?")]
    follow(person=convenor, thing=thread)
    say(network.page, "Always.", user=colleague, thread=thread)
    assert heard(convenor)[1:] == [("comment", "Ruth Bell-O'Hara wrote in “How do you ask?”")]
    assert len(heard(colleague)) == 1
    other = join(network, "Ida", "Idle")
    say(network.page, "Never.", user=asker, thread=thread)
    assert heard(other) == []


def test_whoever_asked_and_whoever_is_answered_hear_of_a_reply_once(network, asker, colleague, thread):
    follow(person=asker, thing=thread)
    answer = say(network.page, "Always.", user=colleague, thread=thread)
    assert heard(asker) == [("reply", "Ruth Bell-O'Hara replied to you in “How do you ask?”")]
    say(network.page, "Even on Sundays?", user=asker, thread=thread, parent=answer)
    assert heard(colleague)[1:] == [("reply", "Olu Asker replied to you in “How do you ask?”")]


def test_whoever_wants_no_word_of_replies_has_none(network, asker, colleague, thread):
    actions.stop_replies(comment=thread.comments.get())
    say(network.page, "Always.", user=colleague, thread=thread)
    assert heard(asker) == []


def test_whoever_is_named_hears_once_and_the_name_stands_out(client, network, asker, colleague, thread):
    words = "What do you say, @Ruth Bell-O'Hara? Not me@Ruth Bell-O'Hara, nor @Nobody Here."
    new = say(network.page, words, user=asker, thread=thread)
    assert [kind for kind, _ in heard(colleague)] == ["started", "mention"]
    assert Mention.objects.get().person == colleague
    client.force_login(asker)
    page = client.get(new.get_absolute_url(), follow=True).content.decode()
    assert '<span class="mention">@Ruth Bell-O\'Hara</span>' in page


def test_nobody_is_called_who_may_not_read_it_or_does_not_show_their_name(network, asker, thread):
    UserFactory(first_name="Outside", last_name="Reader")
    join(network, "Shy", "Member", shown_to="nobody")
    deaf = join(network, "Deaf", "Ear")
    Blocking.objects.create(person=deaf, blocked=asker)
    say(network.page, "@Outside Reader @Shy Member @Deaf Ear @Olu Asker", user=asker, thread=thread)
    assert not Mention.objects.exists()
    assert not Notice.objects.filter(happening__kind="discussion/mention").exists()


def test_a_comment_calls_ten_people_at_most(network, asker, thread):
    for number in range(12):
        join(network, f"N{number}", "Many")
    say(network.page, " ".join(f"@N{number} Many," for number in range(12)), user=asker, thread=thread)
    assert Mention.objects.count() == 10


def test_what_waits_for_a_moderator_is_told_to_nobody_until_it_is_published(
    network, asker, colleague, convenor, thread
):
    held = say(network.page, "@Ruth Bell-O'Hara, see this", user=asker, thread=thread, suspected=["name"])
    assert not Mention.objects.exists()
    assert [kind for kind, _ in heard(colleague)] == ["started"]
    moderation.approve(comment=held, by=convenor)
    assert [kind for kind, _ in heard(colleague)] == ["started", "mention"]


def test_a_question_that_waits_is_told_when_it_is_published(network, asker, colleague, convenor):
    thread = actions.start_thread(
        page=network.page, user=asker, kind="question", title="Waits", body="x", suspected=["name"]
    )
    assert heard(colleague) == []
    moderation.approve(comment=thread.comments.get(), by=convenor)
    assert heard(colleague) == [("started", "Olu Asker asks: Waits")]


@pytest.mark.parametrize("how", ["removed", "hidden"])
def test_what_is_taken_down_or_hidden_is_taken_back(network, asker, colleague, convenor, thread, how):
    follow(person=convenor, thing=thread)
    new = say(network.page, "@Ruth Bell-O'Hara: too much", user=asker, thread=thread)
    assert ("mention" in dict(heard(colleague))) and ("comment" in dict(heard(convenor)))
    if how == "removed":
        moderation.remove(comment=new, by=convenor, reason="x")
    else:
        actions.report_comment(comment=new, user=colleague, reason="patient")
    assert not Happening.objects.filter(excerpt__contains="too much").exists()
    assert "mention" not in dict(heard(colleague)) and "comment" not in dict(heard(convenor))


def test_news_of_words_without_a_name_carry_none(network, asker, colleague):
    thread = actions.start_thread(
        page=network.page, user=asker, kind="question", title="Quietly", body="x", unnamed=True
    )
    say(network.page, "And this, @Ruth Bell-O'Hara", user=asker, thread=thread)
    told = heard(colleague)
    assert [kind for kind, _ in told] == ["started", "mention"]
    assert not any("Olu" in title or "Asker" in title for _, title in told)


def test_those_who_may_be_meant_are_offered_and_nobody_else(network, asker, colleague, thread):
    join(network, "Rutger", "Zed")
    quiet = join(network, "Ruthless", "Anon")
    say(network.page, "x", user=quiet, thread=thread, unnamed=True)
    say(network.page, "y", user=colleague, thread=thread)
    UserFactory(first_name="Ruth", last_name="Outside")
    assert [str(person) for person in suggested(thread, by=asker, begins="Ru")] == [
        "Ruth Bell-O'Hara",  # she speaks here; that another does without a name is not given away
        "Ruthless Anon",
        "Rutger Zed",
    ]
    assert [str(person) for person in suggested(thread, by=asker, begins="bell")] == ["Ruth Bell-O'Hara"]
    assert suggested(thread, by=asker, begins="") == []


def test_a_name_ends_where_a_name_may_end():
    names = typed_names("Ask @Ann Lee. And @Jo van der Berg about it, a@b.example")
    assert "ann lee" in names and "jo van der berg" in names and "b.example" not in names


@pytest.mark.parametrize("unnamed", [False, True])
def test_followers_of_a_person_hear_of_what_they_begin_by_name_where_they_may_read_it(home, asker, unnamed):
    reader, outsider = UserFactory(), UserFactory()
    for one in (reader, outsider):
        follow(person=one, thing=asker)
    network = make_network(home, kind="private", title="Other")
    for one in (asker, reader):
        make_member(network, one)
    actions.start_thread(page=network.page, user=asker, kind="question", title="Who?", body="We?", unnamed=unnamed)
    assert Happening.objects.get().touches == ([] if unnamed else [f"users.user:{asker.pk}"])
    assert heard(outsider) == [] and len(heard(reader)) == 1
