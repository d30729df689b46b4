"""Retention: a preview that changes nothing, and a purge that says what it did."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings as django_settings
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from events.actions import register
from events.models import (
    AgreedAction,
    DatePoll,
    Delegation,
    Invitation,
    Needs,
    PollVote,
    Registration,
    Reply,
    SurveyAnswer,
    SurveyReceipt,
)
from networks.models import Broadcast, Departure, JoinRequest, Proposal
from networks.models import Invitation as NetworkInvitation
from portal.audit.models import LogEntry
from portal.cms.models import SafetyCorrection
from portal.discussion import actions as discussion
from portal.discussion.models import Appeal, Block, Comment, Concern, Draft, Reading, Report
from portal.home.models import Visit
from portal.notifications.models import Bounce, Happening, Mail
from portal.privacy.actions import ask_for_purge, purge
from portal.privacy.actions.exports import keep_export
from portal.privacy.models import Closing, Export, Finding, PurgeRun
from portal.privacy.providers import sweep_purges
from portal.privacy.retention import preview, rules, schedule
from portal.search.models import AskedDay, AskedPhrase, SearchAnswer
from portal.users.actions.inactive import warn_inactive
from portal.users.models import Message, User
from portal.users.providers import tick
from tests.factories.blog import make_blog, make_post
from tests.factories.events import make_event
from tests.factories.networks import make_network
from tests.factories.toolbox import make_entry
from tests.factories.users import StaffFactory, UserFactory
from toolbox.models import ReadingRequest, Receipt

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def due() -> dict[str, int]:
    return {line.rule.key: line.due for line in preview(timezone.now()) if line.due}


def run() -> PurgeRun:
    asked = ask_for_purge(actor=None)
    purge(run=asked)
    asked.refresh_from_db()
    return asked


def guest(post, **fields) -> Comment:
    thread = discussion.comments_of(post)
    return Comment.objects.create(
        thread=thread, body="Hello", guest_name="Gwen", guest_email="gwen@public.example", source="abc", **fields
    )


def ago(days: int):
    return timezone.now() - timedelta(days=days)


def old_reading(network, person, days):
    reading = ReadingRequest.objects.create(entry=make_entry(network.page), network=network, due_on=ago(days).date())
    Receipt.objects.create(reading=reading, person=person, version="edition 1", at=ago(days))


@pytest.fixture
def full(home):
    """One row too old and one not, for every rule."""
    post, network = make_post(make_blog(home)), make_network(home)
    idle_friend = UserFactory(date_joined=ago(1), last_login=ago(1))
    for days in (10, 800):
        person = UserFactory(date_joined=ago(1), last_login=ago(1))
        old_reading(network, person, days)
        Finding.objects.create(place="CommentForm.body", certainty="clear", outcome="blocked", at=ago(days))
        Visit.objects.create(user=person, seen_at=ago(days), before=ago(days))
        Bounce.objects.create(email=f"gone{days}@b.example", last_at=ago(days))
        proposal = Proposal.objects.create(kind="start", name="Gwen", email="g@b.example", message="x", state="closed")
        Proposal.objects.filter(pk=proposal.pk).update(created_at=ago(days))
        JoinRequest.objects.create(
            network=network, user=person, message="Let me in", state="declined", decided_at=ago(days)
        )
        Message.objects.create(sender=person, receiver=idle_friend, subject="x", body="x", sent_at=ago(days))
        Departure.objects.create(network=network, user=person, reason="Moved", left_at=ago(days))
        broadcast = Broadcast.objects.create(network=network, by=person, subject="Hello", text="All")
        Broadcast.objects.filter(pk=broadcast.pk).update(created_at=ago(days))
        asked = {"expires_at": ago(days), "name": "Gwen", "note": "Come"}
        NetworkInvitation.objects.create(network=network, email=f"g{days}@b.example", **asked)
        NetworkInvitation.objects.create(network=network, email=f"h{days}@b.example", state="declined", **asked)
        SafetyCorrection.objects.create(page=post, reason="x", by=person, at=ago(days))
        guest(post, created_at=ago(days))
        guest(post, created_at=ago(5), state="refused", decided_at=ago(days))
        Concern.objects.create(person=person, decided_at=ago(days))
        Block.objects.create(person=person, reason="x", until=ago(days))
        Reading.objects.create(thread=discussion.comments_of(post), person=person, read_up_to=ago(days))
        Draft.objects.create(person=person, place="thread:1", words={"body": "I began"}, saved_at=ago(days))
        removed = Comment.objects.create(thread=discussion.comments_of(post), body="Hello", state="removed")
        Report.objects.create(comment=removed, reason="spam", decided_at=ago(days), outcome="upheld")
        Appeal.objects.create(comment=removed, words="x", decided_at=ago(days), outcome="refused")
        Session.objects.create(session_key=f"s{days}", session_data="x", expire_date=ago(days - 11))
        nobody = UserFactory(date_joined=ago(days))
        EmailAddress.objects.filter(user=nobody).update(verified=False)
        mail = Mail.objects.create(
            key=f"k{days}", kind="events/registered", to="a@b.example", subject="x", text="x", state="sent",
            message_id=f"<{days}>", due_at=ago(days), person=person,
        )  # fmt: skip
        Mail.objects.filter(pk=mail.pk).update(created_at=ago(days))
        Happening.objects.create(key=f"h{days}", kind="discussion/reply", about="x.y:1", url="/", at=ago(days))
        export = keep_export(person=person, kind="x/y", name="a.csv", content=b"x")
        Export.objects.filter(pk=export.pk).update(expires_at=ago(days))
        event = make_event(home, title=f"Meeting {days}")
        register(event=event, user=UserFactory())
        Needs.objects.create(registration=event.meeting.registrations.get(), dietary="Vegan")
        Reply.objects.create(registration=event.meeting.registrations.get(), name="Lunch", question="x", value="Yes")
        SurveyReceipt.objects.create(registration=event.meeting.registrations.get())
        SurveyAnswer.objects.create(meeting=event.meeting, useful=5, differently="Ask first")
        poll = DatePoll.objects.create(network=network, title="When?", closes_at=ago(days))
        PollVote.objects.create(option=poll.options.create(starts_at=ago(days)), user=person, says="yes")
        event.meeting.ends_at = ago(days * 2 if days > 10 else 1)
        event.meeting.save()
        AgreedAction.objects.create(meeting=event.meeting, text="x", owner=person, state=AgreedAction.State.DONE)
        Invitation.objects.create(meeting=event.meeting, name="Gwen", email="g@b.example", state="sent")
        Delegation.objects.create(
            director_name="Gwen", director_email="g@b.example", assistant=person, state="revoked", ended_at=ago(days)
        )
        phrase = AskedPhrase.objects.create(digest=f"d{days}", first_on=ago(days), last_on=ago(days))
        AskedDay.objects.create(phrase=phrase, day=ago(days), engine="database")
        SearchAnswer.objects.create(day=ago(days), found=True)
        Closing.objects.create(person=person, asked_by=person, due_at=ago(days), done_at=ago(days * 2))
    Mail.objects.filter(pk=Mail.objects.get(key="k10").pk).update(created_at=ago(200))
    idle = UserFactory(date_joined=ago(900), last_login=ago(800))
    warned = Mail.objects.create(
        key="warned", kind="users/inactive", to=idle.email, message_id="<w>", due_at=ago(40), person=idle, state="sent"
    )
    Mail.objects.filter(pk=warned.pk).update(created_at=ago(40))
    return idle


def test_the_preview_finds_one_row_by_each_rule_and_changes_nothing(full):
    found = due()
    assert set(found) == {rule.key for rule in rules()}
    assert due() == found
    assert not PurgeRun.objects.exists()


def test_a_purge_takes_what_was_previewed_says_so_and_leaves_the_rest(full):
    previewed = due()
    done = run()
    assert done.ended_at
    previewed["notifications/mail-words"] -= 1  # the oldest mail went as a whole before its words did
    assert {key: done.counts[key] for key in previewed} == previewed
    assert due() == {}
    assert LogEntry.objects.get(action="privacy/purged").data == done.counts
    assert Registration.objects.filter(name="Former member").count() == 1
    assert Comment.objects.filter(guest_name="Gwen").count() == 3
    assert Visit.objects.count() == 1 and Session.objects.filter(session_key="s10").exists()
    tick(timezone.now())
    assert User.objects.get(pk=full.pk).is_closed


def test_a_second_purge_finds_nothing(full):
    run()
    assert run().counts == {}


def test_a_purge_goes_by_batches_and_one_that_broke_off_goes_on(full, monkeypatch):
    expected = due()
    asked = ask_for_purge(actor=None)
    rule = rules()[3]
    monkeypatch.setattr(type(rule), "purge", dies_at(rule.key, type(rule).purge))
    with pytest.raises(RuntimeError):
        purge(run=asked)
    monkeypatch.undo()
    assert purge(run=asked) is False  # its worker may still live
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert sweep_purges(timezone.now()) == 1  # in tests a worker comes at once
        assert sweep_purges(timezone.now()) == 0
    assert PurgeRun.objects.get().total == sum(expected.values()) - 1  # as above


def dies_at(key, then):
    def purge(rule, now, batch=1):
        if rule.key == key:
            raise RuntimeError("the worker died")
        return then(rule, now, 1)

    return purge


def test_nothing_goes_by_itself_unless_it_is_configured(full, settings):
    assert sweep_purges(timezone.now()) == 0
    assert not PurgeRun.objects.exists()
    settings.PORTAL_RETENTION_PURGE = "weekly"
    assert sweep_purges(timezone.now()) == 1
    assert sweep_purges(timezone.now()) == 0
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert sweep_purges(timezone.now()) == 1


def test_who_does_not_sign_in_is_warned_once_a_month_before_and_signing_in_keeps_the_account():
    idle = UserFactory(last_login=ago(701))
    UserFactory(last_login=ago(690))
    tick(timezone.now())
    assert warn_inactive(now=timezone.now()) == 0  # the tick has done it
    mail = Mail.objects.get(kind="users/inactive")
    assert mail.to == idle.email
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert due() == {"users/inactive": 1}
        User.objects.filter(pk=idle.pk).update(last_login=timezone.now())
        assert due() == {}


def test_the_command_previews_and_purges(full):
    out = StringIO()
    call_command("retention", stdout=out)
    assert "Accounts that nobody uses (kept for 2 years" in out.getvalue()
    assert not PurgeRun.objects.exists()
    out = StringIO()
    call_command("retention", "--purge", stdout=out)
    assert "rows. Purge" in out.getvalue()


def test_the_schedule_in_the_documents_says_what_the_rules_do():
    document = (Path(django_settings.BASE_DIR) / "docs" / "governance" / "retention.md").read_text()
    assert schedule() in document, "run: manage.py retention --schedule"


def test_staff_with_the_right_preview_and_purge_on_the_editors_side(client, full):
    client.force_login(StaffFactory())
    page = client.get("/admin/reports/retention/")
    assert page.status_code == 200 and "Accounts that nobody uses" in page.content.decode()
    assert client.post("/admin/reports/retention/").status_code == 422
    assert not PurgeRun.objects.exists()
    page = client.post("/admin/reports/retention/", {"confirmed": "on"}, follow=True).content.decode()
    assert "1 of Accounts that nobody uses" in page
    assert PurgeRun.objects.get().ended_at


def test_an_editor_without_the_right_gets_nothing(client):
    editor = UserFactory()
    group = Group.objects.create(name="Editors of something")
    group.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    editor.groups.add(group)
    client.force_login(editor)
    assert client.post("/admin/reports/retention/", {"confirmed": "on"}).status_code in {302, 403}
    assert not PurgeRun.objects.exists()
    with pytest.raises(PermissionDenied):
        ask_for_purge(actor=editor)
