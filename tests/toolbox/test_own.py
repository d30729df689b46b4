"""A trust makes a file its own: its words where the file has places, and news when the original changes."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from docx.shared import Pt

from portal.files.actions import keep_version
from portal.files.tasks import read_document
from portal.notifications.models import Notice
from tests.clients import Client
from tests.factories import files
from tests.factories.networks import make_network
from tests.factories.toolbox import make_document, make_entry, make_toolbox
from tests.factories.users import UserFactory
from tests.toolbox.test_adoption import officer
from toolbox.filling import filled, places_in
from toolbox.models import OwnCopy, TrustDetails

pytestmark = pytest.mark.django_db

DETAILS = {"team": "Overseas visitor office", "address": "Level 2\nEast wing", "telephone": "01632 960001"}
DETAILS |= {"email": "overseas@thamesgate.example", "pals": "PALS, main hall"}


def letter(*lines: str, header: str = "", cells: tuple[str, ...] = ()) -> bytes:
    document, into = Document(), BytesIO()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    for line in lines:
        document.add_paragraph(line)
    if cells:
        for cell, text in zip(document.add_table(1, len(cells)).rows[0].cells, cells, strict=True):
            cell.text = text
    document.save(into)
    return into.getvalue()


def words_of(content: bytes) -> str:
    document = Document(BytesIO(content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    lines += [paragraph.text for paragraph in document.sections[0].header.paragraphs]
    return "\n".join(lines)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def toolbox(home):
    return make_toolbox(home)


def file_of(toolbox, content: bytes):
    document = make_document(name="letter.docx", content=content, version="1.2")
    return make_entry(toolbox, title="Letter", edition="2026-01", files=[document]).files.get()


def test_places_are_found_in_body_tables_and_headers_and_the_rest_is_left():
    content = letter("Dear [name]", "[Name of the Trust]", header="[logo]", cells=("[PALS]", "x"))
    assert places_in(BytesIO(content)) == ({"trust", "pals", "logo"}, ["name"])


def test_a_place_that_word_cut_into_pieces_keeps_the_look_around_it():
    document, into = Document(), BytesIO()
    paragraph = document.add_paragraph("Call [tele")
    paragraph.add_run("phone").bold = True
    paragraph.add_run("] today").font.size = Pt(9)
    document.save(into)
    done = filled(BytesIO(into.getvalue()), values={"telephone": "01632 960001"}, logo=None, about="", version="")
    runs = Document(BytesIO(done)).paragraphs[0].runs
    assert [run.text for run in runs] == ["Call 01632 960001", "", " today"]
    assert runs[2].font.size == Pt(9)


def test_a_place_without_a_value_stays():
    done = filled(
        BytesIO(letter("Ask [PALS] or [trust]")), values={"trust": "T", "pals": ""}, logo=None, about="", version=""
    )
    assert "Ask [PALS] or T" in words_of(done)


def test_a_member_downloads_a_copy_with_the_trusts_words_and_logo(toolbox):
    file = file_of(toolbox, letter("[Name of the trust]", "Dear [name]", header="[logo]", cells=("[PALS]", "[email]")))
    manager, trust = officer()
    client = signed_in(manager)
    page = client.get(reverse("toolbox:make_own", args=[file.pk])).content.decode()
    assert "[name]" in page
    logo = SimpleUploadedFile("logo.png", files.photo("PNG"), content_type="image/png")
    response = client.post(reverse("toolbox:make_own", args=[file.pk]), {**DETAILS, "logo": logo})
    assert response.status_code == 200
    words = words_of(response.content)
    assert trust.name in words and "Dear [name]" in words and "PALS, main hall" in words
    assert "overseas@thamesgate.example" in words
    made = Document(BytesIO(response.content))
    assert made.core_properties.version == "1.2" and "edition 2026-01" in made.core_properties.comments
    assert any("/media/" in str(part.partname) for part in made.part.package.iter_parts())
    assert OwnCopy.objects.get().organisation == trust
    again = client.get(reverse("toolbox:make_own", args=[file.pk])).content.decode()
    assert "PALS, main hall" in again


def test_what_is_no_picture_is_refused_and_what_was_typed_stays(toolbox):
    file = file_of(toolbox, letter("[logo]"))
    manager, _trust = officer()
    bad = SimpleUploadedFile("logo.png", b"no picture", content_type="image/png")
    response = signed_in(manager).post(reverse("toolbox:make_own", args=[file.pk]), {**DETAILS, "logo": bad})
    assert response.status_code == 422
    assert "PALS, main hall" in response.content.decode()
    assert not TrustDetails.objects.exists()


def test_the_maker_hears_once_that_the_original_changed_and_sees_what(toolbox):
    file = file_of(toolbox, letter("Old words of [trust]"))
    manager, _trust = officer()
    client = signed_in(manager)
    read_document.func(file.document.pk)
    client.post(reverse("toolbox:make_own", args=[file.pk]), DETAILS)
    assert "As the original" in client.get(reverse("kept:own_copies")).content.decode()
    document = file.document
    keep_version(document_id=document.pk, by=manager)
    document.file.save("letter-2.docx", ContentFile(letter("New words of [trust]")), save=False)
    document.file_hash, document.file_size = "", None
    document.get_file_hash()
    document.save()
    for _ in range(2):
        read_document.func(document.pk)
    assert Notice.objects.filter(person=manager, happening__kind="toolbox/parent_changed").count() == 1
    page = client.get(reverse("kept:own_copies")).content.decode()
    assert "The original has changed" in page and "What changed" in page and "Make it ours again" in page


def test_nobody_makes_it_for_a_trust_that_is_not_theirs_or_of_a_file_they_may_not_have(home, toolbox):
    file = file_of(toolbox, letter("[trust]"))
    assert signed_in(UserFactory()).get(reverse("toolbox:make_own", args=[file.pk])).status_code == 403
    network = make_network(home, kind="private")
    hidden = make_entry(network.page, title="Hidden", files=[make_document(name="x.docx", content=letter("x"))])
    manager, _trust = officer()
    assert signed_in(manager).get(reverse("toolbox:make_own", args=[hidden.files.get().pk])).status_code == 404
    text = make_entry(toolbox, title="Text", files=[make_document(name="x.txt", content=b"x")])
    assert signed_in(manager).get(reverse("toolbox:make_own", args=[text.files.get().pk])).status_code == 404
