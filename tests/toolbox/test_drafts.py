"""Drafts open for comment: the words of that day, for the audience that was asked, each comment answered."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import LogEntry
from portal.discussion.models import Block
from portal.discussion.refusals import NotTaken
from portal.notifications.actions import follow
from portal.notifications.models import Happening, Notice
from portal.notifications.spreading import spread
from tests.clients import Client
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.toolbox import entry_fields, make_toolbox
from tests.factories.users import NewcomerFactory, StaffFactory, UserFactory
from toolbox import actions
from toolbox.models import DraftForComment, DraftRemark, EntryPage

pytestmark = pytest.mark.django_db

CLOSES = date(2030, 1, 28)  # a Monday
LIST = "/exports/lists/toolbox/draft-comments/"
TABLE = {"caption": "Days", "header": ["Day", "Who"], "rows": [["Monday", "Desk"]], "first_cell_is_heading": False}
BODY = [
    ("heading", {"text": "Asking", "level": "2"}),
    ("text", "<p>Ask <b>everybody</b> the same.</p><ul><li>At the desk</li><li>On the ward</li></ul>"),
    ("table", TABLE),
]


@pytest.fixture
def editor():
    return StaffFactory()


@pytest.fixture
def network(home):
    return make_network(home, kind="private", title="Midlands")


@pytest.fixture
def reader(network):
    user = UserFactory(first_name="Olu", last_name="Reader")
    make_member(network, user)
    return user


@pytest.fixture
def entry(home):
    """A tool that nobody may read yet."""
    fields = entry_fields(title="Asking first", summary="Secret summary", contact_name="Secret contact")
    return make_toolbox(home).add_child(instance=EntryPage(live=False, body=BODY, **fields))


@pytest.fixture
def draft(entry, editor, network):
    return actions.open_draft(entry=entry, by=editor, closes_on=CLOSES, networks=[network], ask="Is it clear?")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def remark_on(draft, by, number=2, words="Say where.", **given) -> DraftRemark:
    return actions.say_of_paragraph(paragraph=draft.paragraphs.get(number=number), by=by, words=words, **given)


def test_an_editor_opens_a_draft_and_its_readers_see_its_paragraphs_and_nothing_else(entry, editor, network, reader):
    client = signed_in(editor)
    address = reverse("toolbox:open_draft", args=[entry.pk])
    assert "At the desk" in client.get(address).content.decode()
    day = {"closes_on_day": "28", "closes_on_month": "1", "closes_on_year": "2030"}
    assert client.post(address, day | {"readers": [network.pk], "ask": "Is it clear?"}).status_code == 302
    draft = DraftForComment.objects.get()
    words = ["Asking", "Ask everybody the same.", "At the desk", "On the ward", "Days", "Day | Who", "Monday | Desk"]
    assert list(draft.paragraphs.values_list("words", flat=True)) == words
    page = signed_in(reader).get(draft.get_absolute_url()).content.decode()
    assert "Ask everybody the same." in page
    assert "Is it clear?" in page
    assert "Secret" not in page
    assert "Asking first" in signed_in(reader).get(reverse("toolbox:drafts")).content.decode()
    assert signed_in(reader).get(entry.get_url()).status_code == 404


def test_nobody_beyond_the_audience_reads_or_writes(draft, reader):
    stranger = UserFactory()
    client = signed_in(stranger)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert "Asking first" not in client.get(reverse("toolbox:drafts")).content.decode()
    said = reverse("toolbox:say_of_paragraph", args=[draft.paragraphs.first().pk])
    assert client.post(said, {"words": "Hello"}).status_code == 404
    assert (
        client.get(reverse("privacy:list", args=["toolbox/draft-comments"]) + f"?draft={draft.pk}").status_code == 404
    )
    with pytest.raises(PermissionDenied):
        remark_on(draft, stranger)
    assert Client().get(draft.get_absolute_url()).status_code == 302


def test_all_members_may_be_asked(entry, editor):
    draft = actions.open_draft(entry=entry, by=editor, closes_on=CLOSES, for_members=True)
    assert signed_in(UserFactory()).get(draft.get_absolute_url()).status_code == 200
    assert "All members" in signed_in(UserFactory()).get(draft.get_absolute_url()).content.decode()


def test_what_a_network_writes_is_asked_in_it_alone(home, network, reader):
    convenor = UserFactory()
    make_convenor(network, convenor)
    entry = network.page.add_child(instance=EntryPage(live=False, body=BODY, **entry_fields(title="Ours")))
    other = make_network(home, kind="private", title="London")
    for wider in ({"for_members": True}, {"networks": [other]}):
        with pytest.raises(PermissionDenied):
            actions.open_draft(entry=entry, by=convenor, closes_on=CLOSES, **wider)
    page = signed_in(convenor).get(reverse("toolbox:open_draft", args=[entry.pk])).content.decode()
    assert "All members" not in page
    draft = actions.open_draft(entry=entry, by=convenor, closes_on=CLOSES, networks=[network])
    assert DraftForComment.objects.visible_to(reader).get() == draft
    assert signed_in(reader).get(reverse("toolbox:open_draft", args=[entry.pk])).status_code == 404


def test_a_later_change_of_the_draft_shows_nobody_anything_and_a_comment_keeps_its_words(draft, entry, reader):
    remark = remark_on(draft, reader)
    entry.body = [("text", "<p>Another text altogether.</p>")]
    entry.save_revision()
    page = signed_in(reader).get(draft.get_absolute_url()).content.decode()
    assert "Another text" not in page
    assert remark.paragraph.words in page


def test_a_reader_comments_once_and_the_guard_reads_it(draft, reader):
    client = signed_in(reader)
    address = reverse("toolbox:say_of_paragraph", args=[draft.paragraphs.get(number=2).pk])
    for _ in range(2):
        client.post(address, {"words": "Say where.", "key": "k"})
    refused = client.post(address, {"words": "NHS number 943 476 5919", "key": "l"})
    assert refused.status_code == 422
    assert [remark.words for remark in DraftRemark.objects.all()] == ["Say where."]
    assert "Say where." in client.get(draft.get_absolute_url()).content.decode()


def test_whoever_is_kept_from_writing_does_not_comment(draft, reader):
    Block.objects.create(person=reader, reason="Rude")
    with pytest.raises(NotTaken, match="Rude"):
        remark_on(draft, reader)


def test_an_editor_answers_each_comment_with_a_reason_and_its_writer_hears(draft, reader, editor):
    remark = remark_on(draft, reader)
    client = signed_in(editor)
    address = reverse("toolbox:answer_remark", args=[remark.pk])
    assert client.post(address, {"answer": "accepted"}).status_code == 422
    client.post(address, {"answer": "accepted", "reason": "It will say where."})
    page = signed_in(reader).get(draft.get_absolute_url()).content.decode()
    assert "It will say where." in page
    notice = Notice.objects.get(happening__kind="toolbox/draft_answered")
    assert (notice.person, notice.happening.excerpt) == (reader, "It will say where.")
    assert signed_in(reader).post(address, {"answer": "declined", "reason": "x"}).status_code == 403


def test_words_that_must_not_stand_are_read_by_nobody(draft, reader, editor):
    remark = remark_on(draft, reader, words="Something rude.")
    actions.answer_remark(remark=remark, by=editor, answer="removed", reason="Keep to the draft.")
    page = signed_in(reader).get(draft.get_absolute_url()).content.decode()
    assert "rude" not in page
    assert "took these words down" in page


def test_a_draft_with_unanswered_comments_closes_only_with_a_reason(draft, reader, editor):
    remark_on(draft, reader)
    address = reverse("toolbox:close_draft", args=[draft.pk])
    client = signed_in(editor)
    assert client.post(address).status_code == 422
    with pytest.raises(NotTaken):
        actions.close_draft(draft=draft, by=editor)
    assert client.post(address, {"reason": "The rules changed."}).status_code == 302
    page = signed_in(reader).get(draft.get_absolute_url()).content.decode()
    assert "The rules changed." in page
    assert "Send comment" not in page
    with pytest.raises(NotTaken, match="closed"):
        remark_on(draft, reader)


def test_after_its_day_a_draft_takes_no_comments_and_can_be_read(draft, reader):
    with time_machine.travel(timezone.make_aware(timezone.datetime(2030, 1, 29, 12))):
        with pytest.raises(NotTaken):
            remark_on(draft, reader)
        assert not DraftForComment.objects.open_now().exists()


def test_the_list_with_answers_can_be_taken_away_by_its_readers(draft, reader, editor, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    remark = remark_on(draft, reader)
    actions.answer_remark(remark=remark, by=editor, answer="declined", reason="It stands in chapter 2.")
    actions.close_draft(draft=draft, by=editor)
    response = signed_in(reader).post(f"{LIST}?draft={draft.pk}", {"form": "csv"}, follow=True)
    (row,) = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
    assert (row["Comment"], row["Answer"], row["Reason"]) == ("Say where.", "Not accepted", "It stands in chapter 2.")


def test_members_of_the_networks_that_are_asked_hear_of_it(draft, network):
    happening = Happening.objects.get(kind="toolbox/draft_opened")
    assert (happening.audience, happening.group) == ([f"members:{network.pk}"], f"networks.network:{network.pk}")


def test_of_one_tool_one_draft_is_open_and_only_its_editors_open_it(entry, editor, draft, network, reader):
    with pytest.raises(NotTaken, match="already"):
        actions.open_draft(entry=entry, by=editor, closes_on=CLOSES, networks=[network])
    with pytest.raises(PermissionDenied):
        actions.open_draft(entry=entry, by=reader, closes_on=CLOSES, networks=[network])
    assert LogEntry.objects.filter(action="toolbox/draft_opened").count() == 1


@pytest.mark.parametrize("day", [date(2030, 1, 26), timezone.localdate() - timedelta(days=1)])
def test_a_draft_closes_on_a_working_day_to_come(entry, editor, network, day):
    with pytest.raises(NotTaken, match="working day"):
        actions.open_draft(entry=entry, by=editor, closes_on=day, networks=[network])


def test_a_draft_costs_the_same_however_many_comment(draft, reader, editor, django_assert_max_num_queries):
    client = signed_in(reader)

    def number() -> int:
        with django_assert_max_num_queries(40) as asked:
            client.get(draft.get_absolute_url())
        return len(asked)

    remark_on(draft, reader)
    number()
    few = number()
    for index in range(20):
        remark = remark_on(draft, reader, number=1 + index % 7, words=f"N{index}")
        actions.answer_remark(remark=remark, by=editor, answer="accepted", reason="Yes.")
    assert number() == few


def test_the_editor_leads_to_the_comments(entry, editor, network):
    client = signed_in(editor)
    address = reverse("wagtailadmin_pages:edit", args=[entry.pk])
    assert reverse("toolbox:open_draft", args=[entry.pk]) in client.get(address).content.decode()
    draft = actions.open_draft(entry=entry, by=editor, closes_on=CLOSES, networks=[network])
    assert draft.get_absolute_url() in client.get(address).content.decode()


def test_what_a_newcomer_says_is_read_by_an_editor_first(draft, network, reader, editor, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    newcomer = NewcomerFactory()
    make_member(network, newcomer)
    paragraph = draft.paragraphs.get(number=2)
    address = reverse("toolbox:say_of_paragraph", args=[paragraph.pk])
    said = signed_in(newcomer).post(address, {"words": "Say where, and to whom.", "key": "k1"}, follow=True)
    assert "An editor reads it first" in said.content.decode()
    assert "Waits for an editor" in said.content.decode()
    page = signed_in(reader).get(draft.get_absolute_url()).content.decode()
    assert "to whom" not in page
    assert "0 comments" in page
    listed = signed_in(reader).post(f"{LIST}?draft={draft.pk}", {"form": "csv"}, follow=True)
    assert b"to whom" not in b"".join(listed.streaming_content)
    assert "Waits for an editor" in signed_in(editor).get(draft.get_absolute_url()).content.decode()
    actions.answer_remark(remark=DraftRemark.objects.get(), by=editor, answer="accepted", reason="Clearer.")
    assert "to whom" in signed_in(reader).get(draft.get_absolute_url()).content.decode()


def test_readers_hear_once_that_a_draft_closes_soon_and_whoever_muted_it_does_not(draft, network, reader):
    other = UserFactory()
    make_member(network, other)
    follow(person=other, thing=draft, muted=True)
    closing = Happening.objects.filter(kind="toolbox/draft_closing")
    with time_machine.travel(datetime(2030, 1, 18, 9, tzinfo=UTC), tick=False):
        assert actions.remind_of_drafts(now=timezone.now()) == 0
    with time_machine.travel(datetime(2030, 1, 21, 9, tzinfo=UTC), tick=False):
        assert actions.remind_of_drafts(now=timezone.now()) == 1
        assert actions.remind_of_drafts(now=timezone.now()) == 0
        spread(closing.get().pk)
    assert list(Notice.objects.filter(happening=closing.get()).values_list("person", flat=True)) == [reader.pk]


def test_nobody_is_reminded_of_a_draft_that_was_opened_a_few_days_before(draft):
    DraftForComment.objects.update(closes_on=timezone.localdate() + timedelta(days=7))
    assert actions.remind_of_drafts(now=timezone.now()) == 0
