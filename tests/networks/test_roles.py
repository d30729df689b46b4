"""Roles and editing rights change together, and a network is never left without a convenor."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from networks import actions
from networks.models import Network, NetworkPage
from networks.providers import compare_groups
from portal.audit.models import LogEntry
from portal.cms.models import CollectionAudience
from portal.notifications.models import Mail
from portal.search.models import SearchEntry
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home) -> Network:
    return make_network(home)


@pytest.fixture
def convenor(network):
    user = UserFactory()
    make_convenor(network, user)
    return user


def test_a_new_convenor_may_edit_and_a_former_one_may_not(network, convenor):
    membership = make_member(network, UserFactory())
    actions.change_role(membership=membership, role="convenor", actor=convenor)
    assert set(network.group.user_set.all()) == {convenor, membership.user}
    assert Mail.objects.get(kind="networks/role_changed").to == membership.user.email
    actions.change_role(membership=membership, role="moderator", actor=convenor)
    assert set(network.group.user_set.all()) == {convenor}


def test_saving_the_role_somebody_has_already_changes_and_mails_nothing(network, convenor):
    membership = make_member(network, UserFactory())
    actions.change_role(membership=membership, role="member", actor=convenor)
    assert not Mail.objects.exists()


def test_the_last_convenor_cannot_be_demoted_by_themselves_or_by_staff(network, convenor):
    membership = network.memberships.get(user=convenor)
    for actor, code in ((convenor, "last-convenor"), (StaffFactory(), "last-convenor-other")):
        with pytest.raises(ValidationError) as raised:
            actions.change_role(membership=membership, role="member", actor=actor)
        assert raised.value.code == code


def test_a_member_changes_no_roles(network, convenor):
    membership = make_member(network, UserFactory())
    with pytest.raises(PermissionDenied):
        actions.change_role(membership=membership, role="convenor", actor=membership.user)


@pytest.mark.parametrize("leaving", [False, True])
def test_the_only_convenor_hands_over(network, convenor, leaving):
    taker = make_member(network, UserFactory()).user
    actions.hand_over(network=network, giver=convenor, taker=taker, leaving=leaving)
    assert network.role_of(taker) == "convenor"
    assert network.role_of(convenor) == ("" if leaving else "member")
    assert set(network.group.user_set.all()) == {taker}


def test_a_network_is_handed_over_to_a_member_only_and_not_to_oneself(network, convenor):
    for taker, code in ((UserFactory(), "not-member"), (convenor, "hand-over-to-yourself")):
        with pytest.raises(ValidationError) as raised:
            actions.hand_over(network=network, giver=convenor, taker=taker)
        assert raised.value.code == code
    assert network.role_of(convenor) == "convenor"


def test_the_sweep_mends_a_group_that_does_not_hold_the_convenors_and_says_so(network, convenor):
    stranger = UserFactory()
    network.group.user_set.set([stranger])
    assert compare_groups(timezone.now()) == 1
    assert set(network.group.user_set.all()) == {convenor}
    assert LogEntry.objects.filter(action="networks/group_mended").count() == 1
    assert compare_groups(timezone.now()) == 0


def test_the_files_of_a_network_are_for_its_readers(network, convenor):
    rows = CollectionAudience.objects.filter(collection=network.collection)
    assert [row.token for row in rows] == [network.readers]


def test_staff_open_a_network_with_its_first_convenor(home, network):
    user = UserFactory()
    opened = actions.open_network(
        page=NetworkPage(title="Midlands network"),
        parent=network.page.get_parent(),
        kind="private",
        convenor=user,
        actor=StaffFactory(is_superuser=False),
    )
    assert (opened.kind, opened.role_of(user)) == ("private", "convenor")
    assert opened.page.live
    assert set(opened.group.user_set.all()) == {user}
    with pytest.raises(PermissionDenied):
        actions.open_network(
            page=NetworkPage(title="Mine"), parent=network.page.get_parent(), kind="open", convenor=user, actor=user
        )


def test_a_convenor_who_publishes_a_sub_group_convenes_it(network, convenor):
    page = network.page.add_child(instance=NetworkPage(title="Finance directors", live=False, owner=convenor))
    page.save_revision(user=convenor).publish(user=convenor)
    assert page.network.role_of(convenor) == "convenor"
    assert NetworkPage.objects.get(pk=page.pk).network.group.user_set.filter(pk=convenor.pk).exists()


def test_a_new_kind_counts_at_once_and_a_confidential_network_leaves_every_list(home, network, convenor):
    stranger = UserFactory()
    assert Network.objects.visible_to(stranger).filter(pk=network.pk).exists()
    actions.change_kind(network=network, kind="confidential", actor=convenor)
    from portal.cms.audience import forget_tokens

    forget_tokens(stranger)
    forget_tokens(convenor)
    assert not Network.objects.visible_to(stranger).filter(pk=network.pk).exists()
    assert Network.objects.visible_to(convenor).filter(pk=network.pk).exists()
    assert not Network.objects.listed().filter(pk=network.pk).exists()
    assert [row.token for row in network.page.audience_rows.all()] == [network.members]
    actions.change_kind(network=Network.objects.get(pk=network.pk), kind="private", actor=convenor)
    assert [row.token for row in NetworkPage.objects.get(pk=network.page_id).audience_rows.all()] == ["public"]


def test_a_sub_group_is_never_wider_than_the_network_it_stands_in(home, network, convenor):
    staff = StaffFactory()
    child = network.page.add_child(instance=NetworkPage(title="Sub-group")).network
    for change, code in (
        ({"network": child, "kind": "open"}, "wider-than-parent"),
        ({"network": network, "kind": "private"}, "narrower-than-child"),
        ({"network": network, "kind": "restricted"}, "same-kind"),
    ):
        with pytest.raises(ValidationError) as raised:
            actions.change_kind(**change, actor=staff)
        assert raised.value.code == code


def test_only_those_who_run_a_network_change_its_kind(network, convenor):
    member = make_member(network, UserFactory()).user
    with pytest.raises(PermissionDenied):
        actions.change_kind(network=network, kind="open", actor=member)


def test_staff_do_not_run_a_confidential_network(home):
    network = make_network(home, kind="confidential")
    assert not network.can_run(StaffFactory())


def test_search_finds_a_network_by_its_new_kind_at_once(network, convenor):
    network.page.save_revision().publish()

    def tokens() -> set[str]:
        entry = SearchEntry.objects.live().get(key=f"page:{network.page_id}")
        return set(entry.audience.tokens.values_list("token", flat=True))

    assert tokens() == {"public"}
    actions.change_kind(network=network, kind="confidential", actor=convenor)
    assert tokens() == {network.members}
