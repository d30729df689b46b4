"""Seats that stay true: asked twice a year, doubted when somebody seems gone, handed to a successor."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actions import register
from events.models import AgreedAction, Minutes
from networks.models import Membership
from portal.audit.models import LogEntry
from portal.cms.models import Theme
from portal.discussion.actions import put_forward
from portal.discussion.moderation import decide_idea
from portal.notifications.models import Mail
from portal.privacy.holdings import holdings
from portal.users.actions import (
    accept_hand_over,
    confirm_seat,
    decline_hand_over,
    doubt_moved_address,
    offer_hand_over,
    report_seat,
    take_seat,
    withdraw_hand_over,
)
from portal.users.actions.confirming import ask_holders, doubt_bounced, remind_holders, seat_token
from portal.users.charges import charges, private
from portal.users.models import Absence, HandOver, Role, Seat, Specialist, Tenure
from tests.factories.events import make_event
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.toolbox import make_entry
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def seated(person=None, role=Role.OVM, **changes) -> Tenure:
    person = person or UserFactory()
    tenure = take_seat(actor=person, person=person, organisation=person.trust, role=role, approved=True)
    Tenure.objects.filter(pk=tenure.pk).update(**changes)
    tenure.refresh_from_db()
    return tenure


def long_ago(days: int):
    return timezone.now() - timedelta(days=days)


class TestAsking:
    def test_nobody_is_asked_long_before_half_a_year_is_over(self):
        seated(confirmed_at=long_ago(150))
        assert ask_holders(now=timezone.now()) == 0

    def test_who_answers_at_once_is_never_out_of_date(self):
        tenure = seated(confirmed_at=long_ago(155))
        assert ask_holders(now=timezone.now()) == 1
        assert tenure.is_confirmed

    def test_after_half_a_year_a_holder_is_asked_once_however_often_tick_runs(self):
        tenure = seated(confirmed_at=long_ago(183))
        call_command("tick")
        call_command("tick")
        mail = Mail.objects.get(kind="users/confirm_seat")
        assert mail.person == tenure.person

    def test_two_weeks_later_comes_one_reminder(self):
        seated(confirmed_at=long_ago(200), asked_at=long_ago(15))
        assert [remind_holders(now=timezone.now()), remind_holders(now=timezone.now())] == [1, 0]

    def test_asking_many_costs_no_more_queries_a_person(self, django_assert_max_num_queries):
        for _ in range(20):
            seated(confirmed_at=long_ago(183))
        with django_assert_max_num_queries(60):
            assert ask_holders(now=timezone.now()) == 20

    def test_following_the_link_changes_nothing_and_the_button_confirms(self, client):
        tenure = seated(confirmed_at=long_ago(183), asked_at=long_ago(1))
        page = client.get(f"/seats/link/{seat_token(tenure)}/", follow=True)
        assert page.redirect_chain[-1][0] == "/seats/still-yours/", "the address that is left holds no secret"
        assert "Is this seat still yours?" in page.content.decode()
        tenure.refresh_from_db()
        assert not tenure.is_confirmed

        page = client.post("/seats/still-yours/", {"answer": "yes"})
        assert "Thank you" in page.content.decode()
        tenure.refresh_from_db()
        assert tenure.is_confirmed
        assert tenure.asked_at is None
        assert client.get("/seats/still-yours/").status_code == 410

    def test_a_link_for_one_purpose_opens_no_other(self, client):
        tenure = seated()
        for token in (signing.dumps(tenure.pk, salt="users.keep-account"), seat_token(tenure)[:-1] + "x"):
            assert client.get(f"/seats/link/{token}/").status_code == 410

    def test_who_says_they_left_leaves_a_vacant_seat(self, client):
        tenure = seated()
        client.get(f"/seats/link/{seat_token(tenure)}/")
        client.post("/seats/still-yours/", {"answer": "left"})
        assert Seat.objects.vacant().get() == tenure.seat

    def test_nobody_confirms_for_somebody_else(self):
        with pytest.raises(PermissionDenied):
            confirm_seat(tenure=seated(), actor=UserFactory())


class TestNoticing:
    def test_mail_that_came_back_puts_the_seat_in_doubt_until_the_holder_answers(self):
        tenure = seated(confirmed_at=long_ago(10))
        bounce(tenure.person)
        assert doubt_bounced(now=timezone.now()) == 1
        tenure.refresh_from_db()
        assert tenure.doubt == Tenure.Doubt.BOUNCED
        assert doubt_bounced(now=timezone.now()) == 0

        confirm_seat(tenure=tenure, actor=tenure.person)
        assert doubt_bounced(now=timezone.now()) == 0, "they answered since"

    def test_a_mail_server_that_is_busy_says_nothing_about_a_person(self):
        tenure = seated(confirmed_at=long_ago(10))
        bounce(tenure.person, error="451 try later")
        assert doubt_bounced(now=timezone.now()) == 0

    def test_an_address_at_another_domain_puts_the_seat_in_doubt(self):
        tenure = seated()
        person = tenure.person
        assert doubt_moved_address(person=person, before="a@trust-a.example", after="b@Trust-A.example") == 0
        assert doubt_moved_address(person=person, before="a@trust-a.example", after="a@trust-b.example") == 1

    def test_a_colleague_reports_once_and_the_holder_is_asked(self, client):
        tenure = seated()
        colleague = UserFactory(trust=tenure.person.trust)
        seated(colleague)
        client.force_login(colleague)
        client.post(f"/seats/{tenure.pk}/report/", {"reason": "Moved in May"})
        client.post(f"/seats/{tenure.pk}/report/", {"reason": "Really"})
        assert tenure.reports.count() == 1
        ask_holders(now=timezone.now())
        mail = Mail.objects.get(kind="users/confirm_seat")
        assert mail.person == tenure.person
        assert str(colleague) not in mail.text
        assert "Moved in May" not in mail.text

    def test_more_reports_than_anybody_needs_are_refused(self):
        reporter = UserFactory()
        for _ in range(5):
            report_seat(tenure=seated(), reporter=reporter)
        with pytest.raises(PermissionDenied):
            report_seat(tenure=seated(), reporter=reporter)

    def test_a_trust_that_closes_puts_its_seats_in_doubt(self):
        tenure = seated(confirmed_at=long_ago(30))
        organisation = tenure.seat.organisation
        organisation.closed_on = timezone.localdate() - timedelta(days=1)
        organisation.save()
        call_command("tick")
        tenure.refresh_from_db()
        assert tenure.doubt == Tenure.Doubt.CLOSED

    @staticmethod
    def test_staff_see_who_has_not_answered_for_four_weeks():
        tenure = seated(confirmed_at=long_ago(220), asked_at=long_ago(29))
        seated(confirmed_at=long_ago(220), asked_at=long_ago(20))
        assert Seat.objects.silent().get() == tenure.seat


def bounce(person, error="550 5.1.1 no such user"):
    Mail.objects.create(
        key=f"k{Mail.objects.count()}",
        kind="a/b",
        to=person.email,
        message_id=f"<{Mail.objects.count()}@x.example>",
        state=Mail.State.FAILED,
        error=error,
        due_at=timezone.now(),
    )


class TestHandingOver:
    @pytest.fixture
    def network(self, home):
        return make_network(home, title="London")

    @pytest.fixture
    def giver(self, home, network):
        giver = UserFactory()
        seated(giver)
        make_convenor(network, giver)
        self.event = make_event(home, title="Spring meeting", capacity=1)
        register(event=self.event, user=giver)
        self.tool = make_entry(home, title="Interview script", owned_by=giver)
        return giver

    def offer(self, giver, taker, keys=None):
        keys = [charge.key for charge in charges()] if keys is None else keys
        return offer_hand_over(tenure=giver.tenures.current().get(), successor=taker, actor=giver, keys=keys)

    def test_nothing_moves_before_the_successor_accepts_then_everything_does(self, giver, network):
        taker = UserFactory(trust=giver.trust, role="")
        offer = self.offer(giver, taker)
        assert network.memberships.get().user == giver
        assert Mail.objects.get(kind="users/hand_over_offered").person == taker

        accept_hand_over(hand_over=offer, actor=taker)

        assert network.memberships.get().user == taker
        assert network.memberships.get().role == Membership.Role.CONVENOR
        assert list(network.group.user_set.all()) == [taker], "the right to edit goes with the role"
        place = self.event.meeting.registrations.active().get()
        assert (place.user, place.state) == (taker, "confirmed"), "the place is not lost to the queue"
        self.tool.refresh_from_db()
        assert self.tool.owned_by == taker
        assert self.tool.get_latest_revision_as_object().owned_by == taker
        assert taker.tenures.current().get().seat == offer.tenure.seat
        assert not giver.tenures.current().exists()

    @pytest.mark.parametrize(("keys", "passes"), [(["discussion/ideas"], False), (None, True)])
    def test_an_idea_goes_to_a_successor_who_looks_after_its_place_then(self, giver, network, keys, passes):
        idea = put_forward(page=network.page, user=giver, title="A shared list", body="One for us all.")
        decide_idea(idea=idea, by=giver, owner=giver, state="adopted", reason="Three trusts use it.")
        taker = UserFactory(trust=giver.trust)
        accept_hand_over(hand_over=self.offer(giver, taker, keys=keys), actor=taker)
        idea.refresh_from_db()
        assert idea.owner == (taker if passes else giver)

    def test_what_is_not_ticked_stays(self, giver, network):
        taker = UserFactory(trust=giver.trust)
        accept_hand_over(hand_over=self.offer(giver, taker, keys=["toolbox/entries"]), actor=taker)
        assert network.memberships.get().user == giver
        assert giver.registrations.active().exists()

    def test_a_declined_offer_changes_nothing_and_another_can_be_made(self, giver, network):
        decline_hand_over(hand_over=self.offer(giver, first := UserFactory(trust=giver.trust)), actor=first)
        assert network.memberships.get().user == giver
        second = self.offer(giver, UserFactory(trust=giver.trust))
        assert second.is_open

    def test_an_offer_is_answered_once_and_by_nobody_else(self, giver):
        taker = UserFactory(trust=giver.trust)
        offer = self.offer(giver, taker)
        with pytest.raises(PermissionDenied):
            accept_hand_over(hand_over=offer, actor=giver)
        withdraw_hand_over(hand_over=offer, actor=giver)
        with pytest.raises(PermissionDenied):
            accept_hand_over(hand_over=offer, actor=taker)

    def test_a_successor_who_has_a_place_already_gives_one_back(self, home, giver):
        event = make_event(home, title="Big meeting", capacity=10)
        taker = UserFactory(trust=giver.trust)
        for person in (giver, taker):
            register(event=event, user=person)
        accept_hand_over(hand_over=self.offer(giver, taker), actor=taker)
        assert event.meeting.registrations.active().get().user == taker

    def test_what_is_still_to_do_from_meetings_goes_with_the_seat_and_what_is_done_does_not(self, giver):
        Minutes.objects.create(meeting=self.event.meeting, published_at=timezone.now())
        keys = {
            state: AgreedAction.objects.create(meeting=self.event.meeting, text="Write", owner=giver, state=state).pk
            for state in (AgreedAction.State.OPEN, AgreedAction.State.DONE)
        }
        taker = UserFactory(trust=giver.trust)
        accept_hand_over(hand_over=self.offer(giver, taker), actor=taker)
        owners = dict(AgreedAction.objects.values_list("pk", "owner"))
        assert owners == {keys["open"]: taker.pk, keys["done"]: giver.pk}
        assert list(AgreedAction.objects.mine(taker)) == [AgreedAction.objects.get(pk=keys["open"])]

    def test_a_successor_who_is_a_member_becomes_convenor(self, giver, network):
        taker = UserFactory(trust=giver.trust)
        make_member(network, taker)
        accept_hand_over(hand_over=self.offer(giver, taker), actor=taker)
        assert network.memberships.get().role == Membership.Role.CONVENOR

    def test_who_was_removed_from_a_network_does_not_come_back_by_a_seat(self, giver, network):
        taker = UserFactory(trust=giver.trust)
        network.bars.create(user=taker, reason="x")
        accept_hand_over(hand_over=self.offer(giver, taker), actor=taker)
        assert network.memberships.get().user == giver

    def test_a_draft_that_an_editor_has_open_is_kept(self, giver):
        self.tool.title = "Interview script, second edition"
        self.tool.save_revision()
        taker = UserFactory(trust=giver.trust)
        accept_hand_over(hand_over=self.offer(giver, taker), actor=taker)
        self.tool.refresh_from_db()
        draft = self.tool.get_latest_revision_as_object()
        assert (self.tool.title, draft.title) == ("Interview script", "Interview script, second edition")
        assert self.tool.owned_by == draft.owned_by == taker

    def test_the_form_finds_colleagues_only_and_keeps_what_was_typed(self, client, giver):
        stranger = UserFactory()
        client.force_login(giver)
        tenure = giver.tenures.current().get()
        page = client.post(f"/seats/{tenure.pk}/hand-over/", {"successor": stranger.email})
        assert page.status_code == 422
        assert stranger.email in page.content.decode()
        assert not HandOver.objects.exists()

    def test_who_keeps_another_seat_gives_nothing_away_unasked(self, client, giver):
        client.force_login(giver)
        address = f"/seats/{giver.tenures.current().get().pk}/hand-over/"
        assert " checked" in client.get(address).content.decode()
        take_seat(actor=giver, person=giver, organisation=OrganisationFactory(), role=Role.OVM, approved=True)
        page = client.get(address).content.decode()
        assert "You hold another seat too" in page
        assert " checked" not in page

    def test_by_the_pages_alone(self, client, giver, network):
        taker = UserFactory(trust=giver.trust)
        client.force_login(giver)
        tenure = giver.tenures.current().get()
        shown = client.get(f"/seats/{tenure.pk}/hand-over/").content.decode()
        assert "Spring meeting" in shown
        assert "Interview script" in shown
        client.post(
            f"/seats/{tenure.pk}/hand-over/",
            {
                "successor": taker.email.upper(),
                "charges": ["events/registrations", "networks/memberships", "toolbox/entries"],
            },
        )
        client.force_login(taker)
        offer = HandOver.objects.get()
        assert "Spring meeting" in client.get(f"/seats/hand-over/{offer.pk}/").content.decode()
        client.post(f"/seats/hand-over/{offer.pk}/", {"answer": "accept"})
        assert network.memberships.get().user == taker

    def test_everything_that_points_to_a_person_in_their_role_was_decided(self):
        """What an app holds about a person either goes with the seat or is private, or says nothing of a role."""
        said = {name for one in private() for name in one.tables}
        moved = {charge.rows(UserFactory()).model._meta.label for charge in charges()}
        ours = {app.rpartition(".")[2] for app in settings.PORTAL_APPS}
        asked = {one.table._meta.label for one in holdings() if one.table._meta.app_label in ours}
        undecided = asked - said - moved
        assert undecided == set(), "give each a Charge or a Private in its app's hand_over()"


class TestTheNationalList:
    def test_it_is_for_staff_and_each_look_is_logged(self, client):
        seated()
        client.force_login(UserFactory())
        assert client.get("/admin/people/seats/").status_code in {302, 403}

    def test_it_finds_by_state_and_by_name(self):
        filled, stale = seated(), seated(confirmed_at=long_ago(200))
        empty = Seat.objects.create(organisation=OrganisationFactory(), role=Role.OVM)
        found = {state: [one.pk for one in Seat.objects.in_state(state)] for state in Seat.State.values}
        assert found == {"filled": [filled.seat_id], "unconfirmed": [stale.seat_id], "vacant": [empty.pk]}
        assert list(Seat.objects.called(filled.person.first_name)) == [filled.seat]

    def test_its_queries_do_not_grow_with_its_rows(self, client):
        client.force_login(StaffFactory())
        for _ in range(3):
            seated()
        few = count_queries(client)
        for _ in range(20):
            seated()
        assert count_queries(client) == few

    def test_names_of_holders_are_for_colleagues(self, client):
        tenure = seated()
        stranger, colleague = UserFactory(), UserFactory(trust=tenure.person.trust)
        seated(colleague, role=Role.DEPUTY_OVM)
        address = f"/seats/at/{tenure.seat.organisation.code}/"
        client.force_login(stranger)
        assert str(tenure.person) not in client.get(address).content.decode()
        client.force_login(colleague)
        assert str(tenure.person) in client.get(address).content.decode()


def count_queries(client) -> int:
    client.get("/admin/people/seats/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/admin/people/seats/")
    assert page.status_code == 200
    assert LogEntry.objects.filter(action="audit/viewed").exists()
    return len(queries)


class TestSpecialists:
    def test_who_works_that_day_and_is_not_away(self):
        theme = Theme.objects.first()
        monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
        there = Specialist.objects.create(person=StaffFactory(), theme=theme, days=[0, 4])
        away = Specialist.objects.create(person=StaffFactory(), theme=theme, days=[0])
        Absence.objects.create(person=away.person, first_day=monday, last_day=monday)
        Specialist.objects.create(person=StaffFactory(), theme=theme, days=[2])
        assert list(Specialist.objects.for_theme(theme).on(monday)) == [there]
        assert Specialist.objects.on(monday + timedelta(days=5)).count() == 0
