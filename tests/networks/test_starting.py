"""A proposal becomes a network in one step: opened from a template, its first meeting and welcome drafted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events.models import EventPage, MeetingKit
from networks import actions
from networks.models import Network, NetworkIndexPage, Proposal
from networks.starting import addresses_in, first_meeting_on
from portal.blog.models import PostPage
from portal.notifications.models import Mail
from portal.organisations.models import Region
from tests.factories.networks import make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home) -> NetworkIndexPage:
    return home.add_child(instance=NetworkIndexPage(title="Networks", slug="networks"))


@pytest.fixture
def proposal(index) -> Proposal:
    return actions.propose(
        kind="start",
        name="Ann Archer",
        email="ann@trust-c.example",
        message="We want one. Ask bob@trust-d.example too.",
        region=Region.objects.get(slug="south-west"),
    )


def sent(proposal: Proposal, convenor, **changed) -> dict:
    day = first_meeting_on()
    when = {"meets_on_day": day.day, "meets_on_month": day.month, "meets_on_year": day.year}
    said = {
        "title": "South West network",
        "region": "south-west",
        "summary": "For the region.",
        "kind": "restricted",
    }
    return said | when | {"convenor": str(getattr(convenor, "email", convenor))} | changed


def opens(client, proposal, convenor, **changed):
    address = f"{reverse('networks:open')}?proposal={proposal.pk}"
    return client.post(address, sent(proposal, convenor, **changed))


def test_one_step_opens_the_network_and_drafts_its_first_meeting_and_welcome(client, proposal):
    convenor = UserFactory()
    client.force_login(StaffFactory())
    page = client.get(reverse("networks:open"), {"proposal": proposal.pk}).content.decode()
    assert 'value="South West network"' in page and 'value="ann@trust-c.example"' in page
    assert "bob@trust-d.example" in page.partition('name="invited"')[2]
    assert opens(client, proposal, convenor, invited="bob@trust-d.example").status_code == 302
    network = Network.objects.get()
    assert Mail.objects.get(kind="networks/invited").to == network.invitations.get().email == "bob@trust-d.example"
    assert network.page.live and network.role_of(convenor) == "convenor" and network.page.region.slug == "south-west"
    assert "has begun" in str(network.page.body) and len(network.page.links) == 3
    meeting, post = EventPage.objects.get(), PostPage.objects.get()
    assert (
        not meeting.live and meeting.owner == convenor and timezone.localdate(meeting.starts_at) == first_meeting_on()
    )
    assert meeting.agenda and not post.live and post.owner == convenor
    assert meeting.get_parent().pk == post.get_parent().pk == network.page_id
    told = Mail.objects.get(kind="networks/yours_to_run")
    assert told.to == convenor.email and f"/admin/pages/{meeting.pk}/edit/" in told.text
    assert Mail.objects.get(kind="networks/proposal_opened").to == "ann@trust-c.example"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.network) == ("answered", network)


def test_pressing_twice_opens_one_network(client, proposal):
    convenor = UserFactory()
    client.force_login(StaffFactory())
    opens(client, proposal, convenor)
    assert opens(client, proposal, convenor).status_code == 422
    assert Network.objects.count() == 1


def test_what_cannot_be_drafted_opens_nothing(proposal, monkeypatch):
    MeetingKit.objects.update(agenda="no minutes here")
    with pytest.raises(ValueError):
        actions.start_network(
            title="South West network",
            summary="x",
            kind="open",
            convenor=UserFactory(),
            actor=StaffFactory(),
            meets_on=first_meeting_on(),
            proposal=proposal,
        )
    proposal.refresh_from_db()
    assert proposal.network is None and not Network.objects.exists()
    assert not Mail.objects.filter(kind__in=["networks/yours_to_run", "networks/proposal_opened"]).exists()


def test_mistakes_are_told_beside_what_was_typed(client, proposal, home):
    parent = make_network(home, title="Inner circle", kind="private")
    client.force_login(StaffFactory())
    page = opens(client, proposal, UserFactory(), parent=parent.pk, kind="open").content.decode()
    assert "cannot be seen by more people than the network it stands in" in page
    gone = timezone.localdate() - timedelta(days=1)
    late = {"meets_on_day": gone.day, "meets_on_month": gone.month, "meets_on_year": gone.year}
    page = opens(client, proposal, UserFactory(), **late).content.decode()
    assert "Enter a day within a year from tomorrow." in page
    page = opens(client, proposal, UserFactory(), invited="nonsense").content.decode()
    assert "Line 1" in page
    page = opens(client, proposal, UserFactory(), kind="confidential", invited="a@trust-d.example").content.decode()
    assert "The convenor of a confidential network invites people" in page
    page = opens(client, proposal, "nobody@trust-z.example").content.decode()
    assert "Nobody with this address has an account" in page
    assert Network.objects.count() == 1


def test_a_sub_group_stands_in_its_network(client, proposal, home):
    parent = make_network(home, title="South West", kind="restricted")
    client.force_login(StaffFactory())
    assert opens(client, proposal, UserFactory(), parent=parent.pk, title="Finance").status_code == 302
    assert Network.objects.get(page__title="Finance").parent() == parent


def test_a_confidential_network_is_not_named_to_the_proposer(proposal):
    actions.start_network(
        title="Whisper group",
        summary="x",
        kind="confidential",
        convenor=UserFactory(),
        actor=StaffFactory(),
        meets_on=first_meeting_on(),
        proposal=proposal,
    )
    mail = Mail.objects.get(kind="networks/proposal_opened")
    assert "Whisper" not in mail.text + mail.subject and "whisper" not in mail.text


def test_only_staff_open_networks(client, proposal):
    client.force_login(UserFactory())
    assert opens(client, proposal, UserFactory()).status_code == 403
    with pytest.raises(ValidationError):
        staff = StaffFactory()
        for _ in range(2):
            actions.start_network(
                title="Once", summary="x", kind="open", convenor=staff, actor=staff, proposal=proposal
            )


def test_addresses_are_found_in_what_somebody_wrote():
    assert addresses_in("Ask Bob@trust-d.example, bob@trust-d.example. And ann.b@x.example.") == [
        "bob@trust-d.example",
        "ann.b@x.example",
    ]
