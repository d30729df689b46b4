"""Read and confirm: who is asked, a receipt for each edition, again when it is time, and who sees the list."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from portal.discussion.refusals import NotTaken
from portal.notifications.models import Notice
from tests.clients import Client
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.toolbox import make_entry, make_toolbox
from tests.factories.users import StaffFactory, UserFactory
from toolbox import actions
from toolbox.models import Receipt
from toolbox.models.readings import later
from toolbox.providers import readings_due
from toolbox.receipts import asked_of

pytestmark = pytest.mark.django_db

TO_READ = "/me/kept/to-read/"


@pytest.fixture
def network(home):
    return make_network(home, kind="private", title="Midlands")


@pytest.fixture
def member(network):
    user = UserFactory(role="ovm")
    make_member(network, user)
    return user


@pytest.fixture
def convenor(network):
    user = UserFactory()
    make_convenor(network, user)
    return user


@pytest.fixture
def tool(network):
    return make_entry(network.page, title="Secret letter", edition="2026-01")


@pytest.fixture
def reading(tool, network, convenor):
    return ask(tool, convenor, network=network)


def ask(entry, by, **fields):
    return actions.ask_to_read(**({"entry": entry, "by": by, "due_on": timezone.localdate()} | fields))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_member_hears_of_it_reads_and_confirms_once_by_one_press(member, reading, tool):
    assert Notice.objects.filter(person=member, happening__kind="toolbox/read_asked").count() == 1
    client = signed_in(member)
    assert "I have read it" in client.get(tool.get_url()).content.decode()
    assert "To confirm" in client.get(TO_READ).content.decode()
    client.get(reading.get_absolute_url())
    assert not Receipt.objects.exists()
    for _ in range(2):
        assert client.post(reading.get_absolute_url()).status_code == 302
    receipt = Receipt.objects.get()
    assert (receipt.person, receipt.version) == (member, "edition 2026-01")
    page = client.get(TO_READ).content.decode()
    assert "Secret letter, edition 2026-01: confirmed" in page
    assert "I have read it" not in client.get(tool.get_url()).content.decode()


def test_a_new_edition_asks_again_and_the_old_receipt_stays(member, reading, tool):
    actions.confirm_reading(reading=reading, by=member)
    tool.edition = "2026-02"
    tool.save_revision().publish()
    (asked,) = asked_of(member)
    assert asked.waits
    actions.confirm_reading(reading=reading, by=member)
    assert [receipt.version for receipt in Receipt.objects.all()] == ["edition 2026-02", "edition 2026-01"]


def test_it_is_asked_again_after_the_months_that_were_said(tool, network, convenor, member):
    with time_machine.travel(datetime(2026, 1, 31, 12, tzinfo=UTC), tick=False):
        reading = ask(tool, convenor, network=network, months=1, each_edition=False)
        actions.confirm_reading(reading=reading, by=member)
    for day, waits in [(datetime(2026, 2, 27, 12, tzinfo=UTC), False), (datetime(2026, 2, 28, 12, tzinfo=UTC), True)]:
        with time_machine.travel(day, tick=False):
            assert asked_of(member)[0].waits is waits


def test_months_end_where_the_month_ends():
    assert later(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert later(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert later(date(2026, 5, 15), 12) == date(2027, 5, 15)


def test_strangers_are_not_asked_and_see_nothing(reading):
    stranger = signed_in(UserFactory(role="ovm"))
    assert stranger.get(reading.get_absolute_url()).status_code == 404
    assert stranger.post(reading.get_absolute_url()).status_code == 404
    assert "Secret letter" not in stranger.get(TO_READ).content.decode()


def test_who_has_and_who_has_not_is_for_those_who_may_ask(member, reading, convenor):
    late = UserFactory(last_name="Latecomer")
    make_member(reading.network, late)
    actions.confirm_reading(reading=reading, by=member)
    address = reverse("toolbox:reading_people", args=[reading.pk])
    page = signed_in(convenor).get(address).content.decode()
    assert str(member) in page
    assert "Latecomer" in page
    taken = reverse("privacy:list", args=["toolbox/readings"]) + f"?reading={reading.pk}"
    assert signed_in(convenor).get(taken).status_code == 200
    for other in (member, UserFactory(), StaffFactory()):
        assert signed_in(other).get(address).status_code == 404
        assert signed_in(other).get(taken).status_code == 404


def test_only_those_who_look_after_a_tool_ask_and_a_networks_tool_is_asked_of_its_members(tool, network, convenor):
    with pytest.raises(PermissionDenied):
        ask(tool, UserFactory(), network=network)
    with pytest.raises(NotTaken):
        ask(tool, convenor, role="ovm")
    assert signed_in(convenor).get(reverse("toolbox:ask_to_read", args=[tool.pk])).status_code == 200


def test_staff_ask_a_role_about_a_tool_of_everybody(home, member):
    tool = make_entry(make_toolbox(home), title="Open letter")
    staff = StaffFactory()
    due = timezone.localdate() + timedelta(days=7)
    sent = {
        "role": "ovm",
        "due_on_day": due.day,
        "due_on_month": due.month,
        "due_on_year": due.year,
        "each_edition": "on",
    }
    response = signed_in(staff).post(reverse("toolbox:ask_to_read", args=[tool.pk]), sent)
    assert response.status_code == 302
    assert [one.reading.entry.title for one in asked_of(member)] == ["Open letter"]
    assert asked_of(UserFactory(role="other")) == []


def test_the_late_are_reminded_once_and_nobody_else(member, reading, convenor):
    late = UserFactory()
    make_member(reading.network, late)
    actions.confirm_reading(reading=reading, by=member)
    assert readings_due(timezone.now()) == 1
    assert readings_due(timezone.now()) == 0
    reminded = Notice.objects.filter(happening__title__startswith="Still to read")
    assert late.pk in reminded.values_list("person", flat=True)
    assert member.pk not in reminded.values_list("person", flat=True)


def test_stopped_means_nobody_is_asked_and_receipts_stay(member, reading, convenor):
    actions.confirm_reading(reading=reading, by=member)
    assert signed_in(convenor).post(reverse("toolbox:end_reading", args=[reading.pk])).status_code == 302
    assert asked_of(member) == []
    assert "confirmed" in signed_in(member).get(TO_READ).content.decode()


@pytest.mark.parametrize("many", [2, 20])
def test_the_list_costs_the_same_however_many_are_asked(reading, convenor, many, django_assert_max_num_queries):
    for _ in range(many):
        make_member(reading.network, UserFactory())
    client = signed_in(convenor)
    address = reverse("toolbox:reading_people", args=[reading.pk])
    client.get(address)
    with django_assert_max_num_queries(14):
        client.get(address)
