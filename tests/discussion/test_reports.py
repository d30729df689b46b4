"""Readers report; moderators answer; writers may be kept from writing and may appeal."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.discussion import actions, moderation
from portal.discussion.models import Appeal, Block, Comment, Concern, Report
from portal.discussion.refusals import NotTaken
from portal.notifications.models import Mail
from tests.factories.discussion import make_guest, say
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

QUEUE = "/discussion/moderation/"


@pytest.fixture
def comment(post):
    StaffFactory()
    return say(post, "Something doubtful.")


@pytest.fixture
def network(home):
    return make_network(home, kind="restricted")


@pytest.fixture
def convenor(network):
    user = UserFactory(first_name="Con", last_name="Venor")
    make_convenor(network, user)
    return user


@pytest.fixture
def writer(network):
    user = UserFactory()
    make_member(network, user)
    return user


def said(network, writer, body="Something unkind."):
    thread = actions.start_thread(page=network.page, user=writer, kind="discussion", title="Talk", body=body)
    return thread.comments.get()


def reported(comment, number=1, reason="unkind"):
    return [actions.report_comment(comment=comment, user=UserFactory(), reason=reason) for _ in range(number)]


def now(comment) -> Comment:
    return Comment.objects.get(pk=comment.pk)


def test_a_member_reports_a_comment_and_the_queue_shows_what_they_say(client, comment):
    reader = UserFactory()
    client.force_login(reader)
    address = f"/discussion/comments/{comment.pk}/report/"
    assert "What is wrong with it?" in client.get(address).content.decode()
    assert client.post(address, {"reason": "other"}).status_code == 422
    answer = client.post(address, {"reason": "other", "words": "It is about somebody I know."}, follow=True)
    assert "A moderator looks within one working day" in answer.content.decode()
    assert now(comment).is_published()
    assert Mail.objects.get(kind="discussion/reported")
    client.force_login(StaffFactory())
    page = client.get(QUEUE).content.decode()
    assert "It is about somebody I know." in page and "Reported by 1 reader" in page


def test_a_guest_reports_by_form_and_hears_the_outcome(client, comment):
    address = f"/discussion/comments/{comment.pk}/report/"
    assert client.post(address, {"reason": "spam"}).status_code == 422
    sent = {"reason": "spam", "email": "gwen@public.example"}
    assert client.post(address, sent).url == "/discussion/reported/"
    client.post(address, sent)
    assert Report.objects.count() == 1
    moderation.remove(comment=comment, by=StaffFactory(), reason="Advertising.")
    mail = Mail.objects.get(kind="discussion/report_answered")
    assert mail.to == "gwen@public.example" and "They agreed with you" in mail.text


def test_a_machine_that_fills_the_trap_reports_nothing(client, comment):
    sent = {"reason": "spam", "email": "g@public.example", "website": "x"}
    assert client.post(f"/discussion/comments/{comment.pk}/report/", sent).status_code == 302
    assert not Report.objects.exists()


def test_guests_report_only_so_much_in_an_hour(post):
    comments = [say(post, f"Number {n}") for n in range(6)]
    guest = {"user": AnonymousUser(), "reason": "spam", "guest_email": "g@public.example", "source": "here"}
    for one in comments[:5]:
        actions.report_comment(comment=one, **guest)
    with pytest.raises(NotTaken, match="Wait an hour"):
        actions.report_comment(comment=comments[5], **guest)


def test_three_readers_hide_a_comment_until_a_moderator_has_looked(client, comment):
    reported(comment, 2)
    assert now(comment).is_published()
    reported(comment)
    hidden = now(comment)
    assert (hidden.state, hidden.held_for) == ("held", "reported")
    assert Mail.objects.get(kind="discussion/hidden").to == comment.author.email
    assert "Something doubtful." not in client.get(comment.thread.page.url).content.decode()


def test_one_reader_who_reports_three_times_and_one_guest_with_three_addresses_hide_nothing(comment):
    reader = UserFactory()
    for number in range(3):
        actions.report_comment(comment=comment, user=reader, reason="unkind")
        actions.report_comment(
            comment=comment, user=AnonymousUser(), reason="spam", guest_email=f"g{number}@a.example", source="one place"
        )
    assert now(comment).is_published()
    assert Report.objects.count() == 4


def test_what_may_identify_a_patient_is_hidden_by_one_member_and_not_by_one_guest(comment):
    actions.report_comment(comment=comment, user=AnonymousUser(), reason="patient", guest_email="g@a.example")
    assert now(comment).is_published()
    reported(comment, reason="patient")
    assert now(comment).is_held()


def test_a_reported_comment_that_stands_comes_back_and_is_not_hidden_again(client, comment, post):
    reported(comment, 3)
    client.force_login(StaffFactory())
    client.post(f"{QUEUE}{comment.pk}/approve/")
    assert now(comment).is_published()
    answers = Mail.objects.filter(kind="discussion/report_answered")
    assert answers.count() == 3 and "leave it as it is" in answers[0].text
    reported(comment, 3)
    assert now(comment).is_published()


def test_a_member_reports_a_person_and_the_staff_answer(client, comment):
    staff, reader, person = StaffFactory(), UserFactory(), UserFactory(shown_to="signed-in")
    client.force_login(reader)
    address = f"/discussion/people/{person.pk}/report/"
    assert client.post(address, {"reason": "unkind", "words": "Rude mails."}, follow=True).status_code == 200
    actions.report_person(person=person, user=UserFactory(), reason="spam")
    concern = Concern.objects.get()
    assert concern.reports.count() == 2
    client.force_login(staff)
    item = f"{QUEUE}person/{concern.pk}/"
    assert "Rude mails." in client.get(item).content.decode()
    assert client.post(item, {"upheld": "no", "days": "7", "reason": "x"}).status_code == 422
    assert client.post(item, {"upheld": "yes", "days": "7", "reason": "Rude mails."}).status_code == 302
    assert Block.objects.in_force().get().person == person
    assert Mail.objects.filter(kind="discussion/report_answered").count() == 2


def test_nobody_reports_themselves_or_whom_they_may_not_see(client):
    reader, hidden = UserFactory(), UserFactory(shown_to="nobody")
    client.force_login(reader)
    assert client.get(f"/discussion/people/{reader.pk}/report/").status_code == 404
    assert client.get(f"/discussion/people/{hidden.pk}/report/").status_code == 404


def test_a_convenor_does_not_see_reports_about_people(client, convenor):
    person = UserFactory()
    actions.report_person(person=person, user=UserFactory(), reason="unkind")
    client.force_login(convenor)
    assert client.get(f"{QUEUE}person/{Concern.objects.get().pk}/").status_code == 404


def test_removing_and_blocking_are_one_step_and_the_writer_reads_why(client, network, convenor, writer):
    comment = said(network, writer)
    client.force_login(convenor)
    address = f"/discussion/comments/{comment.pk}/remove/"
    page = client.get(address).content.decode()
    assert "Keep its writer from writing as well?" in page and "Anywhere in the portal" not in page
    client.post(address, {"reason": "It insults a colleague.", "days": "7"})
    block = Block.objects.get()
    assert (block.person, block.page.pk, block.by) == (writer, network.page_id, convenor)
    assert "It insults a colleague." in Mail.objects.get(kind="discussion/blocked").text
    client.force_login(writer)
    assert (
        "You can read but not write in London network until"
        in client.get(comment.thread.get_absolute_url()).content.decode()
    )
    refused = client.post(f"/discussion/{comment.thread_id}/comment/", {"body": "But I must say"})
    assert refused.status_code == 422
    assert "You can read but not write" in refused.content.decode() and "But I must say" in refused.content.decode()
    with pytest.raises(NotTaken):
        actions.start_thread(page=network.page, user=writer, kind="question", title="Again", body="?")


def test_a_block_holds_in_its_network_alone_and_one_of_the_staff_anywhere(home, post, network, convenor, writer):
    moderation.block_writer(person=writer, page=network.page, reason="x", by=convenor, days=7)
    assert say(post, user=writer).is_published()
    moderation.block_writer(person=writer, page=None, reason="x", by=StaffFactory())
    with pytest.raises(NotTaken, match="any network"):
        say(post, "Again", user=writer)


def test_a_block_ends_by_itself_or_is_lifted(client, network, convenor, writer):
    block = moderation.block_writer(person=writer, page=network.page, reason="x", by=convenor, days=7)
    Block.objects.update(until=timezone.now())
    assert said(network, writer).is_published()
    block = moderation.block_writer(person=writer, page=network.page, reason="x", by=convenor)
    client.force_login(convenor)
    assert str(writer) in client.get(f"{QUEUE}blocks/").content.decode()
    client.post(f"{QUEUE}blocks/{block.pk}/lift/")
    assert not Block.objects.in_force().exists()
    assert Mail.objects.filter(kind="discussion/block_lifted").count() == 1


def test_moderators_block_neither_each_other_nor_the_staff_nor_outside_their_network(home, network, convenor, writer):
    other = make_network(home, title="Another")
    with pytest.raises(NotTaken):
        moderation.block_writer(person=StaffFactory(), page=network.page, reason="x", by=convenor)
    second = UserFactory()
    make_member(network, second, role="moderator")
    with pytest.raises(NotTaken):
        moderation.block_writer(person=second, page=network.page, reason="x", by=convenor)
    for page in (other.page, None):
        with pytest.raises(PermissionDenied):
            moderation.block_writer(person=writer, page=page, reason="x", by=convenor)
    assert not Block.objects.exists()


def test_a_writer_appeals_once_and_another_moderator_brings_the_comment_back(client, network, convenor, writer):
    second = UserFactory()
    make_member(network, second, role="moderator")
    comment = said(network, writer)
    moderation.remove(comment=comment, by=convenor, reason="Unkind.")
    address = re.search(r"/discussion/comments/\d+/appeal/", Mail.objects.get(kind="discussion/removed").text).group()
    client.force_login(writer)
    assert "Unkind." in client.get(address).content.decode()
    assert "Your appeal is sent" in client.post(address, {"words": "It was a quotation."}).content.decode()
    assert "You have appealed once already" in client.post(address, {"words": "And again."}).content.decode()
    assert [mail.person for mail in Mail.objects.filter(kind="discussion/appealed")] == [second]
    appeal = Appeal.objects.get()
    item = f"{QUEUE}appeal/{appeal.pk}/"
    client.force_login(convenor)
    assert client.get(item).status_code == 404
    client.force_login(second)
    assert "It was a quotation." in client.get(item).content.decode()
    client.post(item, {"granted": "yes", "answer": "You are right."})
    assert now(comment).is_published()
    mail = Mail.objects.get(kind="discussion/appeal_answered")
    assert mail.to == writer.email and "You are right." in mail.text


def test_staff_are_the_last_instance_where_no_other_moderator_is(client, network, convenor, writer):
    staff = StaffFactory()
    block = moderation.block_writer(person=writer, page=network.page, reason="Unkind.", by=convenor)
    client.force_login(writer)
    page = client.get("/discussion/decisions/").content.decode()
    assert "Unkind." in page and f"/discussion/decisions/{block.pk}/appeal/" in page
    client.post(f"/discussion/decisions/{block.pk}/appeal/", {"words": "I apologised."})
    assert Mail.objects.get(kind="discussion/appealed").person == staff
    moderation.answer_appeal(appeal=Appeal.objects.get(), by=staff, granted=True, answer="Fair enough.")
    assert not Block.objects.in_force().exists()


def test_a_refused_appeal_leaves_the_decision(network, convenor, writer):
    comment = said(network, writer)
    moderation.remove(comment=comment, by=convenor, reason="Unkind.")
    appeal = actions.appeal(against=comment, user=writer, words="No.")
    moderation.answer_appeal(appeal=appeal, by=StaffFactory(), granted=False, answer="It stays.")
    assert now(comment).is_removed()
    with pytest.raises(NotTaken):
        moderation.answer_appeal(appeal=appeal, by=StaffFactory(), granted=True, answer="No, back.")


def test_whoever_decided_first_does_not_answer_the_appeal(post, comment):
    staff = StaffFactory()
    moderation.remove(comment=comment, by=staff, reason="x")
    appeal = actions.appeal(against=comment, user=comment.author, words="No.")
    with pytest.raises(PermissionDenied):
        moderation.answer_appeal(appeal=appeal, by=staff, granted=False, answer="x")
    appeal.refresh_from_db()
    assert appeal.outcome == ""


def test_a_guest_appeals_by_the_link_in_their_mail(client, post):
    staff = StaffFactory()
    held = actions.comment(page=post, user=AnonymousUser(), body="Please read me.", guest=make_guest())
    moderation.refuse(comment=held, by=staff, reason="Not about this.")
    address = re.search(r"/discussion/appeals/\S+", Mail.objects.get(kind="discussion/refused").text).group()
    assert client.get(address).status_code == 200
    assert not Appeal.objects.exists()
    assert "Your appeal is sent" in client.post(address, {"words": "It is."}).content.decode()
    assert client.get(address[:-2] + "x/").status_code == 404
    moderation.answer_appeal(appeal=Appeal.objects.get(), by=StaffFactory(), granted=True, answer="Send it again.")
    mail = Mail.objects.get(kind="discussion/appeal_answered")
    assert "please send it again" in mail.text and mail.to == held.guest_email


def test_nobody_appeals_against_what_they_removed_themselves_or_for_somebody_else(comment):
    other = UserFactory()
    moderation.remove(comment=comment, by=StaffFactory(), reason="x")
    with pytest.raises(PermissionDenied):
        actions.appeal(against=comment, user=other, words="Let them.")
    assert not Appeal.objects.exists()
