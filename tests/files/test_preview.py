"""A file is read in the browser: its words and tables, for whoever may have it, or why not."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.cms.actions import set_collection_audience
from portal.files.models import DocumentText, PortalDocument
from portal.files.reading import Status
from portal.files.tasks import read_document
from tests.factories import files
from tests.factories.networks import make_network
from tests.factories.toolbox import make_document

pytestmark = pytest.mark.django_db


def shown(client, document: PortalDocument, **query) -> str:
    response = client.get(reverse("document_preview", args=[document.pk]), query)
    assert response.status_code == 200
    return response.content.decode()


def read(document: PortalDocument) -> PortalDocument:
    read_document.func(document.pk)
    return document


def test_a_table_is_a_table_and_markup_in_it_is_text(client, home):
    content = b"Trust,Raised\nInvented <script>,12\n"
    page = shown(client, read(make_document(name="list.csv", content=content)))
    assert '<td class="nhsuk-table__cell">Raised</td>' in page
    assert "Invented &lt;script&gt;" in page and "Invented <script>" not in page


def test_paragraphs_of_a_word_file_stand_there_and_it_is_no_download(client, home):
    document = read(make_document(name="letter.docx", content=files.docx("Dear patient", table=[["Date", "Sum"]])))
    page = shown(client, document)
    assert "<p>Dear patient</p>" in page and '<td class="nhsuk-table__cell">Sum</td>' in page
    document.refresh_from_db()
    assert document.downloads == 0


def test_a_long_file_has_pages(client, home):
    content = "\n".join(f"Line {number}" for number in range(700)).encode()
    document = read(make_document(name="long.txt", content=content))
    assert "<p>Line 299</p>" in shown(client, document) and "<p>Line 300</p>" not in shown(client, document)
    assert "<p>Line 300</p>" in shown(client, document, page=2)


@pytest.mark.parametrize("status", [status for status in Status if status != Status.READ])
def test_what_could_not_be_read_says_why(client, home, status):
    document = make_document(name="x.docx")
    DocumentText.objects.update_or_create(
        document=document, defaults={"file_hash": document.get_file_hash(), "state": status.value}
    )
    assert status.label.lower() in shown(client, document).lower()


def test_before_it_is_read_it_says_so(client, home):
    DocumentText.objects.all().delete()
    assert "still reading" in shown(client, make_document(name="new.docx"))


def test_a_private_file_is_not_found(client, home):
    network = make_network(home, kind="private")
    document = read(make_document(name="secret.txt", content=b"Secret words"))
    set_collection_audience(collection=document.collection, tokens=[network.readers])
    assert client.get(reverse("document_preview", args=[document.pk])).status_code == 404
