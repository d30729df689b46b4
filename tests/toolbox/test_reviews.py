"""The review of a tool: asked of its owner, then further; readers are warned; at last it goes into the archive."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from networks.models import Network
from portal.notifications.models import Mail
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.toolbox import make_entry, make_toolbox
from tests.factories.users import StaffFactory, UserFactory
from toolbox import actions
from toolbox.actions import step_reviews
from toolbox.models import EntryPage, Review
from toolbox.providers import reviews_due

pytestmark = pytest.mark.django_db

REVIEWED, DUE = date(2029, 3, 1), date(2030, 3, 1)  # a Friday
STEP = Review.Step


@pytest.fixture
def network(home):
    return make_network(home, kind=Network.Kind.PRIVATE)


@pytest.fixture
def owner(network):
    return make_member(network, UserFactory(first_name="Olga", last_name="Owner")).user


@pytest.fixture
def convenor(network):
    return make_convenor(network, UserFactory()).user


@pytest.fixture
def staff():
    return StaffFactory()


@pytest.fixture
def entry(network, owner, convenor, staff):
    make_toolbox(network.page.get_parent())
    with time_machine.travel(REVIEWED):
        return make_entry(network.page, title="Desk sheet", owned_by=owner, last_reviewed=REVIEWED, review_by=DUE)


def told(kind: str) -> set[str]:
    return set(Mail.objects.filter(kind=f"toolbox/{kind}").values_list("to", flat=True))


def step_of(entry: EntryPage) -> int:
    return Review.objects.get(entry=entry).step


def days_until_archived(entry: EntryPage) -> None:
    for day in (DUE - timedelta(28), DUE - timedelta(14), DUE - timedelta(7), DUE + timedelta(1), DUE + timedelta(84)):
        step_reviews(today=day)


def test_the_owner_is_asked_first_then_the_convenors_then_the_programme(entry, owner, convenor, staff):
    assert step_reviews(today=DUE - timedelta(29)) == 0
    assert step_reviews(today=DUE - timedelta(28)) == 1  # twenty working days
    assert told("review_due") == {owner.email}
    assert step_reviews(today=DUE - timedelta(28)) == 0  # once, however often the clock ticks
    step_reviews(today=DUE - timedelta(14))
    assert told("review_due") == {owner.email, convenor.email}
    step_reviews(today=DUE - timedelta(7))
    assert told("review_due") == {owner.email, convenor.email}  # nobody of the staff may see a private network's tool
    assert step_of(entry) == STEP.PROGRAMME


def test_a_national_tool_has_no_convenor_and_the_programme_is_asked(home, staff):
    owner = UserFactory()
    make_entry(make_toolbox(home), owned_by=owner, last_reviewed=REVIEWED - timedelta(900), review_by=DUE)
    for days in (28, 14):
        step_reviews(today=DUE - timedelta(days))
    assert told("review_due") == {owner.email}
    step_reviews(today=DUE - timedelta(7))
    assert told("review_due") == {owner.email, staff.email}


def test_where_the_owner_has_left_the_next_hear_at_once(entry, owner, convenor):
    owner.is_active = False
    owner.save(update_fields=["is_active"])
    step_reviews(today=DUE - timedelta(28))
    assert told("review_due") == {convenor.email}


def test_nobody_is_passed_over_when_a_tool_is_late_already(entry, owner):
    late = DUE + timedelta(400)
    assert step_reviews(today=late) == 1
    assert step_of(entry) == STEP.OWNER
    assert step_reviews(today=late + timedelta(4)) == 0
    for number, step in enumerate([STEP.CONVENOR, STEP.PROGRAMME, STEP.BANNER], start=1):
        step_reviews(today=late + timedelta(5 * number))
        assert step_of(entry) == step
    step_reviews(today=late + timedelta(15 + 27))
    assert EntryPage.objects.get(pk=entry.pk).live
    step_reviews(today=late + timedelta(15 + 28))
    assert not EntryPage.objects.get(pk=entry.pk).live


def test_after_the_day_the_owner_reads_when_the_tool_will_leave(entry, owner):
    for days in (-28, -14, -7, 1):
        step_reviews(today=DUE + timedelta(days))
    mail = Mail.objects.get(kind="toolbox/review_late", to=owner.email)
    assert "it leaves the toolbox on 24 May 2030" in mail.text
    assert reverse("toolbox:check_entry", args=[entry.pk]) in mail.text


def test_a_tool_nobody_checks_is_archived_and_its_address_says_so_to_those_who_could_read_it(client, entry, owner):
    address = entry.url
    days_until_archived(entry)
    assert not EntryPage.objects.get(pk=entry.pk).live
    assert owner.email in told("review_archived")
    client.force_login(owner)
    answer = client.get(address)
    assert answer.status_code == 302
    assert "is not in the toolbox any more" in client.get(answer.url).content.decode()
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    assert client.get(answer.url).status_code == 404


def test_publishing_it_again_brings_it_back_and_begins_anew(client, entry, owner):
    days_until_archived(entry)
    with time_machine.travel(DUE + timedelta(90)):
        page = EntryPage.objects.get(pk=entry.pk)
        page.last_reviewed, page.review_by = DUE + timedelta(90), DUE + timedelta(455)
        page.save_revision().publish()
    assert not Review.objects.filter(entry=entry).exists()
    client.force_login(owner)
    assert client.get(entry.url).status_code == 200
    assert client.get(reverse("toolbox:archived", args=[entry.pk])).status_code == 404


def test_the_owner_says_that_it_is_right_without_being_an_editor(client, entry, owner):
    with time_machine.travel(DUE + timedelta(2)):
        step_reviews(today=DUE)
        client.force_login(owner)
        address = reverse("toolbox:check_entry", args=[entry.pk])
        sent = {"review_by_day": "1", "review_by_month": "2", "review_by_year": "2031"}
        assert client.post(address, sent).status_code == 422  # nothing was read
        assert client.post(address, sent | {"review_by_year": "2039", "is_right": "on"}).status_code == 422
        answer = client.post(address, sent | {"is_right": "on"})
        assert answer.status_code == 302, answer.context["form"].errors
        page = EntryPage.objects.get(pk=entry.pk)
        assert (page.last_reviewed, page.review_by) == (DUE + timedelta(2), date(2031, 2, 1))
        assert not page.is_overdue() and not page.has_unpublished_changes
        assert "Review overdue" not in client.get(entry.url).content.decode()
    assert not Review.objects.exists()


def test_a_draft_that_somebody_writes_stays_a_draft_with_the_new_days(entry, owner):
    with time_machine.travel(DUE):
        page = EntryPage.objects.get(pk=entry.pk)
        page.title = "Half written"
        page.save_revision()
        actions.check_entry(entry=entry, by=owner, review_by=DUE + timedelta(300))
    page = EntryPage.objects.get(pk=entry.pk)
    assert page.title == "Desk sheet" and page.review_by == DUE + timedelta(300) and page.has_unpublished_changes
    draft = page.get_latest_revision_as_object()
    assert draft.title == "Half written" and draft.review_by == DUE + timedelta(300)


def test_a_member_who_does_not_own_it_cannot_say_that_it_is_right(entry, network):
    member = make_member(network, UserFactory()).user
    with pytest.raises(PermissionDenied):
        actions.check_entry(entry=entry, by=member, review_by=DUE)


def test_the_list_shows_each_what_they_ask_after(client, entry, home, owner, convenor, staff):
    with time_machine.travel(DUE + timedelta(1)):
        national = make_entry(make_toolbox(home), title="National letter", last_reviewed=REVIEWED, review_by=DUE)
        for person, seen in ((owner, {entry.title}), (convenor, {entry.title}), (staff, {national.title})):
            client.force_login(person)
            body = client.get(reverse("toolbox:reviews")).content.decode()
            assert {title for title in ("Desk sheet", "National letter") if title in body} == seen
            taken = client.get(reverse("privacy:list", args=["toolbox/reviews"]) + "?format=csv")
            assert taken.status_code == 200
        client.force_login(UserFactory())
        assert "Nothing has to be checked" in client.get(reverse("toolbox:reviews")).content.decode()


def test_many_tools_cost_the_list_no_more_queries(client, home, staff, django_assert_max_num_queries):
    toolbox = make_toolbox(home)
    client.force_login(staff)
    make_entry(toolbox, title="One", last_reviewed=date(2020, 1, 1), review_by=date(2021, 1, 1))
    client.get(reverse("toolbox:reviews"))
    with django_assert_max_num_queries(100) as one:
        client.get(reverse("toolbox:reviews"))
    for number in range(8):
        make_entry(toolbox, title=f"Tool {number}", last_reviewed=date(2020, 1, 1), review_by=date(2021, 1, 1))
    with django_assert_max_num_queries(len(one)):
        client.get(reverse("toolbox:reviews"))


def test_the_clock_of_the_portal_takes_the_steps(entry):
    assert reviews_due(datetime(2030, 2, 10, 9, tzinfo=UTC)) == 1
