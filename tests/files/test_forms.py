"""The editor's upload forms: one door, looked after."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection

from portal.files.models import DocumentText, PortalDocument, PortalImage
from portal.files.providers import read_waiting_documents
from portal.files.reading import Status
from portal.files.tasks import read_document
from tests.factories import files
from tests.factories.toolbox import make_document
from tests.factories.users import StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, home):
    client.force_login(StaffFactory())
    return client


def upload(editor, name: str, content: bytes):
    data = {
        "title": "A file",
        "collection": Collection.get_first_root_node().pk,
        "file": SimpleUploadedFile(name, content),
    }
    return editor.post(reverse("wagtaildocs:add"), data)


def test_a_document_is_kept_and_its_words_are_read(editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        upload(editor, "letter.docx", files.docx("marmalade"))
    document = PortalDocument.objects.get()
    assert document.text == "marmalade"


def test_a_refused_document_is_not_kept_and_the_field_says_why(editor):
    response = upload(editor, "letter.pdf", b"<html>")
    assert "not a PDF" in response.content.decode()
    assert not PortalDocument.objects.exists()


def test_the_form_for_several_documents_refuses_too(editor):
    response = editor.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "x", "files[]": SimpleUploadedFile("letter.docx", files.bomb())},
        HTTP_X_REQUESTED_WITH="XMLHttpRequest",
    )
    assert response.json()["success"] is False
    assert "unpacks" in response.json()["error_message"]
    assert not PortalDocument.objects.exists()


@pytest.mark.parametrize(("form", "name"), [("JPEG", "photo.jpg"), ("PNG", "photo.png"), ("WEBP", "photo.webp")])
def test_a_picture_loses_what_the_camera_wrote_and_stands_upright(editor, form, name):
    data = {
        "title": "A photo",
        "collection": Collection.get_first_root_node().pk,
        "file": SimpleUploadedFile(name, files.photo(form)),
    }
    editor.post(reverse("wagtailimages:add"), data)
    image = PortalImage.objects.get()
    content = image.file.read()
    with Image.open(BytesIO(content)) as picture:
        assert picture.format == form
        assert picture.size == (20, 40)
        assert not dict(picture.getexif())
    assert b"Somebody" not in content
    assert b"taken at home" not in content


def test_something_that_is_no_picture_is_refused(editor):
    data = {
        "title": "A photo",
        "collection": Collection.get_first_root_node().pk,
        "file": SimpleUploadedFile("photo.jpg", b"<svg onload=alert(1)>"),
    }
    editor.post(reverse("wagtailimages:add"), data)
    assert not PortalImage.objects.exists()


def test_a_new_file_is_read_again_and_the_old_words_are_gone(db):
    document = make_document(content=files.docx("old"))
    read_document.enqueue(document.pk)
    document.file.save("new.docx", SimpleUploadedFile("new.docx", files.docx("new")), save=False)
    document._set_document_file_metadata()
    document.save()
    document = PortalDocument.objects.get()
    assert document.text == ""
    read_document.enqueue(document.pk)
    assert PortalDocument.objects.get().text == "new"


def test_what_the_queue_forgot_the_sweep_has_read_once(db):
    document = make_document(content=files.docx("marmalade"))
    assert read_waiting_documents(None) == 1
    assert PortalDocument.objects.get(pk=document.pk).text == "marmalade"
    assert read_waiting_documents(None) == 0


def test_a_file_that_cannot_be_read_is_tried_once_and_says_why(db):
    document = make_document(name="odd.pdf", content=b"%PDF-1.7 nonsense")
    read_document.enqueue(document.pk)
    reading = DocumentText.objects.get(document=document)
    assert reading.state == Status.BROKEN
    assert "Damaged" in reading.get_state_display()
    assert read_waiting_documents(None) == 0
