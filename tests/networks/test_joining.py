"""Coming in and going out: each mishap has its own sentence."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError

from networks import actions
from networks.models import JoinRequest, Membership, Network
from portal.audit.models import LogEntry
from portal.notifications.models import Mail
from portal.organisations.models import Organisation, Region
from tests.factories.networks import make_convenor, make_domain, make_member, make_network
from tests.factories.organisations import OrganisationFactory
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


def refusal(raised) -> str:
    return raised.value.code


def test_anybody_with_an_account_joins_an_open_network_at_once(home):
    network, user = make_network(home, kind="open"), UserFactory()
    actions.join(network=network, user=user)
    assert network.role_of(user) == "member"
    assert LogEntry.objects.filter(action="networks/joined", actor=user).count() == 1


def test_the_address_of_one_trust_of_the_region_is_let_into_a_restricted_network_at_once(network):
    make_domain("thames.example", OrganisationFactory())
    user = UserFactory(email="olu@thames.example")
    actions.join(network=network, user=user)
    assert network.role_of(user) == "member"


@pytest.mark.parametrize("case", ["shared", "two trusts", "another region", "closed", "commissioner", "unverified"])
def test_an_address_that_does_not_prove_a_trust_of_the_region_has_to_ask(network, case):
    trust = OrganisationFactory()
    if case == "another region":
        trust.region = Region.objects.get(slug="north-west")
    if case == "closed":
        trust.closed_on = "2020-01-01"
    if case == "commissioner":
        trust.kind = Organisation.Kind.COMMISSIONER
    trust.save()
    trusts = [trust, OrganisationFactory()] if case == "two trusts" else [trust]
    make_domain("mail.example", *trusts, shared=case == "shared")
    user = UserFactory(email="olu@mail.example")
    if case == "unverified":
        EmailAddress.objects.filter(user=user).update(verified=False)
        EmailAddress.objects.create(user=user, email="olu@elsewhere.example", verified=True)
    with pytest.raises(ValidationError) as raised:
        actions.join(network=network, user=user)
    assert refusal(raised) == "ask-first"
    assert not network.role_of(user)


def test_a_private_network_admits_no_domain_at_once(home):
    network = make_network(home, kind="private")
    make_domain("thames.example", OrganisationFactory())
    with pytest.raises(ValidationError) as raised:
        actions.join(network=network, user=UserFactory(email="olu@thames.example"))
    assert refusal(raised) == "ask-first"


def test_nobody_joins_or_asks_to_join_a_confidential_network(home):
    network = make_network(home, kind="confidential")
    for verb in (actions.join, actions.request_to_join):
        with pytest.raises(ValidationError) as raised:
            verb(network=network, user=UserFactory())
        assert refusal(raised) == "invitation-only"


def test_a_member_who_joins_again_is_told_so_and_stays_once(home):
    network, user = make_network(home, kind="open"), UserFactory()
    actions.join(network=network, user=user)
    for verb in (actions.join, actions.request_to_join):
        with pytest.raises(ValidationError) as raised:
            verb(network=network, user=user)
        assert refusal(raised) == "already-member"
    assert network.memberships.filter(user=user).count() == 1


def test_joining_needs_a_confirmed_address(home):
    network, user = make_network(home, kind="open"), UserFactory()
    EmailAddress.objects.filter(user=user).update(verified=False)
    for verb in (actions.join, actions.request_to_join):
        with pytest.raises(ValidationError) as raised:
            verb(network=network, user=user)
        assert refusal(raised) == "not-verified"


def test_a_request_tells_every_convenor_once_and_asking_twice_is_refused(network, convenor):
    user = UserFactory(first_name="Olu", last_name="O'Neil")
    request = actions.request_to_join(network=network, user=user, message="We're short of peers & ideas")
    with pytest.raises(ValidationError) as raised:
        actions.request_to_join(network=network, user=user)
    assert refusal(raised) == "already-asked"
    mail = Mail.objects.get(kind="networks/requested")
    assert mail.to == convenor.email
    assert mail.subject == "Olu O'Neil asks to join London network"
    assert "We're short of peers & ideas" in mail.text
    assert f"/networks/{network.pk}/requests/" in mail.text
    assert request.state == JoinRequest.State.WAITING


def test_a_convenor_lets_somebody_in_and_they_get_a_mail(network, convenor):
    request = actions.request_to_join(network=network, user=UserFactory())
    actions.approve_request(request=request, actor=convenor)
    assert network.role_of(request.user) == "member"
    assert Mail.objects.filter(kind="networks/approved", to=request.user.email).count() == 1
    request.refresh_from_db()
    assert (request.state, request.decided_by) == ("approved", convenor)


def test_a_declined_request_sends_the_reason_and_may_be_followed_by_another(network, convenor):
    user = UserFactory()
    request = actions.request_to_join(network=network, user=user)
    actions.decline_request(request=request, actor=convenor, reason="This network is for London's trusts.")
    assert not network.role_of(user)
    assert "This network is for London's trusts." in Mail.objects.get(kind="networks/declined").text
    actions.request_to_join(network=network, user=user)


def test_a_request_decided_in_another_tab_is_not_decided_again(network, convenor):
    request = actions.request_to_join(network=network, user=UserFactory())
    actions.approve_request(request=request, actor=convenor)
    for again in (
        lambda: actions.approve_request(request=request, actor=convenor),
        lambda: actions.decline_request(request=request, actor=convenor, reason="No"),
    ):
        with pytest.raises(ValidationError) as raised:
            again()
        assert refusal(raised) == "already-decided"
    assert Mail.objects.filter(kind="networks/declined").count() == 0


def test_a_withdrawn_request_cannot_be_approved_and_says_so(network, convenor):
    request = actions.request_to_join(network=network, user=UserFactory())
    actions.withdraw_request(network=network, user=request.user)
    actions.withdraw_request(network=network, user=request.user)  # in another tab: nothing to do, nothing wrong
    with pytest.raises(ValidationError) as raised:
        actions.approve_request(request=request, actor=convenor)
    assert refusal(raised) == "request-withdrawn"
    assert LogEntry.objects.filter(action="networks/request_withdrawn").count() == 1


def test_somebody_suspended_after_asking_is_not_let_in(network, convenor):
    request = actions.request_to_join(network=network, user=UserFactory())
    request.user.is_active = False
    request.user.save(update_fields=["is_active"])
    with pytest.raises(ValidationError) as raised:
        actions.approve_request(request=request, actor=convenor)
    assert refusal(raised) == "account-closed"
    request.refresh_from_db()
    assert request.state == "waiting"


def test_somebody_barred_later_leaves_and_does_not_come_back(home):
    network, user, staff = make_network(home, kind="open"), UserFactory(), StaffFactory()
    membership = actions.join(network=network, user=user)
    actions.remove_member(membership=membership, actor=staff, reason="Advertising.", barred=True)
    assert not network.role_of(user)
    assert "Advertising." in Mail.objects.get(kind="networks/removed").text
    with pytest.raises(ValidationError) as raised:
        actions.join(network=network, user=user)
    assert refusal(raised) == "barred"


@pytest.mark.parametrize("role", ["", "member", "moderator"])
def test_only_convenors_and_staff_decide(network, convenor, role):
    request = actions.request_to_join(network=network, user=UserFactory())
    other = UserFactory()
    if role:
        make_member(network, other, role)
    with pytest.raises(PermissionDenied):
        actions.approve_request(request=request, actor=other)
    with pytest.raises(PermissionDenied):
        actions.decline_request(request=request, actor=other, reason="No")
    actions.approve_request(request=request, actor=StaffFactory())


def test_a_convenor_of_another_network_decides_nothing_here(home, network, convenor):
    other = UserFactory()
    make_convenor(make_network(home, title="North West network"), other)
    request = actions.request_to_join(network=network, user=UserFactory())
    with pytest.raises(PermissionDenied):
        actions.approve_request(request=request, actor=other)


def test_a_member_leaves_and_loses_the_tokens_at_once(home):
    from portal.cms.audience import tokens_of

    network, user = make_network(home, kind="private"), UserFactory()
    make_member(network, user)
    assert network.readers in tokens_of(user)
    actions.leave(network=network, user=user)
    assert network.readers not in tokens_of(user)
    with pytest.raises(ValidationError) as raised:
        actions.leave(network=network, user=user)
    assert refusal(raised) == "not-member"


def test_the_last_convenor_cannot_leave(network, convenor):
    make_member(network, UserFactory())
    with pytest.raises(ValidationError) as raised:
        actions.leave(network=network, user=convenor)
    assert refusal(raised) == "last-convenor"
    make_member(network, UserFactory(), Membership.Role.CONVENOR)
    actions.leave(network=network, user=convenor)
    assert not network.role_of(convenor)


def test_a_convenor_whose_account_is_closed_does_not_count(network, convenor):
    away = UserFactory(is_active=False)
    make_member(network, away, Membership.Role.CONVENOR)
    with pytest.raises(ValidationError) as raised:
        actions.leave(network=network, user=convenor)
    assert refusal(raised) == "last-convenor"
