"""Where somebody works: found by name, code or address, held several times, spoken for one at a time."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from networks.models import Network
from portal.organisations.models import Organisation
from portal.users.actions import claim_seat, speak_for, vouch
from portal.users.models import Role
from tests.factories.networks import make_domain, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import seat
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["quince", "valley quince", "X-99QV", "x-99qv"])
def test_a_trust_is_found_by_words_of_its_name_or_by_its_code(client, home, asked):
    trust = OrganisationFactory(name="Quince Valley Trust (invented)", code="X-99QV")
    OrganisationFactory(name="Medlar Trust (invented)")
    client.force_login(UserFactory())
    response = client.get("/me/trusts/add/", {"q": asked})
    assert response.context["found"] == [trust]


def test_a_domain_of_one_trust_suggests_it_and_one_that_many_share_suggests_nothing(client, home):
    trust = OrganisationFactory()
    make_domain("trust-q.example", trust)
    make_domain("nhs-mail.example", *[OrganisationFactory() for _ in range(5)], shared=True)
    for email, suggested in (("olu@trust-q.example", [trust]), ("olu@nhs-mail.example", [])):
        client.force_login(UserFactory(email=email))
        assert client.get("/me/trusts/add/").context["found"] == suggested


def test_somebody_works_at_two_trusts_and_chooses_whom_to_speak_for(client, home):
    person, first, second = UserFactory(trust=None, role=""), OrganisationFactory(), OrganisationFactory()
    client.force_login(person)
    assert client.post("/me/trusts/add/", {"organisation": first.pk, "role": "ovm"}).url == "/me/"
    client.post("/me/trusts/add/", {"organisation": second.pk, "role": "deputy-ovm"})
    person.refresh_from_db()
    assert (person.trust, person.role) == (first, Role.OVM), "the first stays until they choose"
    other = person.tenures.get(seat__organisation=second)
    client.post(f"/me/trusts/{other.pk}/speak-for/")
    person.refresh_from_db()
    assert (person.trust, person.role) == (second, Role.DEPUTY_OVM)


def test_a_trust_that_was_closed_cannot_be_chosen(client, home):
    closed = OrganisationFactory(closed_on="2020-01-01")
    client.force_login(UserFactory())
    response = client.post("/me/trusts/add/", {"organisation": closed.pk, "role": "ovm"})
    assert response.status_code == 422
    assert "organisation" in response.context["form"].errors


def test_leaving_is_asked_first_and_only_for_ones_own(client, home):
    person, other = UserFactory(), UserFactory()
    tenure = seat(person, OrganisationFactory())
    client.force_login(other)
    assert client.post(f"/me/trusts/{tenure.pk}/leave/").status_code == 404
    client.force_login(person)
    assert client.get(f"/me/trusts/{tenure.pk}/leave/").status_code == 200
    assert person.tenures.current().exists()
    client.post(f"/me/trusts/{tenure.pk}/leave/")
    assert not person.tenures.current().exists()


def test_nobody_speaks_for_a_seat_that_waits():
    person = UserFactory()
    board = OrganisationFactory(kind=Organisation.Kind.COMMISSIONER)
    tenure = claim_seat(person=person, organisation=board, role=Role.COMMISSIONER)
    with pytest.raises(PermissionDenied):
        speak_for(person=person, tenure=tenure)


def test_an_address_of_one_trust_vouches_and_a_shared_one_does_not():
    trust = OrganisationFactory()
    make_domain("trust-q.example", trust)
    make_domain("nhs-mail.example", trust, shared=True)
    for email, known in (("a@trust-q.example", True), ("a@nhs-mail.example", False)):
        tenure = claim_seat(person=UserFactory(email=email), organisation=trust, role=Role.OVM)
        tenure.refresh_from_db()
        assert (tenure.vouched_at is not None) is known


def test_ones_own_word_opens_no_network_and_a_colleagues_does(home):
    """nhs.net proves neither trust nor role: somebody who claims a seat there still asks, until it is confirmed."""
    network = make_network(home, kind=Network.Kind.RESTRICTED)
    trust = OrganisationFactory(region=network.page.region)
    person, colleague = UserFactory(email="a@nhs-mail.example"), UserFactory()
    tenure = seat(person, trust)
    assert not network.admits_at_once(person)
    with pytest.raises(PermissionDenied):
        vouch(actor=colleague, tenure=tenure)
    seat(colleague, trust, Role.DEPUTY_OVM, vouched=True)
    vouch(actor=colleague, tenure=tenure)
    assert network.admits_at_once(person)


def test_nobody_vouches_for_themselves_or_for_another_trust(home):
    person, elsewhere, trust = UserFactory(), UserFactory(), OrganisationFactory()
    tenure = seat(person, trust, vouched=True)
    seat(elsewhere, OrganisationFactory(), vouched=True)
    assert not tenure.can_vouch(person)
    assert not tenure.can_vouch(elsewhere)
    assert tenure.can_vouch(StaffFactory())


def test_a_commissioner_inherits_nothing_from_the_address_of_a_trust(home):
    network = make_network(home, kind=Network.Kind.RESTRICTED)
    trust = OrganisationFactory(region=network.page.region)
    make_domain("trust-q.example", trust)
    assert network.admits_at_once(UserFactory(email="ovm@trust-q.example"))
    assert not network.admits_at_once(UserFactory(email="icb@trust-q.example", role=Role.COMMISSIONER))
    assert not network.admits_at_once(UserFactory(email="supplier@trust-q.example", role=Role.OTHER))


def test_a_confirmation_that_is_too_old_opens_nothing(home):
    network = make_network(home, kind=Network.Kind.RESTRICTED)
    person = UserFactory(email="a@nhs-mail.example")
    tenure = seat(person, OrganisationFactory(region=network.page.region), vouched=True)
    assert network.admits_at_once(person)
    tenure.doubted_at, tenure.doubt = tenure.approved_at, tenure.Doubt.REPORTED
    tenure.save()
    assert not network.admits_at_once(person)
