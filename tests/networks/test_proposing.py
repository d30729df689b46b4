"""A proposal is a case: somebody owns it, there is a date, and it is answered once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from networks import actions
from networks.models import Proposal
from networks.models.proposal import reply_by
from portal.notifications.models import Mail
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def propose(**fields) -> Proposal:
    words = {"kind": "start", "name": "Ann", "email": "ann@trust-c.example", "message": "We want one."}
    return actions.propose(**{**words, **fields})


def test_a_proposal_tells_staff_and_sets_a_date(db):
    staff = StaffFactory()
    proposal = propose()
    assert proposal.state == "new" and proposal.target_date == reply_by()
    assert Mail.objects.get(kind="networks/proposed").to == staff.email


def test_ten_working_days_skip_weekends():
    assert reply_by(date(2026, 2, 25)) == date(2026, 3, 11)
    assert reply_by(date(2026, 2, 28)) == date(2026, 3, 13)  # a Saturday


def test_sending_it_twice_makes_one_case(db):
    assert propose().pk == propose().pk


def test_the_sixth_proposal_of_a_day_has_to_wait(db):
    for number in range(5):
        propose(message=f"Message {number}")
    with pytest.raises(ValidationError) as raised:
        propose(message="One more", email="ANN@trust-c.example")
    assert raised.value.code == "too-many"
    propose(email="bob@trust-c.example")


def test_a_reply_is_sent_once_and_makes_the_writer_the_owner(db):
    staff, proposal = StaffFactory(), propose()
    actions.answer_proposal(proposal=proposal, actor=staff, reply="We'd love to come.")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.owner) == ("answered", staff)
    mail = Mail.objects.get(kind="networks/proposal_answered")
    assert mail.to == proposal.email and "We'd love to come." in mail.text
    with pytest.raises(ValidationError) as raised:
        actions.answer_proposal(proposal=proposal, actor=staff, reply="Again")
    assert raised.value.code == "already-answered"


def test_only_staff_answer(db):
    for verb in (
        lambda p: actions.answer_proposal(proposal=p, actor=UserFactory(), reply="x"),
        lambda p: actions.take_proposal(
            proposal=p, actor=UserFactory(), owner=None, target_date=date(2026, 1, 1), state="in-hand"
        ),
    ):
        with pytest.raises(PermissionDenied):
            verb(propose())


def test_staff_take_a_case_and_answer_it_on_one_page(home, client):
    staff, proposal = StaffFactory(), propose()
    client.force_login(staff)
    address = reverse("networks:proposal", args=[proposal.pk])
    day = timezone.localdate() + timedelta(days=4)
    when = {"target_date_0": day.day, "target_date_1": day.month, "target_date_2": day.year}
    when |= {"target_date_day": day.day, "target_date_month": day.month, "target_date_year": day.year}
    assert client.post(address, {"owner": staff.pk, "state": "in-hand", **when}).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.owner, proposal.state, proposal.target_date) == (staff, "in-hand", day)
    assert client.post(address, {"reply": ""}).status_code == 422
    assert client.post(address, {"reply": "Yes."}).status_code == 302
    assert client.get(address).status_code == 200


def test_every_mistake_names_its_field_and_keeps_what_was_typed(home, client):
    response = client.post(reverse("networks:propose"), {"name": "Ann", "email": "nonsense"})
    page = response.content.decode()
    assert response.status_code == 422
    for sentence in ("Choose what you would like to do.", "Enter an email address like", "Tell us a little more"):
        assert sentence in page
    assert 'value="Ann"' in page


def test_what_only_a_machine_fills_in_is_thrown_away(home, client):
    words = {"kind": "start", "name": "Ann", "email": "a@b.example", "message": "Buy", "website": "http://x.example"}
    assert client.post(reverse("networks:propose"), words).status_code == 302
    assert not Proposal.objects.exists()


def test_somebody_signed_in_finds_their_name_filled_in(home, client):
    user = UserFactory()
    client.force_login(user)
    page = client.get(reverse("networks:propose"), {"kind": "start", "region": "south-west"}).content.decode()
    assert user.email in page and str(user.trust) in page


def test_to_cancel_leads_back_to_the_networks_and_thanks_nobody(client, db):
    html = client.get("/networks/propose/").content.decode()
    assert 'href="/networks/">Cancel' in html
    assert "proposed" not in html
