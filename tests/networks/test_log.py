"""What was done in a network stands in its log, for those who run it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from networks.actions import join, remove_member
from portal.discussion import actions, moderation
from tests.factories.networks import make_convenor, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home):
    return make_network(home, kind="open")


@pytest.fixture
def convenor(network):
    user = UserFactory(first_name="Con", last_name="Venor")
    make_convenor(network, user)
    return user


def happen(network, convenor) -> None:
    """Somebody joins, is taken at their word, is removed."""
    writer = UserFactory(first_name="Wri", last_name="Ter")
    membership = join(network=network, user=writer)
    thread = actions.start_thread(page=network.page, user=writer, kind="discussion", title="Talk", body="Unkind.")
    comment = thread.comments.get()
    actions.report_comment(comment=comment, user=UserFactory(first_name="Whi", last_name="Stle"), reason="unkind")
    moderation.remove(comment=comment, by=convenor, reason="Unkind.", block={"page": network.page, "days": 7})
    remove_member(membership=membership, actor=convenor, reason="Unkind again.")


def test_a_convenor_reads_who_did_what_and_not_who_reported(client, network, convenor):
    happen(network, convenor)
    client.force_login(convenor)
    page = client.get(f"/networks/{network.pk}/manage/log/").content.decode()
    for verb in ("Joined", "Decided removed", "Blocked", "Member removed"):
        assert verb in page, verb
    assert "Con Venor" in page and "Wri Ter" in page
    assert "Whi Stle" not in page


def test_the_log_of_another_network_is_closed_to_a_convenor(client, home, network, convenor):
    other = make_network(home, title="Another", kind="open")
    happen(network, convenor)
    stranger = UserFactory()
    make_convenor(other, stranger)
    client.force_login(stranger)
    assert client.get(f"/networks/{network.pk}/manage/log/").status_code == 403
    assert "Con Venor" not in client.get(f"/networks/{other.pk}/manage/log/").content.decode()


def test_the_log_of_a_network_is_taken_away(client, network, convenor):
    happen(network, convenor)
    client.force_login(convenor)
    taken = client.get(f"/exports/lists/networks/log/?network={network.pk}")
    assert taken.status_code == 200


def test_staff_search_the_whole_log_by_network(client, home, network, convenor):
    other = make_network(home, title="Another", kind="open")
    happen(network, convenor)
    join(network=other, user=UserFactory(first_name="Else", last_name="Where"))
    client.force_login(StaffFactory())
    page = client.get(reverse("audit_log_results") + "?network=london").content.decode()
    assert "discussion/decided_removed" in page and "Else Where" not in page
