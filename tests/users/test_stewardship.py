"""What staff do about accounts: suspend them, view the portal as somebody, make two accounts one."""

from __future__ import annotations

import uuid

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.utils import timezone

from networks.models import Membership
from portal.audit.models import LogEntry
from portal.home.models import Visit
from portal.notifications.models import Mail
from portal.users.models import LOOK_FOR, UNDO_FOR, Merge, Suspension, User, Viewing
from tests.clients import Client
from tests.factories.networks import make_member, make_network
from tests.factories.users import PASSWORD, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
WHY = {"reason": "Two members wrote to us."}


def signed_in(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


@pytest.fixture
def staff():
    return StaffFactory(is_superuser=False)


@pytest.fixture
def person():
    return UserFactory(first_name="Pat", email="pat@trust-a.example")


@pytest.fixture
def at(staff, home):
    """A member of staff before the pages, with a second factor."""
    return signed_in(staff)


def try_password(client, person, password=PASSWORD):
    return client.post("/accounts/login/", {"login": person.email, "password": password})


def did(action: str) -> bool:
    return LogEntry.objects.filter(action=action).exists()


# Suspending


def test_whoever_is_suspended_is_out_at_once_and_told_why(at, client, person):
    try_password(client, person)
    assert client.get("/me/").status_code == 200
    sessions = Session.objects.count()
    at.post(f"/staff/people/{person.pk}/suspend/", WHY)
    assert client.get("/me/").status_code == 302
    assert Session.objects.count() == sessions - 1
    assert WHY["reason"] in Mail.objects.get(to=person.email).text
    assert did("users/suspended")
    assert "Two members" not in str(LogEntry.objects.get(action="users/suspended").data)


def test_signing_in_says_so_only_after_the_right_password(at, client, person):
    at.post(f"/staff/people/{person.pk}/suspend/", WHY)
    wrong = try_password(client, person, "not-the-password")
    unknown = client.post("/accounts/login/", {"login": "nobody@trust-a.example", "password": "not-the-password"})
    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert "suspended" not in wrong.content.decode()
    right = try_password(client, person)
    assert right.status_code == 403 and WHY["reason"] in right.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_lifted_suspension_lets_in_anew_but_revives_no_session(at, client, person):
    try_password(client, person)
    at.post(f"/staff/people/{person.pk}/suspend/", WHY)
    at.post(f"/staff/people/{person.pk}/let-in/")
    assert client.get("/me/").status_code == 302
    assert try_password(client, person).status_code == 302 and client.get("/me/").status_code == 200
    suspension = Suspension.objects.get()
    assert suspension.lifted_at and did("users/let-in-again")
    assert Mail.objects.filter(to=person.email, kind="users/let_in_again").exists()


def test_pressing_twice_suspends_once_and_mails_once(at, person):
    for _ in range(2):
        at.post(f"/staff/people/{person.pk}/suspend/", WHY)
    assert Suspension.objects.count() == 1 and Mail.objects.filter(to=person.email).count() == 1


@pytest.mark.parametrize("what", ["suspend", "merge", "view-as"])
def test_staff_look_after_neither_themselves_nor_each_other(at, staff, what):
    for other in (staff, StaffFactory(is_superuser=False), StaffFactory()):
        assert at.get(f"/staff/people/{other.pk}/{what}/").status_code == 403
        assert at.post(f"/staff/people/{other.pk}/{what}/", WHY).status_code == 403
    assert not Suspension.objects.exists() and not Viewing.objects.exists()


def test_an_administrator_suspends_staff_but_views_as_none_of_them(home, staff):
    admin = signed_in(StaffFactory())
    assert admin.post(f"/staff/people/{staff.pk}/view-as/", WHY).status_code == 403
    admin.post(f"/staff/people/{staff.pk}/suspend/", WHY)
    assert not User.objects.get(pk=staff.pk).is_active


def test_without_a_reason_nothing_happens(at, person):
    for what in ("suspend", "view-as"):
        assert at.post(f"/staff/people/{person.pk}/{what}/", {"reason": " "}).status_code == 422
    person.refresh_from_db()
    assert person.is_active and not Viewing.objects.exists()


def test_a_reason_that_holds_a_patient_number_is_refused(at, person):
    response = at.post(f"/staff/people/{person.pk}/suspend/", {"reason": "They posted NHS number 999 000 0018 again."})
    assert response.status_code == 422 and not Suspension.objects.exists()


def test_without_a_second_factor_the_pages_lead_to_it(client, home, staff, person):
    client.force_login(staff, second_factor=False)
    response = client.post(f"/staff/people/{person.pk}/suspend/", WHY)
    assert response.status_code == 302 and response.url.startswith("/me/security/second-factor/")
    assert not Suspension.objects.exists()


# Viewing as


@pytest.fixture
def looking(at, person):
    """Staff who view the portal as Pat."""
    assert at.post(f"/staff/people/{person.pk}/view-as/", WHY).url == "/"
    return at


def test_staff_see_what_the_person_sees_under_a_banner_that_says_so(looking, home, person):
    page = looking.get("/me/profile/").content.decode()
    assert "You view the portal as <strong>Pat" in page and "pat@" not in page.partition("<main")[0]
    network = make_network(home, title="Their network", kind="private")
    make_member(network, person)
    assert looking.get(f"/networks/{network.pk}/members/").status_code == 200
    assert did("users/began-viewing-as")


def test_nothing_can_be_done_while_looking(looking, home, person):
    network = make_network(home, title="Open network", kind="open")
    for address in (f"/networks/{network.pk}/join/", "/me/profile/", "/accounts/logout/", "/staff/people/"):
        for method in ("post", "put", "delete", "patch"):
            response = getattr(looking, method)(address, {"first_name": "Changed"})
            assert response.status_code == 403 and "You can only look" in response.content.decode(), (method, address)
    assert not Membership.objects.filter(user=person).exists()


def test_looking_leaves_no_trace_in_what_the_person_did(looking, person):
    assert looking.get("/me/").status_code == 200
    assert not Visit.objects.filter(user=person).exists()


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/email/",
        "/accounts/3rdparty/",
        "/accounts/2fa/recovery-codes/",
        "/me/security/",
        f"/exports/{uuid.UUID(int=1)}/",
        "/staff/people/",
        "/admin/",
        "/dev/mail/",
    ],
)
def test_what_is_private_stays_hidden(looking, address):
    response = looking.get(address)
    assert response.status_code == 403 and "This is private" in response.content.decode()


def test_the_button_ends_it(looking, staff, person):
    assert looking.post("/staff/viewing/stop/").url == f"/staff/people/{person.pk}/"
    page = looking.get("/me/profile/").content.decode()
    assert "You view the portal as" not in page and did("users/ended-viewing-as")
    assert looking.post("/me/profile/", {}).status_code == 422  # they act as themselves again
    assert Viewing.objects.get().ended_at


def test_a_quarter_of_an_hour_ends_it(looking, staff):
    with time_machine.travel(timezone.now() + LOOK_FOR, tick=False):
        page = looking.get("/me/profile/").content.decode()
        assert "You view the portal as" not in page
        assert looking.get("/staff/people/").status_code == 200
    assert Viewing.objects.get().ended_at and did("users/ended-viewing-as")


def test_it_ends_when_either_of_them_loses_the_right(looking, staff, person):
    User.objects.filter(pk=person.pk).update(is_staff=True)
    assert "You view the portal as" not in looking.get("/me/profile/").content.decode()
    User.objects.filter(pk=person.pk).update(is_staff=False)
    assert "You view the portal as" not in looking.get("/me/profile/").content.decode()


def test_the_session_of_one_cannot_use_the_viewing_of_another(looking, home, client):
    other = UserFactory()
    client.force_login(other)
    session = client.session
    session["viewing"] = Viewing.objects.get().pk
    session.save()
    assert "You view the portal as" not in client.get("/me/profile/").content.decode()


# Merging


@pytest.fixture
def twin():
    return UserFactory(first_name="Patricia", email="pat@trust-b.example")


def merge(at, source, target):
    return at.post(f"/staff/people/{source.pk}/merge/?email={target.email}", WHY)


def test_the_preview_says_what_moves_and_moves_nothing(at, home, person, twin):
    network = make_network(home, title="One network")
    make_member(network, person)
    page = at.get(f"/staff/people/{person.pk}/merge/?email={twin.email}").content.decode()
    assert "What moves" in page and "pat@trust-b.example" in page
    assert Membership.objects.get(user=person).network == network and not Merge.objects.exists()


def test_what_one_account_has_moves_and_it_opens_no_more(at, home, client, person, twin):
    one, both = make_network(home, title="One"), make_network(home, title="Both")
    for network, somebody in ((one, person), (both, person), (both, twin)):
        make_member(network, somebody)
    assert merge(at, person, twin).url == f"/staff/people/{twin.pk}/"
    assert set(Membership.objects.filter(user=twin).values_list("network", flat=True)) == {one.pk, both.pk}
    response = try_password(client, person)
    assert response.status_code == 403 and "part of another one" in response.content.decode()
    assert try_password(client, twin).status_code == 302
    assert set(Mail.objects.filter(kind="users/merged").values_list("to", flat=True)) == {person.email, twin.email}
    assert did("users/merged")


def test_undoing_puts_back_exactly_what_moved(at, home, client, person, twin):
    one, later = make_network(home, title="One"), make_network(home, title="Later")
    make_member(one, person)
    merge(at, person, twin)
    make_member(later, twin)
    at.post(f"/staff/merges/{Merge.objects.get().pk}/undo/")
    assert Membership.objects.get(user=person).network == one
    assert Membership.objects.get(user=twin).network == later
    assert try_password(client, person).status_code == 302 and did("users/unmerged")


def test_after_fourteen_days_it_stays_as_it_is(at, home, person, twin):
    make_member(make_network(home, title="One"), person)
    merge(at, person, twin)
    with time_machine.travel(timezone.now() + UNDO_FOR, tick=False):
        page = signed_in(StaffFactory()).post(f"/staff/merges/{Merge.objects.get().pk}/undo/", follow=True)
    assert "cannot be undone any more" in page.content.decode()
    assert Membership.objects.get().user == twin


def test_one_of_two_reasons_that_ends_does_not_open_an_account(at, person, twin):
    merge(at, person, twin)
    at.post(f"/staff/people/{person.pk}/suspend/", WHY)
    at.post(f"/staff/people/{person.pk}/let-in/")
    assert not User.objects.get(pk=person.pk).is_active
    at.post(f"/staff/people/{person.pk}/suspend/", WHY)
    at.post(f"/staff/merges/{Merge.objects.get().pk}/undo/")
    assert not User.objects.get(pk=person.pk).is_active
    at.post(f"/staff/people/{person.pk}/let-in/")
    assert User.objects.get(pk=person.pk).is_active


def test_undoing_twice_is_refused(at, person, twin):
    merge(at, person, twin)
    for _ in range(2):
        at.post(f"/staff/merges/{Merge.objects.get().pk}/undo/")
    assert LogEntry.objects.filter(action="users/unmerged").count() == 1


@pytest.mark.parametrize("email", ["", "nobody@trust-b.example", "pat@trust-a.example"])
def test_the_other_account_must_be_another_that_is_there(at, person, twin, email):
    assert at.get(f"/staff/people/{person.pk}/merge/?email={email}").status_code == 422
    assert at.post(f"/staff/people/{person.pk}/merge/?email={email}", WHY).status_code == 422
    assert not Merge.objects.exists()


def test_an_account_is_not_merged_into_one_of_staff(at, person):
    response = at.post(f"/staff/people/{person.pk}/merge/?email={StaffFactory().email}", WHY)
    assert response.status_code == 422 and not Merge.objects.exists()


def test_the_list_finds_people_by_name_address_and_trust_and_costs_the_same_for_many(
    at, person, django_assert_max_num_queries
):
    assert "Pat Example" in at.get("/staff/people/?q=pat+trust-a").content.decode()
    assert "Nobody found" in at.get("/staff/people/?q=zzzz").content.decode()
    UserFactory.create_batch(60)
    with django_assert_max_num_queries(12):
        at.get("/staff/people/")
