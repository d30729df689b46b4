"""Invitations: whom organisers ask, and what somebody answers by a link that opens one invitation and no more."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actions import apply_published_change, cancel_meeting
from events.links import invitation_link
from events.models import Invitation, Registration
from networks.models import Network
from portal.audit.models import LogEntry
from portal.notifications.models import Mail
from portal.users.models import Role
from tests.clients import Client
from tests.factories.events import make_event, make_invitation, make_registration, publish
from tests.factories.networks import make_convenor, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import seat
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
COME = {"name": "Alison Wray", "role": "finance-director"}
DEPUTY = {"name": "Dominic Achebe", "email": "dominic.achebe@portway.example", "role": "business-manager"}
State = Invitation.State


@pytest.fixture
def staff(client) -> None:
    client.force_login(StaffFactory())


@pytest.fixture
def event(home):
    """By invitation, of a network that nobody else sees."""
    network = make_network(home, title="Finance directors", kind=Network.Kind.CONFIDENTIAL)
    return make_event(home, network=network, title="Directors' day", capacity=1, admission="invitation")


@pytest.fixture
def invited(event) -> Invitation:
    return make_invitation(event)


def path_of(invitation: Invitation) -> str:
    return invitation_link(invitation).removeprefix(settings.PORTAL_URL)


def opened_by(client: Client, invitation: Invitation) -> str:
    """The clean address, after following the link."""
    response = client.get(path_of(invitation))
    assert response.status_code == 302
    return response["Location"]


def everything() -> list:
    return [
        list(Invitation.objects.values()),
        list(Registration.objects.values()),
        list(Mail.objects.values("pk", "kind", "state")),
        LogEntry.objects.count(),
    ]


# By the link ----------------------------------------------------------------------------------------------------------


def test_a_director_comes_by_one_press_without_a_password(client, invited):
    address = opened_by(client, invited)
    page = client.get(address).content.decode()
    assert "Directors&#x27; day" in page and 'value="Alison Wray"' in page
    response = client.post(address, COME, follow=True)
    assert "You have a place" in response.content.decode()
    invited.refresh_from_db()
    registration = invited.registration
    assert (invited.state, registration.state, registration.via) == (State.ACCEPTED, "confirmed", "invitation")
    mail = Mail.objects.get(kind="events/registered")
    assert mail.to == invited.email and mail.attachments[0]["name"] == "meeting.ics"
    assert "_auth_user_id" not in client.session


def test_a_scanner_that_follows_every_link_of_the_mail_changes_nothing(client, home, staff):
    event = make_event(home, title="Directors' day")
    client.post(f"/events/{event.pk}/invitations/person/", {**COME, "email": "alison.wray@portway.example"})
    client.post(f"/events/{event.pk}/invitations/send/")
    mail = Mail.objects.get(kind="events/invited")
    scanner, before = Client(), everything()
    for address in re.findall(r"http\S+", mail.text):
        path = address.removeprefix(settings.PORTAL_URL)
        for ask in (scanner.head, scanner.get, scanner.options):
            ask(path, follow=True)
        for further in re.findall(r'href="(/events/[^"]+)"', scanner.get(path, follow=True).content.decode()):
            scanner.get(further)
    assert everything() == before


def test_a_link_opens_one_invitation_and_nothing_else(client, event, invited):
    other = make_invitation(event, email="other@portway.example", name="Other")
    place = make_registration(event, UserFactory())
    address = opened_by(client, invited)
    for closed in (
        f"/events/invitation/{other.pk}/", f"/events/invitation/{other.pk}/decline/", f"/events/place/{place.pk}/",
        f"/events/place/{place.pk}/withdraw/", f"/events/place/{place.pk}/substitute/",
    ):  # fmt: skip
        assert client.get(closed).status_code == 410, closed
        assert client.post(closed, COME).status_code in (405, 410), closed
    for private in (
        "/me/",
        "/events/mine/",
        "/events/desk/",
        f"/events/{event.pk}/invitations/",
        "/people/",
        "/seats/",
    ):
        assert client.get(private).status_code == 302, private
    for hidden in (event.url, f"/events/{event.pk}/calendar.ics"):
        assert client.get(hidden).status_code == 404, hidden
    page = client.get(address).content.decode()
    assert "Finance directors" not in page  # the network stays unnamed
    assert everything()[0] == list(Invitation.objects.values())


def test_addresses_with_a_secret_send_no_referrer_and_no_page_is_kept(client, invited):
    response = client.get(path_of(invited))
    assert response["Referrer-Policy"] == "no-referrer"
    page = client.get(response["Location"])
    for answer in (response, page):
        assert answer["Cache-Control"] == "private, no-store" and "noindex" in answer["X-Robots-Tag"]


def test_wrong_changed_taken_back_unsent_and_late_links_get_one_answer(client, event, invited):
    token = path_of(invited).rstrip("/").rpartition("/")[2]
    revoked = make_invitation(event, email="a@b.example", state=State.REVOKED)
    unsent = make_invitation(event, email="c@b.example", state=State.NOT_SENT)
    with time_machine.travel(event.starts_at + timedelta(seconds=1)):
        late = client.get(path_of(invited))
    changed = token[:-2] + ("aa" if token[-2:] != "aa" else "bb")
    answers = [client.get(f"/events/invited/{one}/") for one in ("x", changed, token[:9], "y" * 2000)]
    answers += [client.get(path_of(one)) for one in (revoked, unsent)]
    assert {answer.status_code for answer in [late, *answers]} == {410}
    assert len({answer.content for answer in [late, *answers]}) == 1


def test_an_invitation_taken_back_closes_what_its_link_had_opened(client, invited):
    address = opened_by(client, invited)
    Invitation.objects.update(state=State.REVOKED)
    assert client.get(address).status_code == 410
    assert client.post(address, COME).status_code == 410
    assert not Registration.objects.exists()


def test_after_the_start_nothing_can_be_answered(client, event, invited):
    address = opened_by(client, invited)
    with time_machine.travel(event.starts_at + timedelta(seconds=1)):
        assert client.post(address, COME).status_code == 410
    assert not Registration.objects.exists()


def test_a_deputy_comes_instead_and_both_are_told(client, invited):
    address = opened_by(client, invited)
    response = client.post(f"{address}deputy/", DEPUTY, follow=True)
    assert "Dominic Achebe has the place" in response.content.decode()
    registration = Registration.objects.get()
    assert (registration.email, registration.state) == (DEPUTY["email"], "confirmed")
    told = set(Mail.objects.values_list("kind", "to"))
    assert told == {
        ("events/registered", DEPUTY["email"]), ("events/deputy", DEPUTY["email"]), ("events/answered", invited.email)
    }  # fmt: skip


def test_who_had_a_place_gives_it_to_the_deputy_without_a_turn_in_the_line(client, event, invited):
    address = opened_by(client, invited)
    client.post(address, COME)
    waiting = make_registration(event, UserFactory(), Registration.State.WAITING)
    client.post(f"{address}deputy/", DEPUTY)
    waiting.refresh_from_db()
    mine, deputy = Registration.objects.get(email=invited.email), Registration.objects.get(email=DEPUTY["email"])
    assert (mine.state, deputy.state, deputy.instead_of, waiting.state) == ("withdrawn", "confirmed", mine, "waiting")
    cancel, file = (
        Mail.objects.get(kind=f"events/{kind}").attachments[0]["type"] for kind in ("substituted", "substitute")
    )
    assert "method=CANCEL" in cancel and "method=PUBLISH" in file


def test_a_director_who_comes_after_all_takes_the_place_back_from_the_deputy(client, event, invited):
    address = opened_by(client, invited)
    client.post(f"{address}deputy/", DEPUTY)
    client.post(address, COME)
    invited.refresh_from_db()
    assert invited.state == State.ACCEPTED and invited.registration.email == invited.email
    assert Registration.objects.active().count() == 1


def test_declining_keeps_the_reason_for_organisers_and_gives_a_place_to_the_next(client, event, invited):
    address = opened_by(client, invited)
    client.post(address, COME)
    waiting = make_registration(event, UserFactory(), Registration.State.WAITING)
    response = client.post(f"{address}decline/", {"reason": "The board meets that day."}, follow=True)
    assert "You do not come" in response.content.decode()
    invited.refresh_from_db(), waiting.refresh_from_db()
    assert (invited.state, invited.reason, waiting.state) == (State.DECLINED, "The board meets that day.", "confirmed")


def test_one_who_declined_may_come_after_all_as_the_last_in_line(client, event, invited):
    address = opened_by(client, invited)
    client.post(f"{address}decline/", {"reason": ""})
    make_registration(event, UserFactory())
    response = client.post(address, COME, follow=True)
    assert "You are on the waiting list" in response.content.decode()


def test_the_same_answer_twice_makes_one_registration_and_one_mail(client, invited):
    address = opened_by(client, invited)
    for _ in range(3):
        assert client.post(address, COME).status_code == 302
    assert Registration.objects.count() == 1 and Mail.objects.count() == 1
    invited.refresh_from_db()
    assert invited.answers == 1


def test_nobody_sends_mails_to_the_world_by_naming_one_deputy_after_another(client, invited):
    address = opened_by(client, invited)
    answers = []
    for number in range(Invitation.MOST_ANSWERS + 1):
        answers.append(client.post(f"{address}deputy/", DEPUTY | {"email": f"d{number}@portway.example"}).status_code)
    assert answers == [302] * Invitation.MOST_ANSWERS + [403]


def test_a_mistyped_deputy_is_asked_for_again_and_keeps_what_was_typed(client, invited):
    address = opened_by(client, invited)
    response = client.post(f"{address}deputy/", DEPUTY | {"email": "dominic"})
    assert response.status_code == 422 and "Dominic Achebe" in response.content.decode()
    assert not Registration.objects.exists()


def test_the_registration_belongs_to_the_account_that_proved_the_address_and_to_no_other(client, event):
    director = UserFactory(email="director@portway.example", role=Role.FINANCE_DIRECTOR)
    EmailAddress.objects.create(user=director, email="office@portway.example", verified=True)
    typed = UserFactory(email="typed@portway.example")
    EmailAddress.objects.filter(user=typed).update(verified=False)
    for email, owner in (("office@portway.example", director), ("typed@portway.example", None)):
        client.post(opened_by(client, make_invitation(event, email=email)), COME)
        assert Invitation.objects.get(email=email).registration.user == owner
    assert Registration.objects.get(user=director).email == director.email


def test_who_registered_already_is_found_and_not_registered_twice(client, home):
    event, director = make_event(home), UserFactory()
    place = make_registration(event, director)
    invitation = make_invitation(event, director)
    client.post(opened_by(client, invitation), COME)
    invitation.refresh_from_db()
    assert invitation.registration == place and Registration.objects.count() == 1


def test_a_cancelled_meeting_says_so_and_takes_no_answer(client, event, invited):
    address = opened_by(client, invited)
    event.meeting.state = "cancelled"
    event.meeting.save()
    assert "cancelled" in client.get(address).content.decode()
    assert client.post(address, COME).status_code == 403
    assert not Registration.objects.exists()


def test_the_joining_link_is_on_the_invited_persons_page_from_an_hour_before(client, home):
    event = make_event(home, mode="online", joining_url="https://meet.example/room")
    invitation = make_invitation(event)
    address = opened_by(client, invitation)
    client.post(address, COME)
    assert "meet.example" not in client.get(address).content.decode()
    with time_machine.travel(event.starts_at - timedelta(minutes=30)):
        again = Client()
        assert "meet.example/room" in again.get(opened_by(again, invitation)).content.decode()


def test_who_has_not_answered_hears_that_the_meeting_is_moved_or_called_off(home):
    event = make_event(home, title="Directors' day")
    make_invitation(event, email="silent@portway.example")
    make_invitation(event, email="declined@portway.example", state=State.DECLINED)
    apply_published_change(event=publish(event, starts_at=event.starts_at + timedelta(minutes=15)))
    cancel_meeting(event=event, actor=StaffFactory(), reason="The speaker is ill.")
    mails = Mail.objects.order_by("pk").values_list("to", "subject")
    assert list(mails) == [
        ("silent@portway.example", "Changed: Directors' day"),
        ("silent@portway.example", "Cancelled: Directors' day"),
    ]


# Organisers -----------------------------------------------------------------------------------------------------------


def test_a_pasted_list_is_shown_first_and_then_taken_as_a_whole(client, home, staff):
    event, trust = make_event(home), OrganisationFactory(code="X-0042")
    lines = f"Alison Wray, alison.wray@portway.example, {trust.code}\nRajiv Menon, RAJIV@fenbridge.example\n\n"
    sent = {"role": "finance-director", "lines": lines}
    page = client.post(f"/events/{event.pk}/invitations/list/", sent)
    assert "Invite these 2?" in page.content.decode() and not Invitation.objects.exists()
    client.post(f"/events/{event.pk}/invitations/list/", sent | {"confirmed": "yes"})
    rows = set(Invitation.objects.values_list("email", "trust", "state", "role"))
    assert rows == {
        ("alison.wray@portway.example", trust.pk, "not-sent", "finance-director"),
        ("rajiv@fenbridge.example", None, "not-sent", "finance-director"),
    }
    assert not Mail.objects.exists()


def test_one_wrong_line_names_itself_and_nothing_is_taken(client, home, staff):
    event = make_event(home)
    lines = "A, a@b.example\nB, not-an-address\nC, c@b.example, NOWHERE\nD, A@b.example\n, e@b.example"
    sent = {"role": "ovm", "lines": lines, "confirmed": "yes"}
    response = client.post(f"/events/{event.pk}/invitations/list/", sent)
    page = response.content.decode()
    assert response.status_code == 422 and not Invitation.objects.exists()
    for words in ("Line 2", "Line 3", "Line 4: A@b.example stands in line 1", "Line 5: the name is missing"):
        assert words in page


def test_everybody_who_holds_a_seat_in_a_region_is_counted_then_invited(client, home, staff):
    event = make_event(home)
    directors = [UserFactory(role=Role.FINANCE_DIRECTOR) for _ in range(3)]
    for person in directors:
        seat(person, person.trust, Role.FINANCE_DIRECTOR)
    elsewhere = UserFactory(trust=OrganisationFactory(region=None))
    seat(elsewhere, elsewhere.trust, Role.FINANCE_DIRECTOR)
    region = directors[0].trust.region
    sent = {"role": "finance-director", "regions": [region.pk], "codes": elsewhere.trust.code}
    page = client.post(f"/events/{event.pk}/invitations/seats/", sent).content.decode()
    assert "<strong>4</strong> people hold this seat" in page and not Invitation.objects.exists()
    client.post(f"/events/{event.pk}/invitations/seats/", sent | {"confirmed": "yes"})
    assert set(Invitation.objects.values_list("user", flat=True)) == {one.pk for one in [*directors, elsewhere]}


def test_an_organiser_does_not_learn_the_address_of_somebody_found_by_a_seat(client, home):
    network = make_network(home)
    convenor = UserFactory()
    make_convenor(network, convenor)
    event, director = make_event(home, network=network), UserFactory(email="hidden@portway.example")
    make_invitation(event, director, user=director)
    make_invitation(event, email="typed@portway.example")
    client.force_login(convenor)
    for address in (f"/events/{event.pk}/invitations/", f"/exports/lists/events/invitations/print/?event={event.pk}"):
        page = client.get(address).content.decode()
        assert "hidden@portway.example" not in page and "typed@portway.example" in page, address


def test_each_invitation_is_sent_once_however_often_the_button_is_pressed(client, home, staff):
    event = make_event(home)
    for number in range(3):
        make_invitation(event, email=f"d{number}@portway.example", state=State.NOT_SENT, sent_at=None)
    for _ in range(2):
        client.post(f"/events/{event.pk}/invitations/send/")
    mails = Mail.objects.filter(kind="events/invited")
    assert mails.count() == 3 and len({re.search(r"/invited/(\S+)/", mail.text).group(1) for mail in mails}) == 3


def test_a_reminder_goes_to_those_who_have_not_answered_and_once_a_day(client, home, staff):
    event = make_event(home)
    silent = make_invitation(event, email="silent@portway.example")
    make_invitation(event, email="answered@portway.example", state=State.DECLINED)
    make_invitation(event, email="new@portway.example", sent_at=timezone.now())
    for _ in range(2):
        client.post(f"/events/{event.pk}/invitations/remind/")
    assert list(Mail.objects.values_list("kind", "to")) == [("events/invited_reminder", silent.email)]
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        client.force_login(StaffFactory())
        client.post(f"/events/{event.pk}/invitations/remind/")
    assert Mail.objects.filter(to=silent.email).count() == 2


def test_who_is_invited_or_registered_already_is_left_out(client, home, staff):
    event, registered = make_event(home), UserFactory()
    make_registration(event, registered)
    make_invitation(event)
    for email in (registered.email, "alison.wray@portway.example"):
        response = client.post(f"/events/{event.pk}/invitations/person/", COME | {"email": email}, follow=True)
        assert "1 person left out" in response.content.decode()
    assert Invitation.objects.count() == 1


def test_the_page_of_invitations_costs_the_same_for_ten_and_for_a_hundred(
    client, home, staff, django_assert_num_queries
):

    event, trust = make_event(home), OrganisationFactory()

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(f"/events/{event.pk}/invitations/").status_code == 200
        return len(asked)

    def add(numbers) -> None:
        for number in numbers:
            make_invitation(event, email=f"d{number}@portway.example", trust=trust)

    add(range(10))
    cost()
    ten = cost()
    add(range(10, 100))
    assert cost() == ten
