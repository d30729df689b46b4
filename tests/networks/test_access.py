"""Who gets which address of a network: the matrix of every door."""

from __future__ import annotations

import pytest
from django.urls import get_resolver, reverse

from networks import actions
from networks.models import Network, Proposal
from portal.files.actions import keep_version
from tests.factories.networks import make_convenor, make_invited, make_member, make_network
from tests.factories.toolbox import make_document
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

PEOPLE = ["anonymous", "stranger", "other_convenor", "member", "convenor", "staff"]
IN = "in"  # sent to sign in
# anonymous, stranger, convenor of another network, member, convenor, staff
MATRIX = {
    "propose": (200, 200, 200, 200, 200, 200),
    "proposed": (200, 200, 200, 200, 200, 200),
    "proposals": (IN, 403, 403, 403, 403, 200),
    "proposal": (IN, 403, 403, 403, 403, 200),
    "open": (IN, 403, 403, 403, 403, 200),
    "join": (IN, 200, 200, 200, 200, 200),
    "withdraw": (IN, 200, 200, 200, 200, 200),
    "leave": (IN, 302, 302, 200, 200, 302),
    "members": (IN, 200, 200, 200, 200, 200),
    "role": (IN, 403, 403, 403, 200, 200),
    "remove": (IN, 403, 403, 403, 200, 200),
    "requests": (IN, 403, 403, 403, 200, 200),
    "approve": (IN, 403, 403, 403, 200, 200),
    "decline": (IN, 403, 403, 403, 200, 200),
    "hand_over": (IN, 403, 403, 403, 200, 403),
    "manage": (IN, 403, 403, 403, 200, 200),
    "kind": (IN, 403, 403, 403, 200, 200),
    "discussions": (IN, 403, 403, 403, 200, 200),
    "archive": (IN, 403, 403, 403, 200, 200),
    "files": (404, 200, 200, 200, 200, 200),
    "restore_file": (IN, 403, 403, 403, 200, 200),
    "folder": (IN, 403, 403, 403, 200, 200),
    "log": (IN, 403, 403, 403, 200, 200),
    "mute": (IN, 302, 302, 200, 200, 302),
    "bars": (IN, 403, 403, 403, 200, 200),
    "lift_bar": (IN, 403, 403, 403, 200, 200),
    "invitations": (IN, 403, 403, 403, 200, 200),
    "invite": (IN, 403, 403, 403, 200, 200),
    "resend_invitation": (IN, 403, 403, 403, 200, 200),
    "revoke_invitation": (IN, 403, 403, 403, 200, 200),
    "broadcasts": (IN, 403, 403, 403, 200, 200),
    "broadcast_write": (IN, 403, 403, 403, 200, 200),
    "broadcast": (IN, 403, 403, 403, 200, 200),
}
# Not of one network's readers, but of whoever was invited, left, was shut out, is known to a colleague or holds a link
# out of a mail; and the pages of no network. Their rows stand in tests/test_access.py.
OF_SOMEBODY = {"invited", "invitation", "decline_invitation", "come_back", "appeal", "bar", "vouch", "lead", "quiet"}
OF_NO_NETWORK = {"coverage", "coverage_of", "take_up"}


class Scene:
    """A network with everybody in it, and the arguments of each address."""

    def __init__(self, home, kind: str) -> None:
        self.network = make_network(home, kind=kind)
        self.people = {"anonymous": None, "stranger": UserFactory(), "staff": StaffFactory()}
        self.people |= {"member": UserFactory(), "convenor": UserFactory(), "other_convenor": UserFactory()}
        self.membership = make_member(self.network, self.people["member"])
        make_convenor(self.network, self.people["convenor"])
        make_convenor(make_network(home, title="North West network"), self.people["other_convenor"])
        self.request = self.network.requests.create(user=UserFactory())
        self.bar = self.network.bars.create(user=UserFactory(), reason="x")
        self.invitation = make_invited(self.network, "ama@trust-b.example")
        document = make_document(collection=Network.objects.get(pk=self.network.pk).collection)
        self.version = keep_version(document_id=document.pk, by=None)
        self.broadcast = self.network.broadcasts.create(subject="x", text="x")
        self.proposal = actions.propose(kind="start", name="Sam", email="sam@trust-b.example", message="Start one?")

    def address(self, name: str) -> str:
        pk = self.network.pk
        arguments = {"propose": [], "proposed": [], "proposals": [], "open": [], "proposal": [self.proposal.pk]}
        if name in ("role", "remove"):
            arguments[name] = [pk, self.membership.pk]
        if name in ("approve", "decline"):
            arguments[name] = [pk, self.request.pk]
        if name == "lift_bar":
            arguments[name] = [pk, self.bar.pk]
        if name in ("resend_invitation", "revoke_invitation"):
            arguments[name] = [pk, self.invitation.pk]
        if name == "restore_file":
            arguments[name] = [pk, self.version.pk]
        if name == "broadcast":
            arguments[name] = [pk, self.broadcast.pk]
        return reverse(f"networks:{name}", args=arguments.get(name, [pk]))


def answer_to(client, scene: Scene, person: str, address: str, method: str = "get"):
    client.logout()
    if scene.people[person]:
        client.force_login(scene.people[person])
    return getattr(client, method)(address)


def test_every_address_has_a_row_in_the_matrix():
    names = {pattern.name for pattern in get_resolver("networks.urls").url_patterns}
    assert names == set(MATRIX) | OF_SOMEBODY | OF_NO_NETWORK


@pytest.mark.parametrize("name", MATRIX)
def test_each_person_gets_the_answer_that_is_theirs(home, client, name):
    scene = Scene(home, "restricted")
    for person, expected in zip(PEOPLE, MATRIX[name], strict=True):
        response = answer_to(client, scene, person, scene.address(name))
        if expected == IN:
            assert response.status_code == 302 and response["Location"].startswith("/accounts/login/"), person
        else:
            assert response.status_code == expected, person
            if expected == 403:
                assert b"Nothing was changed" in response.content


@pytest.mark.parametrize(
    "name", [name for name in MATRIX if name not in ("propose", "proposed", "proposals", "open", "proposal")]
)
def test_a_confidential_network_is_not_there_for_anybody_but_its_members(home, client, name):
    scene = Scene(home, "confidential")
    actions_of = Network.objects.get(pk=scene.network.pk)
    actions_of.page.write_audience()
    for person in ("stranger", "other_convenor", "staff"):
        assert answer_to(client, scene, person, scene.address(name)).status_code == 404, person
    assert answer_to(client, scene, "convenor", scene.address(name)).status_code == 200


@pytest.mark.parametrize("name", [name for name in MATRIX if "{" not in name])
def test_a_closed_network_is_not_there(home, client, name):
    scene = Scene(home, "open")
    scene.network.page.unpublish()
    if name in ("propose", "proposed", "proposals", "open", "proposal"):
        return
    for person in PEOPLE[1:]:
        assert answer_to(client, scene, person, scene.address(name)).status_code == 404, person
        assert answer_to(client, scene, person, scene.address(name), "post").status_code in (404, 405), person


@pytest.mark.parametrize("name", ["role", "remove", "approve", "decline", "kind", "discussions"])
def test_what_a_member_may_not_see_they_may_not_post_either(home, client, name):
    scene = Scene(home, "restricted")
    data = {"role": "convenor", "reason": "x", "kind": "open", "confirmed": "on", "opened": "on"}
    client.force_login(scene.people["member"])
    assert client.post(scene.address(name), data).status_code == 403
    scene.network.refresh_from_db()
    assert scene.network.kind == "restricted" and not scene.network.discussions_open
    assert scene.network.role_of(scene.people["member"]) == "member"


def test_the_request_of_one_network_is_not_decided_through_another(home, client):
    scene = Scene(home, "restricted")
    other = make_network(home, title="Midlands network")
    make_convenor(other, scene.people["other_convenor"])
    client.force_login(scene.people["other_convenor"])
    address = reverse("networks:approve", args=[other.pk, scene.request.pk])
    assert client.post(address).status_code == 404


def test_names_of_members_of_a_private_network_are_for_its_members(home, client):
    scene = Scene(home, "private")
    address = scene.address("members")
    assert answer_to(client, scene, "stranger", address).status_code == 403
    assert answer_to(client, scene, "member", address).status_code == 200


@pytest.mark.parametrize("kind", ["open", "restricted", "private"])
def test_the_public_never_reads_the_names_of_members(home, client, kind):
    scene = Scene(home, kind)
    page = client.get(scene.network.page.url)
    assert page.status_code == 200
    for person in ("member", "convenor"):
        assert str(scene.people[person]) not in page.content.decode()


def test_a_proposal_from_a_page_without_a_session_is_kept(home, client):
    data = {"kind": "visit", "name": "Ann", "email": "ann@trust-c.example", "message": "We meet monthly."}
    response = client.post(reverse("networks:propose"), data, follow=True)
    assert response.status_code == 200 and "Thank you" in response.content.decode()
    assert Proposal.objects.get().region is None
