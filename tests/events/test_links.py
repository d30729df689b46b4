"""Signed links: each opens one thing of one registration, for whom it was sent, and following it changes nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from events.actions import register_attendee, withdraw
from events.attendees import Attendee
from events.links import Purpose, link_for, opened, token_for
from events.models import Registration
from portal.audit.models import LogEntry
from portal.notifications.models import Mail
from tests.clients import Client
from tests.factories.events import make_event
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

DIRECTOR = Attendee(name="Alison Wray", email="alison.wray@portway.example", role="finance-director")


def come(event, attendee=DIRECTOR) -> Registration:
    return register_attendee(event=event, attendee=attendee, actor=None, via=Registration.Via.INVITATION)


def path_of(address: str) -> str:
    return address.removeprefix(settings.PORTAL_URL)


def link_in(mail: Mail) -> str:
    return path_of(re.search(r"http\S+/events/link/withdraw/\S+", mail.text).group(0))


def test_the_confirmation_of_somebody_without_an_account_holds_a_link_that_gives_the_place_back(client, home):
    registration = come(make_event(home, title="A day", capacity=1))
    response = client.get(link_in(Mail.objects.get(kind="events/registered")), follow=True)
    assert response.redirect_chain == [(f"/events/place/{registration.pk}/withdraw/", 302)]
    assert b"Give the place back?" in response.content
    assert client.post(response.request["PATH_INFO"]).status_code == 200
    registration.refresh_from_db()
    assert registration.is_withdrawn
    assert Mail.objects.filter(kind="events/withdrawn", to=DIRECTOR.email).count() == 1


def test_somebody_with_an_account_signs_in_instead(home):
    person = UserFactory()
    registration = come(make_event(home), Attendee.of(person))
    assert "/events/link/" not in Mail.objects.get(kind="events/registered").text
    assert f"/events/{registration.meeting.page_id}/withdraw/" in Mail.objects.get(kind="events/registered").text


def test_a_scanner_that_follows_every_link_changes_nothing(client, home):
    come(make_event(home, capacity=1))
    mail = Mail.objects.get(kind="events/registered")

    def everything():
        rows = list(Registration.objects.values()), list(Mail.objects.values("pk", "state", "text"))
        return rows, LogEntry.objects.count()

    before = everything()
    for address in re.findall(r"http\S+", mail.text):
        for ask in (client.head, client.get, Client().get):
            ask(path_of(address), follow=True)
    assert everything() == before


def test_the_address_that_is_seen_holds_no_secret_and_the_answers_are_kept_nowhere(client, home):
    registration = come(make_event(home))
    response = client.get(path_of(link_for(registration, Purpose.ANSWER)))
    assert (response["Referrer-Policy"], response["Cache-Control"]) == ("no-referrer", "private, no-store")
    page = client.get(response["Location"])
    assert page["Cache-Control"] == "private, no-store" and "noindex" in page["X-Robots-Tag"]
    assert page["Referrer-Policy"] == "same-origin"  # "no-referrer" would make a browser's own form fail


def test_a_link_signs_nobody_in_and_opens_nothing_else(client, home):
    event = make_event(home)
    person = UserFactory()
    registration, other = come(event, Attendee.of(person)), come(event)
    client.get(path_of(link_for(registration, Purpose.ANSWER)))
    assert client.get(f"/events/place/{registration.pk}/").status_code == 200
    for address in (f"/events/place/{other.pk}/", f"/events/place/{other.pk}/withdraw/"):
        assert client.get(address).status_code == 410
        assert client.post(address).status_code in (405, 410)
    for address in (
        "/me/",
        "/events/mine/",
        f"/events/{event.pk}/people/",
        "/people/",
        f"/events/{event.pk}/withdraw/",
    ):
        assert client.get(address).status_code == 302, address
    other.refresh_from_db()
    assert other.has_a_place


def test_a_link_is_good_for_its_purpose_alone(client, home):
    registration = come(make_event(home))
    token = token_for(registration, Purpose.WITHDRAW)
    assert opened(token, Purpose.WITHDRAW) == registration
    assert opened(token, Purpose.ANSWER) is None
    assert client.get(f"/events/link/answer/{token}/").status_code == 410
    client.get(f"/events/link/withdraw/{token}/")
    assert client.get(f"/events/place/{registration.pk}/").status_code == 410  # it only gives back


@pytest.mark.parametrize("purpose", ["nonsense", "WITHDRAW"])
def test_a_purpose_that_there_is_not_is_not_found(client, home, purpose):
    assert client.get(f"/events/link/{purpose}/x/").status_code == 404


def test_a_link_that_was_changed_or_invented_gets_the_same_answer_as_one_that_is_over(client, home):
    registration = come(make_event(home))
    token = token_for(registration, Purpose.WITHDRAW)
    wrong = [token[:-1] + ("A" if token[-1] != "A" else "B"), token[:20], "x", "x" * 3000, f"{token}A"]
    with time_machine.travel(registration.meeting.starts_at + timedelta(minutes=1)):
        over = client.get(f"/events/link/withdraw/{token}/")
    for one in wrong:
        response = client.get(f"/events/link/withdraw/{one}/")
        assert (response.status_code, response.content) == (over.status_code, over.content) and over.status_code == 410


def test_who_tries_many_links_has_to_wait(client, home):
    answers = [client.get(f"/events/link/withdraw/guess{n}/").status_code for n in range(31)]
    assert answers[:30] == [410] * 30 and answers[30] == 429


def test_a_link_and_the_session_it_opened_end_when_the_place_is_somebody_elses(client, home):
    registration = come(make_event(home))
    address = path_of(link_for(registration, Purpose.WITHDRAW))
    client.get(address)
    Registration.objects.filter(pk=registration.pk).update(email="successor@portway.example")
    assert client.get(f"/events/place/{registration.pk}/withdraw/").status_code == 410
    assert client.post(f"/events/place/{registration.pk}/withdraw/").status_code == 410
    assert client.get(address).status_code == 410


def test_a_narrow_session_closes_after_two_hours_and_the_link_opens_it_again(client, home):
    registration = come(make_event(home))
    address = path_of(link_for(registration, Purpose.WITHDRAW))
    client.get(address)
    with time_machine.travel(timezone.now() + timedelta(hours=2, minutes=1)):
        assert client.get(f"/events/place/{registration.pk}/withdraw/").status_code == 410
        assert client.get(address, follow=True).status_code == 200


def test_what_comes_after_the_meeting_stays_open_for_a_quarter_of_a_year(home):
    registration = come(make_event(home))
    ends = registration.meeting.ends_at
    for purpose in (Purpose.SURVEY, Purpose.CERTIFICATE):
        token = token_for(registration, purpose)
        assert opened(token, purpose, now=ends + timedelta(days=89)) == registration
        assert opened(token, purpose, now=ends + timedelta(days=91)) is None
    assert opened(token_for(registration, Purpose.OFFER), Purpose.OFFER, now=ends) is None


def test_withdrawing_by_the_link_twice_says_the_same_and_writes_once(client, home):
    registration = come(make_event(home))
    client.get(path_of(link_for(registration, Purpose.WITHDRAW)))
    for _ in range(2):
        response = client.post(f"/events/place/{registration.pk}/withdraw/")
        assert b"You have withdrawn" in response.content
    assert Mail.objects.filter(kind="events/withdrawn").count() == 1
    assert LogEntry.objects.filter(action="events/withdrew").count() == 1


def test_only_the_person_an_organiser_or_the_link_withdraws(home):
    with pytest.raises(PermissionDenied):
        withdraw(registration=come(make_event(home)), actor=UserFactory())
