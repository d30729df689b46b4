"""Close my account: nobody can sign in, nothing names me, and what I wrote stays."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import CharField, TextField
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actions import make_calendar_link, register
from events.models import CalendarLink, Registration
from networks.actions import request_to_join
from networks.models import JoinRequest, Membership, Proposal
from portal.audit.models import LogEntry
from portal.discussion import actions as discussion
from portal.discussion.models import Comment
from portal.notifications.actions import Recipient, notify
from portal.notifications.models import Lease, Mail
from portal.privacy.actions import keep_export
from portal.privacy.holdings import holdings
from portal.privacy.models import Closing, Export
from portal.search.models import SearchEntry
from portal.users.actions import take_seat
from portal.users.actions.closing import ask_to_close, close_account, keep_account, keep_token
from portal.users.models import Role, Seat, User
from portal.users.providers import tick
from tests.factories.blog import make_blog, make_post
from tests.factories.discussion import say
from tests.factories.events import make_event
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import PASSWORD, StaffFactory, UserFactory, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def olu(home) -> User:
    return UserFactory(
        first_name="Olufemi", last_name="Quartermaine", email="olu@known-trust.example", job_title="Overseas lead"
    )


@pytest.fixture
def network(home):
    network = make_network(home, title="London network")
    make_convenor(network, UserFactory())
    return network


@pytest.fixture
def post(home):
    return make_post(make_blog(home), title="A first meeting")


def closed(person) -> Closing:
    closing = ask_to_close(person=person, actor=person, at_once=True)
    close_account(closing=closing)
    closing.refresh_from_db()
    return closing


def test_no_text_of_the_account_is_left():
    texts = [
        field.name
        for field in User._meta.local_concrete_fields
        if isinstance(field, CharField | TextField) and not field.choices and field.name not in ("email", "password")
    ]
    person = UserFactory(**dict.fromkeys(texts, "Quartermaine"))
    closed(person)
    person.refresh_from_db()
    assert {name: getattr(person, name) for name in texts} == dict.fromkeys(texts, "")


def test_closing_costs_by_the_chunk_and_not_by_the_row(olu, post, monkeypatch):
    monkeypatch.setattr("portal.privacy.holdings.CHUNK", 100)
    other = UserFactory()
    asked = []
    for person, number in ((olu, 10), (other, 1000)):
        thread = discussion.comments_of(post)
        Comment.objects.bulk_create(
            Comment(thread=thread, author=person, body=f"{n}", author_title="OVM") for n in range(number)
        )
        Mail.objects.bulk_create(
            Mail(key=f"{person.pk}:{n}", kind="x/y", to=person.email, message_id=f"<{person.pk}:{n}>", state="sent",
                 due_at=timezone.now(), person=person)
            for n in range(number)
        )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            closed(person)
        asked.append(len(queries))
    assert asked[1] - asked[0] <= 2 * 10 * 2  # two tables, ten chunks, a question and a change each


def test_what_was_written_stays_under_former_member(client, olu, post):
    comment = say(post, "We ask everybody the same.", user=olu)
    closed(olu)
    page = client.get(post.get_url()).content.decode()
    assert "We ask everybody the same." in page and "Former member" in page
    assert "Quartermaine" not in page and "Overseas lead" not in page
    assert Comment.objects.get(pk=comment.pk).author_id == olu.pk


def test_nothing_in_any_table_names_the_person_any_more(home, olu, network, post):
    make_member(network, olu)
    say(post, "Good news.", user=olu)
    discussion.start_thread(page=network.page, user=olu, kind="question", title="How?", body="Tell me.")
    register(event=make_event(home, title="Next week"), user=olu)
    Proposal.objects.create(
        kind="start", name="Olufemi Quartermaine", email="OLU@known-trust.example", message="Start one"
    )
    make_calendar_link(user=olu)
    take_seat(actor=None, person=olu, organisation=olu.trust, role=Role.OVM, approved=True)
    keep_export(person=olu, kind="privacy/my-data", name="my-data.zip", content=b"Quartermaine")
    closed(olu)
    tick(timezone.now())
    Mail.objects.filter(kind="users/account_closed").update(state=Mail.State.SENT)
    tick(timezone.now())
    found = [
        f"{table._meta.label}.{field.name}"
        for table in tables_of_the_portal()
        for field in table._meta.local_concrete_fields
        if field.get_internal_type() in {"CharField", "TextField", "EmailField", "JSONField"}
        for value in table._base_manager.values_list(field.name, flat=True)
        if "quartermaine" in str(value).lower() or "olu@known-trust.example" in str(value).lower()
    ]
    assert set(found) == set()


def tables_of_the_portal():
    return [table for table in apps.get_models(include_auto_created=True) if table._meta.managed]


def test_nobody_can_sign_in_and_the_page_says_the_same_as_for_an_unknown_address(client, olu):
    sign_in(client, olu)
    closed(olu)
    assert client.get("/me/").status_code == 302
    assert not any(s.get_decoded().get("_auth_user_id") == str(olu.pk) for s in Session.objects.all())
    said = []
    for address in ("olu@known-trust.example", "nobody@trust-a.example"):
        response = client.post("/accounts/login/", {"login": address, "password": PASSWORD})
        said.append((response.status_code, re.sub(r"value=\"[^\"]*\"", "", response.content.decode())))
    assert said[0] == said[1]


def test_the_same_address_may_sign_up_anew(olu):
    closed(olu)
    again = UserFactory(email="olu@known-trust.example")
    assert again.pk != olu.pk and not Comment.objects.filter(author=again).exists()


def test_a_place_at_a_coming_meeting_goes_to_who_waits(home, olu):
    event = make_event(home, title="Next week", capacity=1)
    waiting = UserFactory()
    register(event=event, user=olu)
    register(event=event, user=waiting)
    closed(olu)
    mine, theirs = Registration.objects.order_by("pk")
    assert (mine.state, mine.name) == (Registration.State.WITHDRAWN, "Former member")
    assert mine.email.endswith("@closed.invalid")
    assert theirs.state == Registration.State.CONFIRMED
    assert not CalendarLink.objects.filter(user=olu).exists()


def test_memberships_seats_and_requests_end(home, olu, network):
    make_convenor(network, olu)
    other = make_network(home, title="Another network", kind="private")
    request_to_join(network=other, user=olu, message="Let me in, I am Olufemi.")
    take_seat(actor=None, person=olu, organisation=olu.trust, role=Role.OVM, approved=True)
    closed(olu)
    assert not Membership.objects.filter(user=olu).exists()
    assert not network.group.user_set.filter(pk=olu.pk).exists()
    request = JoinRequest.objects.get(user=olu)
    assert (request.state, request.message) == (JoinRequest.State.WITHDRAWN, "")
    assert Seat.objects.get().state == Seat.State.VACANT


def test_mail_that_waits_is_not_sent_and_of_the_rest_only_the_kind_stays(olu, post):
    notify(recipients=[Recipient(olu.email, "Olu", olu)], kind="users/data_ready", target=export_of(olu))
    sent = Mail.objects.create(
        key="old:olu@known-trust.example", kind="events/registered", to=olu.email, subject="Hello Olu",
        text="Hello Olu",
        message_id="<1@portal.example>", state=Mail.State.SENT, due_at=timezone.now(),
    )  # fmt: skip
    closed(olu)
    waiting = Mail.objects.get(kind="users/data_ready")
    assert (waiting.state, waiting.to, waiting.text) == (Mail.State.SUPPRESSED, "", "")
    assert not waiting.can_retry(StaffFactory())
    sent.refresh_from_db()
    assert (sent.kind, sent.state, sent.to, sent.subject, sent.text) == ("events/registered", "sent", "", "", "")
    assert "olu" not in sent.key


def export_of(person) -> Export:
    return keep_export(person=person, kind="privacy/my-data", name="my-data.zip", content=b"x")


def test_search_finds_what_was_said_and_not_who(olu, network):
    make_member(network, olu)
    thread = discussion.start_thread(page=network.page, user=olu, kind="question", title="How?", body="Tell me.")
    closed(olu)
    entries = list(SearchEntry.objects.all())
    assert any(entry.key == f"thread:{thread.pk}" for entry in entries)
    assert not any("Quartermaine" in f"{entry.title} {entry.summary} {entry.body}" for entry in entries)


def test_what_somebody_wrote_as_a_guest_stays_as_it_is(olu, post):
    guest = Comment.objects.create(thread=discussion.comments_of(post), body="Hello", guest_name="Gwen")
    Comment.objects.filter(pk=guest.pk).update(guest_email=olu.email)
    closed(olu)
    assert Comment.objects.get(pk=guest.pk).guest_email == "olu@known-trust.example"


def test_closing_twice_or_after_a_worker_died_half_way_does_the_rest(olu, network, monkeypatch):
    make_member(network, olu)
    closing = ask_to_close(person=olu, actor=olu, at_once=True)
    last = holdings()[-1]
    assert last.table is User
    monkeypatch.setattr(type(last), "on_close", dies_at(Export, type(last).on_close))
    with pytest.raises(RuntimeError):
        close_account(closing=closing)
    assert not User.objects.get(pk=olu.pk).is_active and not User.objects.get(pk=olu.pk).is_closed
    monkeypatch.undo()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        tick(timezone.now())  # in tests a worker comes at once
    assert User.objects.get(pk=olu.pk).is_closed
    assert close_account(closing=closing) is False
    assert LogEntry.objects.filter(action="users/closed-account").count() == 1
    assert Mail.objects.filter(kind="users/account_closed").count() == 1


def dies_at(table, then):
    def on_close(holding, person):
        if holding.table is table:
            raise RuntimeError("the worker died")
        return then(holding, person)

    return on_close


def test_two_workers_do_not_close_one_account_at_once(olu):
    closing = ask_to_close(person=olu, actor=olu, at_once=True)
    Lease.objects.create(
        name=f"closing:{closing.pk}", holder="another", expires_at=timezone.now() + timedelta(minutes=1)
    )
    assert close_account(closing=closing) is False


def test_somebody_has_seven_days_to_change_their_mind_by_the_link_in_the_mail(client, olu):
    closing = ask_to_close(person=olu, actor=olu)
    assert close_account(closing=closing) is False  # not yet
    address = re.search(r"/me/close/keep/\S+", Mail.objects.get(kind="users/closing_asked").text).group(0)
    assert client.get(address).status_code == 200  # a mail scanner
    assert Closing.objects.open().exists()
    assert "stays open" in client.post(address).content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        tick(timezone.now())
    assert User.objects.get(pk=olu.pk).is_active


def test_after_seven_days_the_account_closes_by_itself_and_the_link_is_too_late(client, olu):
    closing = ask_to_close(person=olu, actor=olu)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        tick(timezone.now())
        assert User.objects.get(pk=olu.pk).is_closed
        page = client.post(f"/me/close/keep/{keep_token(closing)}/").content.decode()
    assert "does not work any more" in page


def test_a_link_that_was_made_up_does_nothing(client, olu):
    ask_to_close(person=olu, actor=olu)
    assert "does not work any more" in client.post("/me/close/keep/1:2:3/").content.decode()
    assert Closing.objects.open().exists()


def test_the_only_convenor_hands_over_first(client, home, olu):
    network = make_network(home, title="Coast network")
    make_convenor(network, olu)
    sign_in(client, olu)
    page = client.get("/me/close/").content.decode()
    assert "Hand over Coast network: you are its only convenor" in page
    assert client.post("/me/close/", {"when": "now", "words": "close my account"}).status_code == 422
    with pytest.raises(ValidationError):
        ask_to_close(person=olu, actor=olu)


def test_the_form_wants_the_words_and_a_recent_password(client, olu):
    client.force_login(olu)
    sent = {"when": "now", "words": "close my account"}
    assert client.post("/me/close/", sent)["Location"].startswith("/accounts/reauthenticate/")
    sign_in(client, olu)
    page = client.post("/me/close/", {"when": "now", "words": "yes"})
    assert page.status_code == 422 and "There is a problem" in page.content.decode()
    response = client.post("/me/close/", {"when": "now", "words": "Close my account"}, follow=True)
    assert "Your account is being closed" in response.content.decode()
    assert User.objects.get(pk=olu.pk).is_closed


def test_signed_in_somebody_sees_the_date_and_keeps_the_account(client, olu):
    sign_in(client, olu)
    page = client.post("/me/close/", {"when": "later", "words": "close my account"}, follow=True).content.decode()
    assert "Your account will be closed" in page
    client.post("/me/close/keep/")
    assert not Closing.objects.open().exists()


def test_staff_close_on_request_and_nobody_else_does(olu):
    with pytest.raises(PermissionDenied):
        ask_to_close(person=olu, actor=UserFactory())
    staff = StaffFactory()
    closing = ask_to_close(person=olu, actor=staff)
    assert "staff were asked" in Mail.objects.get(kind="users/closing_asked").text
    assert LogEntry.objects.get(action="users/asked-to-close").actor_id == staff.pk
    assert keep_account(closing=closing, actor=olu)


def test_staff_close_an_account_from_its_page_and_type_whose_it_is(client, olu):
    staff = StaffFactory()
    client.force_login(staff)
    address = f"/staff/people/{olu.pk}/close/"
    assert client.post(address, {"address": "another@trust-a.example"}).status_code == 422
    assert not Closing.objects.exists()
    page = client.post(address, {"address": "OLU@known-trust.example"}, follow=True).content.decode()
    assert "The account closes on" in page
    assert Closing.objects.get().asked_by == staff


def test_everything_is_logged_without_a_name(olu):
    closed(olu)
    entries = LogEntry.objects.filter(action__in=["users/closing-began", "users/anonymised", "users/closed-account"])
    assert entries.count() == 3
    assert not any("Quartermaine" in f"{entry} {entry.data}" for entry in entries)


def test_addresses_and_second_factors_are_gone(olu):
    closed(olu)
    assert not EmailAddress.objects.filter(user=olu).exists()
    olu.refresh_from_db()
    assert (olu.first_name, olu.last_name, olu.job_title, olu.role, olu.trust) == ("", "", "", "", None)
    assert str(olu) == "Former member" and not olu.has_usable_password()
