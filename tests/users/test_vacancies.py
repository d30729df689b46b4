"""Seats that nobody holds, holders in doubt, and specialists: what staff, successors and specialists can do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from portal.audit.models import LogEntry
from portal.cms.models import Theme
from portal.notifications.models import Mail
from portal.privacy.tables import table_for
from portal.users.actions import add_absence, put_in_seat, report_seat, take_seat, vacate_seat
from portal.users.actions.confirming import seat_token
from portal.users.models import Absence, Role, Seat, Specialist, Tenure
from portal.users.visibility import Circle
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def seated(person=None, role=Role.OVM) -> Tenure:
    person = person or UserFactory()
    return take_seat(actor=person, person=person, organisation=person.trust, role=role, approved=True)


def next_monday():
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday())


class TestVacancies:
    def test_every_open_trust_gets_a_seat_for_its_manager_once(self):
        trust = OrganisationFactory()
        closed = OrganisationFactory(closed_on=timezone.localdate() - timedelta(days=2))
        call_command("tick")
        call_command("tick")
        assert Seat.objects.vacant().get(organisation=trust).role == Role.OVM
        assert not closed.seats.exists()

    def test_who_names_their_successor_leaves_and_the_successor_is_invited_once(self, client):
        tenure = seated()
        client.get(f"/seats/link/{seat_token(tenure)}/")
        answer = {"answer": "somebody-else", "name": "Kit Dale", "email": "kit@trust-a.example"}
        assert client.post("/seats/still-yours/", {**answer, "email": "kit"}).status_code == 422
        assert Seat.objects.filled().exists(), "a slip of the finger loses nothing"

        page = client.post("/seats/still-yours/", answer)
        assert "We have written to the person you named" in page.content.decode()
        assert Seat.objects.vacant().get() == tenure.seat
        assert Mail.objects.get(kind="users/seat_invited").to == "kit@trust-a.example"
        assert client.post("/seats/still-yours/", answer).status_code == 410

    def test_staff_put_somebody_in_and_others_cannot(self, client):
        seat = Seat.objects.create(organisation=OrganisationFactory(), role=Role.OVM)
        person = UserFactory()
        with pytest.raises(PermissionDenied):
            put_in_seat(seat=seat, person=person, actor=UserFactory())
        client.force_login(StaffFactory())
        client.post(f"/admin/people/seats/{seat.pk}/", {"email": person.email.upper(), "answer": "put"})
        assert person.tenures.current().get().seat == seat
        assert Mail.objects.filter(kind="users/put_in_seat", person=person).count() == 1

    def test_an_address_without_an_account_is_invited_instead(self, client):
        seat = Seat.objects.create(organisation=OrganisationFactory(), role=Role.OVM)
        client.force_login(StaffFactory())
        address = f"/admin/people/seats/{seat.pk}/"
        assert client.post(address, {"email": "new@trust-b.example", "answer": "put"}).status_code == 422
        client.post(address, {"email": "new@trust-b.example", "answer": "invite"})
        assert Mail.objects.get(kind="users/seat_invited").to == "new@trust-b.example"

    def test_everybody_sees_a_vacancy_and_since_when(self, client):
        tenure = seated()
        tenure.ended_on = timezone.localdate()
        tenure.save()
        client.force_login(UserFactory())
        assert "Nobody since" in client.get(f"/seats/at/{tenure.seat.organisation.code}/").content.decode()


class TestDoubts:
    def test_staff_read_the_report_and_vacate_the_seat(self, client):
        tenure = seated()
        report_seat(tenure=tenure, reporter=UserFactory(), reason="Moved in May")
        client.force_login(StaffFactory())
        assert "Moved in May" in client.get("/admin/people/seats/doubts/").content.decode()
        client.post("/admin/people/seats/doubts/", {"tenure": tenure.pk, "answer": "vacate"})
        assert Seat.objects.vacant().get() == tenure.seat
        assert not tenure.reports.open().exists()
        assert LogEntry.objects.filter(action="audit/viewed", target_type="users.user").exists()

    def test_nobody_else_reads_or_vacates(self, client):
        tenure = seated()
        with pytest.raises(PermissionDenied):
            vacate_seat(tenure=tenure, actor=UserFactory())
        client.force_login(UserFactory())
        for address in ("/admin/people/seats/doubts/", f"/admin/people/seats/{tenure.seat_id}/"):
            assert client.get(address).status_code in {302, 403}


class TestNames:
    def test_a_holder_who_is_for_staff_alone_is_named_to_no_colleague(self, client):
        tenure = seated(UserFactory(shown_to=Circle.NOBODY))
        colleague = UserFactory(trust=tenure.person.trust)
        seated(colleague, role=Role.DEPUTY_OVM)
        client.force_login(colleague)
        address = f"/seats/at/{tenure.seat.organisation.code}/"
        assert str(tenure.person) not in client.get(address).content.decode()
        assert client.get(f"/seats/{tenure.pk}/report/").status_code == 404
        client.force_login(StaffFactory())
        assert str(tenure.person) in client.get(address).content.decode()

    def test_the_list_taken_away_has_the_rows_of_the_page_and_is_for_staff(self):
        filled, empty = seated(), Seat.objects.create(organisation=OrganisationFactory(), role=Role.OVM)
        table = table_for(key="users/seats", user=StaffFactory(), query="state=vacant")
        assert [seat.pk for seat in table.each()] == [empty.pk]
        whole = table_for(key="users/seats", user=StaffFactory())
        cells = [[column.of(seat) for column in whole.columns] for seat in whole.each()]
        assert any(filled.person.email in row for row in cells)
        with pytest.raises(PermissionDenied):
            table_for(key="users/seats", user=UserFactory()).rows()


class TestSpecialists:
    def test_questions_go_to_whoever_stands_in(self):
        theme, monday = Theme.objects.first(), next_monday()
        away, cover = UserFactory(), UserFactory()
        Specialist.objects.create(person=away, theme=theme, days=[0, 1])
        add_absence(person=away, first_day=monday, last_day=monday, cover=cover, actor=away)
        assert Specialist.people_on(monday, theme) == [cover]
        assert Specialist.people_on(monday + timedelta(days=1), theme) == [away]
        assert Specialist.people_on(monday + timedelta(days=2), theme) == []

    def test_who_stands_in_and_is_away_too_is_not_asked(self):
        theme, monday = Theme.objects.first(), next_monday()
        away, cover = UserFactory(), UserFactory()
        Specialist.objects.create(person=away, theme=theme, days=[0])
        for person, stand_in in ((away, cover), (cover, None)):
            Absence.objects.create(person=person, first_day=monday, last_day=monday, cover=stand_in)
        assert Specialist.people_on(monday, theme) == []

    def test_a_specialist_says_when_they_are_away_and_takes_it_back(self, client):
        person, monday = UserFactory(), next_monday()
        Specialist.objects.create(person=person, theme=Theme.objects.first(), days=[0])
        client.force_login(person)
        client.post("/seats/away/", {"first_day": monday.isoformat(), "last_day": monday.isoformat()})
        absence = person.absences.get()
        page = client.post("/seats/away/", {"first_day": monday.isoformat(), "last_day": monday.isoformat()})
        assert page.status_code == 422
        client.post(f"/seats/away/{absence.pk}/back/")
        assert not person.absences.exists()

    def test_leave_ends_after_it_begins(self):
        person, monday = UserFactory(), next_monday()
        Specialist.objects.create(person=person, theme=Theme.objects.first(), days=[0])
        with pytest.raises(ValidationError):
            add_absence(person=person, first_day=monday, last_day=monday - timedelta(days=1), cover=None, actor=person)

    def test_staff_name_a_specialist_and_it_stands_in_the_log(self, client):
        person, theme = UserFactory(), Theme.objects.first()
        client.force_login(StaffFactory())
        said = {"person": person.pk, "theme": theme.pk, "days": [0, 4], "most": 5, "note": ""}
        client.post("/admin/specialists/new/", said)
        assert Specialist.objects.get().days == [0, 4]
        assert LogEntry.objects.filter(action="users/set-specialist").count() == 1
