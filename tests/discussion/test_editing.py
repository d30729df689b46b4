"""What writers do with their own words: change them within a day, so that readers can see it, and take them back."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.utils import timezone

from portal.discussion import actions, moderation
from portal.discussion.attached import attach
from portal.discussion.models import Attachment, Comment, Mark, Thread, Wording
from portal.discussion.refusals import NotTaken
from portal.notifications.models import Happening
from portal.search.models import SearchEntry
from tests.factories.discussion import say
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import NewcomerFactory, UserFactory

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=2)


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def network(home):
    network = make_network(home, kind="private")
    make_convenor(network, UserFactory())
    return network


@pytest.fixture
def writer(network):
    return join(network)


def join(network, **fields):
    user = UserFactory(**fields)
    make_member(network, user)
    return user


@pytest.fixture
def thread(network, writer) -> Thread:
    return actions.start_thread(page=network.page, user=writer, kind="question", title="How?", body="First words")


@pytest.fixture
def comment(thread) -> Comment:
    return thread.comments.get()


def later(by=LATER):
    return time_machine.travel(timezone.now() + by, tick=False)


def edit(client, comment, body="Better words", **given):
    return client.post(f"/discussion/comments/{comment.pk}/edit/", {"body": body, **given})


def history(client, comment):
    return client.get(f"/discussion/comments/{comment.pk}/history/")


def test_a_slip_of_the_pen_is_mended_without_a_trace(client, comment, writer):
    client.force_login(writer)
    edit(client, comment, "First words, mended")
    page = client.get(comment.thread.get_absolute_url()).content.decode()
    assert "First words, mended" in page and "Edited" not in page
    assert history(client, comment).status_code == 404
    assert not Wording.objects.exists()


def test_later_readers_see_that_it_was_changed_and_what_it_said_before(client, network, comment, writer):
    client.force_login(writer)
    with later():
        edit(client, comment, "Second words")
    with later(2 * LATER):
        edit(client, comment, "Third words")
    client.force_login(join(network))
    page = client.get(comment.thread.get_absolute_url()).content.decode()
    assert "Third words" in page and "Second words" not in page and "Edited" in page
    told = history(client, comment).content.decode()
    assert told.index("Third words") < told.index("Second words") < told.index("First words")


@pytest.mark.parametrize("what", ["reply", "useful", "report"])
def test_what_somebody_has_answered_or_judged_leaves_a_trace_at_once(client, network, comment, writer, what):
    other = join(network)
    if what == "reply":
        say(network.page, "An answer", user=other, thread=comment.thread, parent=comment)
    elif what == "useful":
        actions.find_useful(comment=comment, user=other)
    else:
        actions.report_comment(comment=comment, user=other, reason="other", words="Unkind")
    client.force_login(writer)
    edit(client, comment)
    assert Wording.objects.get().body == "First words"


def test_after_a_day_it_stays_as_it_is(client, comment, writer):
    client.force_login(writer)
    with later(timedelta(hours=25)):
        page = client.get(comment.thread.get_absolute_url()).content.decode()
        assert f"/discussion/comments/{comment.pk}/edit/" not in page
        assert "for 24 hours" in edit(client, comment).content.decode()
        with pytest.raises(NotTaken):
            actions.edit_comment(comment=comment, by=writer, body="Too late")
    comment.refresh_from_db()
    assert comment.body == "First words"


def test_what_somebody_checked_says_what_it_said_then(network, thread, writer):
    answer = say(network.page, "Ask everybody", user=join(network), thread=thread)
    Mark.objects.create(comment=answer, by=writer)
    Comment.objects.filter(pk=answer.pk).update(standing=Comment.Standing.CHECKED)
    with pytest.raises(NotTaken):
        actions.edit_comment(comment=answer, by=answer.author, body="Ask some")


def test_only_its_writer_changes_or_deletes_it(client, network, comment):
    convenor = network.page.moderators()[0]
    for person in (join(network), convenor):
        client.force_login(person)
        for verb in ("edit", "delete"):
            assert client.get(f"/discussion/comments/{comment.pk}/{verb}/").status_code == 403
            assert client.post(f"/discussion/comments/{comment.pk}/{verb}/", {"body": "x"}).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.edit_comment(comment=comment, by=convenor, body="x")


def test_whoever_left_changes_nothing_any_more(client, network, comment, writer):
    network.memberships.filter(user=writer).delete()
    client.force_login(writer)
    assert edit(client, comment).status_code == 404


def test_somebody_who_is_blocked_reads_why_and_keeps_their_words(client, network, comment, writer):
    moderation.block_writer(person=writer, page=network.page, reason="Unkind", by=network.page.moderators()[0], days=7)
    client.force_login(writer)
    answer = edit(client, comment, "My other words")
    assert answer.status_code == 422
    assert "Unkind" in answer.content.decode() and "My other words" in answer.content.decode()


def test_the_guard_reads_the_new_words_too(client, comment, writer):
    client.force_login(writer)
    assert edit(client, comment, "The patient 943 476 5919 came").status_code == 422
    comment.refresh_from_db()
    assert comment.body == "First words"


def test_what_is_kept_of_earlier_words_names_no_patient(comment, writer):
    Comment.objects.filter(pk=comment.pk).update(body="The patient 943 476 5919 came")
    with later():
        actions.edit_comment(comment=comment, by=writer, body="The patient came")
    assert "943" not in Wording.objects.get().body


def test_words_that_wait_again_are_shown_to_nobody_until_a_moderator_has_read_them(client, network, thread):
    newcomer = NewcomerFactory()
    make_member(network, newcomer)
    convenor = network.page.moderators()[0]
    first = say(network.page, "Hello all", user=newcomer, thread=thread)
    moderation.approve(comment=first, by=convenor)
    told = Happening.objects.filter(url=first.get_absolute_url())
    assert told.exists()
    client.force_login(newcomer)
    edit(client, first, "Hello again all")
    first.refresh_from_db()
    assert first.is_held() and not told.exists()
    other = join(network)
    client.force_login(other)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "Hello again all" not in page and "Hello all" not in page
    assert history(client, first).status_code == 404
    moderation.approve(comment=first, by=convenor)
    assert "Hello again all" in client.get(thread.get_absolute_url()).content.decode()


def test_refused_changed_words_leave_a_line_with_the_reason(network, thread):
    newcomer = NewcomerFactory()
    make_member(network, newcomer)
    convenor = network.page.moderators()[0]
    first = say(network.page, "Hello all", user=newcomer, thread=thread)
    moderation.approve(comment=first, by=convenor)
    first.refresh_from_db()
    actions.edit_comment(comment=first, by=newcomer, body="Buy now")
    moderation.refuse(comment=first, by=convenor, reason="Advertising")
    first.refresh_from_db()
    assert first.is_removed() and first.reason == "Advertising"


@pytest.mark.parametrize("how", ["removed", "deleted", "hidden"])
def test_nobody_reads_what_a_comment_said_that_is_gone(client, network, comment, writer, how):
    with later():
        actions.edit_comment(comment=comment, by=writer, body="Second words")
    convenor = network.page.moderators()[0]
    if how == "removed":
        moderation.remove(comment=comment, by=convenor, reason="x")
    elif how == "deleted":
        actions.delete_comment(comment=comment, by=writer)
    else:
        Comment.objects.filter(pk=comment.pk).update(state=Comment.State.HELD, held_for="reported")
    for person in (writer, convenor, join(network)):
        client.force_login(person)
        assert history(client, comment).status_code == 404


def test_a_writer_without_a_name_has_none_in_the_history(client, network):
    writer = join(network, first_name="Una", last_name="Named")
    thread = actions.start_thread(
        page=network.page, user=writer, kind="question", title="How?", body="First words", unnamed=True
    )
    comment = thread.comments.get()
    with later():
        actions.edit_comment(comment=comment, by=writer, body="Second words")
    client.force_login(join(network))
    told = history(client, comment).content.decode()
    assert "First words" in told and "Una" not in told and "Named" not in told


def test_files_go_and_come_with_a_change_and_are_never_too_many(client, network, comment, writer):
    attach([ContentFile(b"a", name=f"{n}.txt") for n in range(3)], to=comment)
    client.force_login(writer)

    def more():
        return [ContentFile(b"Ask everybody.", name="new.txt")]

    assert "3 files at most" in edit(client, comment, files=more()).content.decode()
    first = Attachment.objects.order_by("pk")[0]
    assert edit(client, comment, without=[first.pk], files=more()).status_code == 302
    assert list(Attachment.objects.order_by("pk").values_list("name", flat=True)) == ["1.txt", "2.txt", "new.txt"]


def test_nobody_takes_out_somebody_elses_file(client, network, comment, writer):
    other = say(network.page, "Mine", user=join(network), thread=comment.thread)
    for one in (comment, other):
        attach([ContentFile(b"a", name="a.txt")], to=one)
    client.force_login(writer)
    assert edit(client, comment, without=[other.attachments.get().pk]).status_code == 422
    assert Attachment.objects.count() == 2


def test_search_and_news_say_what_it_says_now(network, comment, writer):
    named = join(network, first_name="Ruth", last_name="Bell")
    actions.edit_comment(comment=comment, by=writer, body="Better words, @Ruth Bell")
    entry = SearchEntry.objects.live().get(key=f"thread:{comment.thread_id}")
    assert "Better words" in entry.body and "First words" not in entry.body
    started = Happening.objects.get(kind="discussion/started")
    assert started.excerpt == "Better words, @Ruth Bell"
    mention = Happening.objects.get(kind="discussion/mention")
    assert [notice.person for notice in mention.notices.all()] == [named]


def test_a_draft_of_a_change_comes_back_after_signing_in(client, comment, writer):
    client.force_login(writer)
    form = client.get(f"/discussion/comments/{comment.pk}/edit/").context["form"]
    client.logout()
    edit(client, comment, "Typed for long", writer=form.initial["writer"])
    client.force_login(writer)
    assert "Typed for long" in client.get(f"/discussion/comments/{comment.pk}/edit/").content.decode()


def test_a_deleted_comment_leaves_a_line_and_its_answers(client, network, thread, writer):
    mine = say(network.page, "Sensitive", user=writer, thread=thread)
    say(network.page, "An answer that stays", user=join(network), thread=thread, parent=mine)
    attach([ContentFile(b"a", name="a.txt")], to=mine)
    client.force_login(writer)
    address = f"/discussion/comments/{mine.pk}/delete/"
    assert "You cannot undo this" in client.get(address).content.decode()
    assert Comment.objects.get(pk=mine.pk).is_published(), "a look changes nothing"
    client.post(address)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "deleted by its writer" in page and "An answer that stays" in page and "Sensitive" not in page
    mine.refresh_from_db()
    assert mine.body == "" and not mine.attachments.exists()
    assert not Happening.objects.filter(url=mine.get_absolute_url()).exists()


def test_a_moderator_who_removes_says_why_and_it_stands_there(client, network, comment):
    client.force_login(network.page.moderators()[0])
    client.post(f"/discussion/comments/{comment.pk}/remove/", {"reason": "Off the subject"})
    page = client.get(comment.thread.get_absolute_url()).content.decode()
    assert "was removed on" in page and "Off the subject" in page and "by its writer" not in page


def test_a_question_taken_back_before_anybody_answered_waits_for_nobody(thread, comment, writer):
    actions.delete_comment(comment=comment, by=writer)
    thread.refresh_from_db()
    assert thread.is_closed and thread.title == "Deleted by its writer"
    assert not Thread.objects.unanswered().exists()
    assert not SearchEntry.objects.live().filter(key=f"thread:{thread.pk}").exists()
