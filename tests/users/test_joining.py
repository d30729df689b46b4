"""Who may register: approved domains at once, others with a reason and an answer; until then only what is public."""

from __future__ import annotations

import datetime
import re

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from networks.models import Network
from portal.audit.models import LogEntry
from portal.cms.audience import tokens_of
from portal.notifications.models import Mail
from portal.organisations.models import Organisation
from portal.users.actions import (
    approve_application,
    ask_to_join,
    claim_seat,
    decline_application,
)
from portal.users.models import Application, Role, User
from tests.factories.blog import make_blog, make_post
from tests.factories.events import make_event
from tests.factories.networks import make_domain, make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import make_waiting
from tests.factories.toolbox import make_entry
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

SIGN_UP = {
    "first_name": "Sam",
    "last_name": "Reed",
    "email": "sam@elsewhere.example",
    "password1": "walnut-tram-harvest",
}


def sign_up_and_verify(client, **changes):
    client.post("/accounts/signup/", SIGN_UP | changes)
    link = re.search(r"http://[^/]+(/\S+)", Mail.objects.order_by("-pk").first().text).group(1)
    return client.post(link)


def test_an_approved_domain_lets_somebody_in_once_the_address_is_confirmed(client, home):
    make_domain("trust-b.example", OrganisationFactory())
    client.post("/accounts/signup/", SIGN_UP | {"email": "sam@trust-b.example"})
    assert not User.objects.get().is_admitted, "nothing is proved before the link is pressed"
    link = re.search(r"http://[^/]+(/\S+)", Mail.objects.get().text).group(1)
    client.post(link)
    assert User.objects.get().is_admitted
    assert LogEntry.objects.filter(action="users/admitted").exists()


def test_any_other_domain_leads_through_a_reason_to_a_queue(client, home):
    StaffFactory(email="priya@programme.example")
    trust = OrganisationFactory(name="Quince Trust (invented)")
    sign_up_and_verify(client)
    response = client.post("/me/trusts/add/?q=quince", {"organisation": trust.pk, "role": "ovm"})
    assert response.url == "/me/approval/"
    client.post("/me/approval/", {"reason": "I recover costs at Quince."})
    page = client.get("/me/approval/").content.decode()
    assert "Your account waits for approval" in page
    assert "answers by mail by" in page
    mail = Mail.objects.get(to="priya@programme.example")
    assert "elsewhere.example" in mail.text
    assert "I recover" not in mail.text, "the reason stays in the portal"


def test_an_empty_reason_is_asked_again(client, home):
    client.force_login(make_waiting())
    response = client.post("/me/approval/", {"reason": ""})
    assert response.status_code == 422
    assert not Application.objects.exists()


def test_approving_lets_the_person_in_with_the_seat_they_named_and_tells_them(home):
    staff, person, trust = StaffFactory(), make_waiting(), OrganisationFactory()
    claim_seat(person=person, organisation=trust, role=Role.OVM)
    application = ask_to_join(user=person, reason="I work here.")
    assert not person.tenures.current().exists()
    approve_application(application=application, actor=staff)
    person.refresh_from_db()
    assert (person.is_admitted, person.trust, person.role) == (True, trust, Role.OVM)
    assert person.tenures.vouched().exists()
    assert "approved" in Mail.objects.get(to=person.email).subject


def test_declining_gives_the_reason_and_one_more_try(home):
    staff, person = StaffFactory(), make_waiting()
    decline_application(application=ask_to_join(user=person, reason="Hello"), actor=staff, reason="Who are you?")
    assert "Who are you?" in Mail.objects.get(to=person.email, kind="users/declined").text
    second = ask_to_join(user=person, reason="I am the OVM of Quince.")
    decline_application(application=second, actor=staff, reason="Quince does not know you.")
    with pytest.raises(ValidationError, match="answered twice"):
        ask_to_join(user=person, reason="Please")
    assert Mail.objects.filter(to=person.email, kind="users/declined").count() == 2


def test_somebody_asks_once_at_a_time(home):
    person = make_waiting()
    ask_to_join(user=person, reason="Hello")
    with pytest.raises(ValidationError, match="asked already"):
        ask_to_join(user=person, reason="Hello again")


def test_only_staff_decide_and_only_once(home):
    staff, person = StaffFactory(), make_waiting()
    application = ask_to_join(user=person, reason="Hello")
    with pytest.raises(PermissionDenied):
        approve_application(application=application, actor=UserFactory())
    approve_application(application=application, actor=staff)
    with pytest.raises(ValidationError, match="decided"):
        decline_application(application=application, actor=staff, reason="No")


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (datetime.date(2026, 11, 19), datetime.date(2026, 11, 23)),
        (datetime.date(2026, 11, 21), datetime.date(2026, 11, 24)),
    ],
)
def test_the_answer_is_due_in_two_working_days(asked, due):
    moment = timezone.make_aware(datetime.datetime.combine(asked, datetime.time(12)))
    application = Application(asked_at=moment)
    assert application.due_on == due
    with time_machine.travel(moment + datetime.timedelta(days=10), tick=False):
        assert application.is_late


def test_until_approved_somebody_holds_what_the_public_holds(home):
    person, network = make_waiting(), make_network(home, kind=Network.Kind.RESTRICTED)
    make_member(network, person)  # whatever rows there are
    assert tokens_of(person) == {"public"}


def test_until_approved_every_room_is_closed(client, home):
    """Pages, meetings, tools, comments, joining, people: the one oracle and each `can_` say no."""
    person = make_waiting()
    network = make_network(home, kind=Network.Kind.RESTRICTED)
    opened = make_network(home, title="Open network", kind=Network.Kind.OPEN)
    inside = [make_post(network.page, title="Inside"), make_entry(network.page, title="Tool inside")]
    meeting = make_event(home, network=network, title="Meeting inside")
    public, everybodys = make_post(make_blog(home), title="Public post"), make_event(home, title="Public meeting")
    client.force_login(person)
    for page in [*inside, meeting]:
        assert client.get(page.get_url()).status_code == 404
    assert client.get(public.get_url()).status_code == 200
    assert client.post(f"/discussion/pages/{public.pk}/comment/", {"body": "Hello"}).status_code in (403, 404)
    assert not public.can_comment(person)
    assert not opened.admits_at_once(person)
    assert not opened.can_join(person)
    client.post(f"/networks/{opened.pk}/join/", {"message": "Let me in"})
    assert not opened.memberships.filter(user=person).exists()
    assert not opened.requests.filter(user=person).exists()
    client.post(f"/events/{everybodys.pk}/register/")
    assert not everybodys.meeting.registrations.exists()
    assert client.get("/people/").url == "/me/approval/"
    assert "Inside" not in client.get("/search/?q=inside").content.decode().replace("inside", "")


def test_a_commissioner_waits_for_approval_and_everything_else_works(client, home):
    staff, person = StaffFactory(email="priya@programme.example"), UserFactory()
    board = OrganisationFactory(kind=Organisation.Kind.COMMISSIONER)
    tenure = claim_seat(person=person, organisation=board, role=Role.COMMISSIONER)
    assert not tenure.is_current
    assert person.role == Role.OVM
    assert "role" in Mail.objects.get(to=staff.email).subject
    client.force_login(person)
    assert client.get("/people/").status_code == 200
    assert "Waiting for the programme" in client.get("/me/trusts/").content.decode()


@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.PROGRAMME, Role.OTHER])
def test_no_such_role_counts_at_a_trust_either_before_it_is_approved(role):
    assert not claim_seat(person=UserFactory(), organisation=OrganisationFactory(), role=role).is_current


def test_the_list_of_staff_decides_for_many_at_once(client, home):
    people = [make_waiting(email=f"p{n}@elsewhere.example") for n in range(3)]
    asked = [ask_to_join(user=person, reason=f"Reason {n}") for n, person in enumerate(people)]
    client.force_login(StaffFactory())
    page = client.get("/admin/people/joining/").content.decode()
    assert "Reason 2" in page
    assert "elsewhere.example" in page
    client.post("/admin/people/joining/", {"application": [asked[0].pk, asked[1].pk], "decision": "approve"})
    assert [User.objects.get(pk=person.pk).is_admitted for person in people] == [True, True, False]
    response = client.post("/admin/people/joining/", {"application": [asked[2].pk], "decision": "decline"})
    assert response.status_code == 422, "no without a reason"
    client.post("/admin/people/joining/", {"application": [asked[2].pk], "decision": "decline", "reason": "Why?"})
    assert Application.objects.get(pk=asked[2].pk).answer == "Why?"


def test_a_convenor_with_the_editor_does_not_decide_who_joins(client, home):
    from tests.factories.networks import make_convenor

    user = UserFactory()
    make_convenor(make_network(home), user)
    client.force_login(user)
    assert client.get("/admin/people/joining/").status_code in (302, 403)


def test_whom_staff_add_in_the_editor_is_approved(client, home):
    from portal.users.wagtail_hooks import whom_staff_add_is_approved

    person = make_waiting()
    request = type("Request", (), {"user": StaffFactory()})()
    whom_staff_add_is_approved(request, person)
    assert User.objects.get(pk=person.pk).is_admitted
