"""The certificate of attendance: who gets one, what it says, and that its number proves it without a name."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from events import certificates
from events.links import Purpose, link_for
from events.models import Registration
from tests.clients import Client
from tests.factories.events import make_event, make_registration
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def attended(home) -> Registration:
    start = datetime(2026, 2, 25, 14, 0, tzinfo=UTC)
    event = make_event(home, title="Debt recovery: letters", starts_at=start, hours=2.5)
    person = UserFactory(first_name="Ọlú", last_name="Adéyẹmí")
    return make_registration(event, person, present_at=start)


def taken_by(registration: Registration) -> Client:
    client = Client()
    client.force_login(registration.user)
    return client


def address(registration: Registration) -> str:
    return reverse("events:certificate", args=[registration.meeting.page_id])


def read(content: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(content))
    return reader, " ".join("".join(page.extract_text() for page in reader.pages).split())


def test_whoever_was_there_takes_a_pdf_that_says_so(attended):
    answer = taken_by(attended).get(address(attended))
    assert answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "private, no-store"
    reader, text = read(answer.content)
    assert len(reader.pages) == 1
    for words in ("Certificate of attendance", "Ọlú Adéyẹmí", "Debt recovery: letters", "25 February 2026", "2pm"):
        assert words in text, words
    assert "2 hours 30 minutes" in text and certificates.number_of(attended) in text


def test_the_pdf_is_tagged_and_says_its_language_and_title(attended):
    reader, _ = read(taken_by(attended).get(address(attended)).content)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB" and root["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Certificate of attendance: Debt recovery: letters"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_without_a_mark_or_before_the_end_there_is_none(home):
    absent = make_registration(make_event(home, in_days=-2), UserFactory())
    still_on = make_registration(make_event(home, in_days=0), UserFactory(), present_at=timezone.now())
    for registration in (absent, still_on):
        assert taken_by(registration).get(address(registration)).status_code == 404


def test_nobody_takes_the_certificate_of_somebody_else(attended):
    client = Client()
    client.force_login(UserFactory())
    assert client.get(address(attended)).status_code == 404
    assert "/accounts/login/" in Client().get(address(attended)).url


def test_the_link_of_the_mail_gives_it_without_an_account(attended):
    Registration.objects.update(user=None)
    type(attended.meeting).objects.update(ends_at=timezone.now())
    attended.refresh_from_db()
    client = Client()
    page = client.get(path_of(attended))
    assert client.get(page.url)["Content-Type"] == "application/pdf"


def path_of(registration: Registration) -> str:
    return "/" + link_for(registration, Purpose.CERTIFICATE).split("/", 3)[3]


def test_the_number_proves_the_meeting_and_names_nobody(attended):
    number = certificates.number_of(attended)
    page = Client().get(reverse("events:certificate_proved", args=[number.lower()])).content.decode()
    assert "Debt recovery: letters" in page and "Adéyẹmí" not in page
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    for other in (wrong, "1", "x-y", "9" * 30):
        assert Client().get(reverse("events:certificate_proved", args=[other])).status_code == 404
    Registration.objects.update(present_at=None)
    assert Client().get(reverse("events:certificate_proved", args=[number])).status_code == 404


def test_where_no_pdf_can_be_made_the_page_says_so_and_prints(attended, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # as on a machine without Pango
    page = taken_by(attended).get(address(attended)).content.decode()
    assert "prints as the same certificate" in page and "Adéyẹmí" in page


def test_what_is_written_in_a_name_stays_text(attended):
    Registration.objects.update(name='<img src="file:///etc/hostname"> Smith')
    _, text = read(taken_by(attended).get(address(attended)).content)
    assert '<img src="file:///etc/hostname"> Smith' in text
