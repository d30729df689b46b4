"""What an answer is worth: who may say it, what it rests on, and what becomes of it when guidance changes."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from portal.audit.models import LogEntry
from portal.discussion import actions, moderation
from portal.discussion.models import Comment, Mark, Thread
from portal.discussion.refusals import NotTaken
from portal.notifications.models import Notice
from portal.search.models import SearchEntry
from tests.factories.discussion import fill_thread, say
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.toolbox import make_entry, make_toolbox
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home):
    return make_network(home, kind="private", title="A network")


@pytest.fixture
def convenor(network):
    user = UserFactory()
    make_convenor(network, user)
    return user


@pytest.fixture
def asker(network):
    return member_of(network)


@pytest.fixture
def thread(network, asker):
    return actions.start_thread(
        page=network.page, user=asker, kind="question", title="How do you charge maternity care?", body="Words."
    )


@pytest.fixture
def answer(network, thread):
    return say(network.page, "Never ask for payment first.", user=member_of(network), thread=thread)


@pytest.fixture
def entry(home):
    return make_entry(make_toolbox(home), title="Maternity care is never refused", edition="2015-04")


def member_of(network, **fields):
    user = UserFactory(**fields)
    make_member(network, user)
    return user


def mark(client, answer, by, **given):
    client.force_login(by)
    return client.post(reverse("discussion:mark", args=[answer.pk]), given)


def check(client, answer, entry, by, **given):
    return mark(client, answer, by, standing="checked", page="elsewhere", address=entry.url, **given)


def page_of(client, thread, who):
    client.force_login(who)
    return client.get(thread.get_absolute_url()).content.decode()


def status(thread):
    return Thread.objects.get(pk=thread.pk).status


def told(person, kind="discussion/marked"):
    return [notice.happening.title for notice in Notice.objects.filter(person=person, happening__kind=kind)]


def test_a_checked_answer_names_the_edition_and_says_that_it_is_no_decision(
    client, convenor, asker, thread, answer, entry
):
    assert check(client, answer, entry, convenor, paragraph="chapter 3").status_code == 302
    assert status(thread) == Thread.Status.CHECKED
    page = page_of(client, thread, asker)
    assert f'Checked against <a href="{entry.url}">{entry.title}</a></strong>, edition 2015-04, chapter 3' in page
    assert "It is not a decision." in page and f"Marked by {convenor}" in page
    assert page.index("The checked answer") < page.index("What has been said")
    listed = client.get(reverse("discussions:of_network", args=[thread.page_id])).content.decode()
    assert "Checked against guidance</strong>" in listed  # its tag in the list
    assert told(asker) == told(answer.author) != []
    assert SearchEntry.objects.get(key=f"thread:{thread.pk}").standing == 1
    assert LogEntry.objects.filter(action="discussion/marked_checked", target_id=str(answer.pk)).exists()


def test_the_page_offers_what_the_toolbox_has_on_the_question(client, convenor, answer, entry, home):
    private = make_network(home, kind="private", title="Elsewhere")
    make_convenor(private, convenor)
    hidden = make_entry(private.page, title="Maternity care elsewhere", edition="1")
    client.force_login(convenor)
    page = client.get(reverse("discussion:mark", args=[answer.pk])).content.decode()
    assert entry.title in page
    assert hidden.title not in page


def test_nothing_is_checked_against_a_page_that_some_readers_may_not_see(client, convenor, thread, answer, home):
    private = make_network(home, kind="private", title="Elsewhere")
    make_convenor(private, convenor)
    hidden = make_entry(private.page, title="Not for all", edition="1")
    response = check(client, answer, hidden, convenor)
    assert response.status_code == 422
    assert status(thread) == Thread.Status.ANSWERED
    assert check(client, answer, home, convenor).status_code == 422  # a page without editions


def test_the_tool_of_the_same_network_may_be_cited(client, convenor, network, thread, answer):
    own = make_entry(network.page, title="Our own procedure", edition="7")
    assert check(client, answer, own, convenor).status_code == 302
    assert status(thread) == Thread.Status.CHECKED


def test_whoever_may_not_see_the_cited_page_any_more_does_not_learn_its_title(
    client, convenor, asker, network, thread, answer, entry
):
    check(client, answer, entry, convenor)
    entry.audience_rows.update(token="staff")
    page = page_of(client, thread, asker)
    assert "Checked against guidance" in page and entry.title not in page


@pytest.mark.parametrize("who", ["specialist", "convenor", "staff", "member", "writer"])
def test_the_specialist_the_convenors_and_the_staff_mark_and_nobody_else(
    client, network, convenor, asker, thread, answer, who
):
    people = {"convenor": convenor, "writer": answer.author, "member": member_of(network)}
    people["specialist"] = member_of(network)
    people["staff"] = StaffFactory()
    make_member(network, people["staff"])
    Thread.objects.filter(pk=thread.pk).update(specialist=people["specialist"])
    allowed = who in ("specialist", "convenor", "staff")
    assert mark(client, answer, people[who], standing="peer").status_code == (302 if allowed else 403)
    assert Comment.objects.get(pk=answer.pk).standing == ("peer" if allowed else "")
    link = reverse("discussion:mark", args=[answer.pk])
    assert (link in page_of(client, thread, people[who])) == allowed


def test_staff_who_may_not_read_a_network_mark_nothing(client, answer):
    assert mark(client, answer, StaffFactory(), standing="peer").status_code == 404


def test_nobody_vouches_for_their_own_answer_but_may_withdraw_it(client, network, convenor, thread, entry):
    own = say(network.page, "I say so.", user=convenor, thread=thread)
    assert check(client, own, entry, convenor).status_code == 422
    with pytest.raises(NotTaken):
        moderation.mark_answer(comment=own, by=convenor, standing="peer")
    assert mark(client, own, convenor, standing="superseded", reason="I was wrong.").status_code == 302


def test_a_superseded_answer_says_why_and_leads_to_the_one_that_holds(client, network, convenor, asker, thread, answer):
    better = say(network.page, "As of April.", user=member_of(network), thread=thread)
    assert mark(client, answer, convenor, standing="superseded").status_code == 422  # without a reason
    given = {"standing": "superseded", "reason": "The rule changed in April.", "successor": better.pk}
    assert mark(client, answer, convenor, **given).status_code == 302
    page = page_of(client, thread, asker)
    assert "The rule changed in April." in page and better.get_absolute_url() in page
    assert status(thread) == Thread.Status.ANSWERED
    mark(client, better, convenor, standing="superseded", reason="So did this.")
    assert status(thread) == Thread.Status.SUPERSEDED
    assert "no longer hold" in page_of(client, thread, asker)
    assert SearchEntry.objects.get(key=f"thread:{thread.pk}").standing == -1


def test_what_is_no_answer_leaves_the_question_open_and_its_clock_begins_anew(client, convenor, thread, answer):
    Thread.objects.filter(pk=thread.pk).update(refer_at=None)
    mark(client, answer, convenor, standing="aside")
    thread.refresh_from_db()
    assert thread.status == Thread.Status.OPEN and thread.refer_at is not None


def test_the_asker_says_that_an_answer_helped_and_takes_it_back(client, asker, convenor, thread, answer):
    address = reverse("discussion:helped", args=[answer.pk])
    assert "This answered my question" in page_of(client, thread, asker)
    client.post(address)
    page = page_of(client, thread, asker)
    assert "Said by whoever asked" in page and "An answer that helped" in page
    assert told(answer.author)
    client.post(address, {"helped": "no"})
    assert "Said by whoever asked" not in page_of(client, thread, asker)
    assert told(answer.author) == []
    client.force_login(convenor)
    assert client.post(address).status_code == 403
    mark(client, answer, convenor, standing="superseded", reason="No.")
    client.force_login(asker)
    client.post(address)
    assert Comment.objects.get(pk=answer.pk).standing == "superseded"


def test_a_mark_is_undone_and_its_news_taken_back(client, convenor, asker, thread, answer, entry):
    check(client, answer, entry, convenor)
    assert mark(client, answer, convenor, standing="none").status_code == 302
    assert status(thread) == Thread.Status.ANSWERED
    assert not Mark.objects.exists() and told(asker) == []


def test_who_asked_without_a_name_is_not_named_by_their_mark(client, network, convenor):
    thread = actions.start_thread(
        page=network.page, user=convenor, kind="question", title="May I ask?", body="Words.", unnamed=True
    )
    reader = member_of(network)
    answer = say(network.page, "Yes.", user=reader, thread=thread)
    moderation.mark_answer(comment=answer, by=convenor, standing="superseded", reason="No.")
    page = page_of(client, thread, reader)
    assert "Marked by somebody who looks after this" in page and str(convenor) not in page


def test_a_question_is_no_answer_to_itself(client, convenor, thread):
    opening = thread.comments.get()
    client.force_login(convenor)
    assert client.get(reverse("discussion:mark", args=[opening.pk])).status_code == 404


def test_a_newer_edition_makes_the_check_an_earlier_one_and_tells_those_who_check_once(
    client, convenor, asker, thread, answer, entry
):
    check(client, answer, entry, convenor)
    before = len(told(convenor))
    for _ in range(2):
        entry.edition = "2015-09"
        entry.save_revision().publish()
    assert status(thread) == Thread.Status.ANSWERED
    page = page_of(client, thread, asker)
    assert "Checked against an earlier edition" in page and "edition 2015-04" in page
    assert len(told(convenor)) == before + 1
    assert "Check again" in told(convenor)[0]
    check(client, answer, entry, convenor)
    assert status(thread) == Thread.Status.CHECKED
    assert "edition 2015-09" in page_of(client, thread, asker)


def test_a_page_without_a_name_for_its_edition_is_cited_by_its_review(client, convenor, asker, thread, answer, home):
    entry = make_entry(make_toolbox(home), title="A plain tool")
    check(client, answer, entry, convenor)
    entry.summary = "A better word."
    entry.save_revision().publish()
    assert status(thread) == Thread.Status.CHECKED, "a typing slip is no new edition"
    entry.last_reviewed = entry.last_reviewed.replace(year=entry.last_reviewed.year - 1)
    entry.save_revision().publish()
    assert status(thread) == Thread.Status.ANSWERED


def test_a_page_that_is_taken_down_bears_nothing_out(client, convenor, asker, thread, answer, entry):
    check(client, answer, entry, convenor)
    entry.unpublish()
    assert status(thread) == Thread.Status.ANSWERED
    assert entry.title not in page_of(client, thread, asker)


def test_words_that_somebody_vouched_for_are_not_changed_any_more(convenor, answer, entry):
    basis = moderation.Basis(page=entry.page_ptr)
    moderation.mark_answer(comment=answer, by=convenor, standing="checked", basis=basis)
    with pytest.raises(NotTaken):
        actions.edit_comment(comment=answer, by=answer.author, body="Ask for payment first.")


def test_only_questions_have_answers(network, convenor):
    thread = actions.start_thread(page=network.page, user=convenor, kind="discussion", title="A talk", body="Words.")
    said = say(network.page, "Hm.", user=member_of(network), thread=thread)
    with pytest.raises(PermissionDenied):
        moderation.mark_answer(comment=said, by=convenor, standing="peer")


@pytest.mark.parametrize("number", [1, 25])
def test_a_marked_thread_costs_the_same_for_few_and_many_marks(
    client, network, convenor, asker, thread, entry, number, django_assert_max_num_queries
):
    answers = fill_thread(thread, 50, author=member_of(network))
    basis = moderation.Basis(page=entry.page_ptr)
    for answer in answers[:number]:
        moderation.mark_answer(comment=answer, by=convenor, standing="checked", basis=basis)
    client.force_login(asker)
    client.get(thread.get_absolute_url())
    with django_assert_max_num_queries(21) as spent:
        client.get(thread.get_absolute_url())
    SPENT.setdefault("thread", len(spent))
    assert len(spent) == SPENT["thread"]


SPENT: dict[str, int] = {}
