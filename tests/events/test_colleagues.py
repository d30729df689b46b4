"""Several colleagues at once: all or nobody, shown before it is done, and each with a mail of their own."""

from __future__ import annotations

import pytest
from django.urls import reverse

from events.models import Registration
from portal.notifications.models import Mail
from portal.users.models import Role
from tests.factories.events import make_event, make_registration
from tests.factories.networks import make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def olu(client):
    person = UserFactory(trust=OrganisationFactory(), role=Role.OVM)
    client.force_login(person)
    return person


def row(number: int, who: str, job: str = Role.FINANCE_DIRECTOR, **changes: str) -> dict[str, str]:
    email = f"{who.split()[0].lower()}@trust.example"
    given = {f"name_{number}": who, f"email_{number}": email, f"role_{number}": job}
    return given | {f"{part}_{number}": value for part, value in changes.items()}


def send(client, event, step="check", **rows):
    return client.post(reverse("events:colleagues", args=[event.pk]), {"step": step, **rows}, follow=True)


def words(response) -> str:
    return response.content.decode().replace("&#x27;", "'")


def test_colleagues_are_shown_what_each_gets_and_then_registered(client, home, olu):
    event = make_event(home, capacity=1)
    rows = row(1, "Ana Example") | row(2, "Bo Example")
    page = words(send(client, event, **rows))
    assert (
        "Gets a place" in page
        and "Goes on the waiting list" in page
        and "1 of them will be on the waiting list" in page
    )
    assert not Registration.objects.exists() and not Mail.objects.exists()
    done = send(client, event, "confirm", **rows)
    assert "2 colleagues are registered and told by email. 1 waits for a place." in words(done)
    ana, bo = Registration.objects.order_by("pk")
    assert (ana.state, ana.via, ana.registered_by, ana.trust, ana.user) == (
        "confirmed",
        "colleague",
        olu,
        olu.trust,
        None,
    )
    assert bo.state == "waiting"
    mail = Mail.objects.get(to="ana@trust.example", kind="events/registered")
    assert f"{olu} has registered you." in mail.text and "/events/link/withdraw/" in mail.text


def test_who_is_registered_already_is_skipped_and_said(client, home, olu):
    event = make_event(home)
    make_registration(event, UserFactory(email="ana@trust.example"))
    rows = row(1, "Ana Example") | row(2, "Bo Example")
    assert "Is registered already: left as it is" in words(send(client, event, **rows))
    assert "1 colleague is registered" in words(send(client, event, "confirm", **rows))
    assert Registration.objects.filter(email="ana@trust.example").count() == 1


def test_one_who_cannot_come_stops_all(client, home, olu):
    event = make_event(home, for_roles=[Role.FINANCE_DIRECTOR])
    rows = row(1, "Ana Example") | row(2, "Bo Example", Role.OVM)
    for step in ("check", "confirm"):
        response = send(client, event, step, **rows)
        assert response.status_code == 422
        assert "Nobody is registered yet" in words(response) and "This meeting is for finance directors." in words(
            response
        )
    assert not Registration.objects.exists() and not Mail.objects.exists()


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ({}, "Tick or write down a colleague."),
        (row(1, "Ana Example", email=""), "Enter the email address of colleague 1."),
        (row(1, "Ana Example", role=""), "Choose the role of colleague 1."),
        (row(2, "Ana Example", name=""), "Enter the name of colleague 2."),
        (row(1, "Ana Example") | row(2, "Ana Other"), "This address is given twice."),
        (row(1, "Ana Example", email="no address"), "valid email"),
        (row(1, "Ana 943 476 5919"), "NHS number"),
    ],
)
def test_each_row_says_what_is_wrong_and_keeps_what_was_typed(client, home, olu, rows, error):
    response = send(client, make_event(home), **rows)
    assert response.status_code == 422
    assert error in words(response)
    assert all(value in words(response) for value in rows.values())


def test_own_address_leads_to_the_own_page(client, home, olu):
    response = send(client, make_event(home), **row(1, "Olu Example", email=olu.email.upper()))
    assert "That is you." in words(response)


def test_more_rows_keep_what_was_typed_and_end_at_ten(client, home, olu):
    event = make_event(home)
    page = send(client, event, "more", **row(1, "Ana Example"))
    assert page.status_code == 200 and 'name="email_4"' in words(page) and "ana@trust.example" in words(page)
    page = send(client, event, "more", **row(9, "Ana Example"))
    assert 'name="email_10"' in words(page) and 'name="email_11"' not in words(page)
    rows = {key: value for n in range(1, 11) for key, value in row(n, f"P{n} Example").items()}
    assert "10 colleagues are registered" in words(send(client, event, "confirm", **rows))
    more = send(client, event, "confirm", **row(1, "Zed Example"))
    assert more.status_code == 403 and "10 colleagues at most" in words(more)
    assert Registration.objects.count() == 10


def test_only_who_could_come_brings_others_but_for_the_role(client, home, olu):
    network = make_network(home)
    event = make_event(home, network=network, for_roles=[Role.FINANCE_DIRECTOR])
    assert send(client, event, "confirm", **row(1, "Ana Example")).status_code == 403
    make_member(network, olu)
    assert send(client, event, "confirm", **row(1, "Ana Example")).status_code == 200
    assert Registration.objects.get().role == Role.FINANCE_DIRECTOR
    invited = make_event(home, title="By invitation", admission="invitation")
    assert send(client, invited, "confirm", **row(1, "Ana Example")).status_code == 403


def test_an_organiser_decides_and_a_trust_has_its_share(client, home, olu):
    asked = make_event(home, admission="approval")
    assert "An organiser says yes or no" in words(send(client, asked, **row(1, "Ana Example")))
    send(client, asked, "confirm", **row(1, "Ana Example"))
    assert Registration.objects.get().state == "requested"
    shared = make_event(home, title="Shared", trust_quota=1)
    page = words(send(client, shared, **(row(1, "Ana Example") | row(2, "Bo Example"))))
    assert "Gets a place" in page and "Goes on the waiting list" in page


def test_a_colleague_is_withdrawn_by_whoever_registered_them_and_by_nobody_else(client, home, olu):
    event = make_event(home)
    send(client, event, "confirm", **row(1, "Ana Example"))
    ana = Registration.objects.get()
    assert "Ana Example" in words(client.get(reverse("events:mine")))
    away = reverse("events:withdraw_colleague", args=[ana.pk])
    client.force_login(UserFactory(trust=olu.trust))
    assert client.get(away).status_code == client.post(away).status_code == 404
    client.force_login(olu)
    assert client.get(away).status_code == 200
    assert Registration.objects.get().state == "confirmed"
    assert "Ana Example is no longer registered" in words(client.post(away, follow=True))
    assert Registration.objects.get().state == "withdrawn"
