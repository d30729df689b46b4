"""Documents and pictures come only to their audience, and never as something a browser would run."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Collection

from networks.models import Network
from portal.cms.actions import set_collection_audience
from portal.files.models import PortalDocument, PortalImage
from tests.factories import files
from tests.factories.networks import make_member, make_network
from tests.factories.toolbox import make_document
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home) -> Network:
    return make_network(home, kind=Network.Kind.PRIVATE)


@pytest.fixture
def private(network) -> Collection:
    collection = Collection.get_first_root_node().add_child(name="London files")
    set_collection_audience(collection=collection, tokens=[network.readers])
    return collection


def make_image(collection=None) -> PortalImage:
    stream = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(stream, "PNG")
    return PortalImage.objects.create(
        title="Teal",
        file=ImageFile(stream, name="teal.png"),
        collection=collection or Collection.get_first_root_node(),
    )


def test_a_public_document_is_an_attachment_that_caches_may_keep(client):
    response = client.get(make_document().url)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=3600"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_pdf_is_an_attachment_too(client):
    response = client.get(make_document(name="guide.pdf", content=files.pdf()).url)
    assert response["Content-Disposition"].startswith("attachment")


def test_each_download_counts_once_and_a_head_request_does_not(client):
    document = make_document()
    client.get(document.url)
    client.get(document.url)
    client.head(document.url)
    document.refresh_from_db()
    assert document.downloads == 2


def test_a_private_networks_document_reaches_its_members_alone(client, network, private):
    document = make_document(collection=private)
    assert client.get(document.url).status_code == 404
    client.force_login(UserFactory())
    assert client.get(document.url).status_code == 404
    member = UserFactory()
    make_member(network, member)
    client.force_login(member)
    response = client.get(document.url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    document.refresh_from_db()
    assert document.downloads == 1


@pytest.mark.parametrize("path", ["/documents/999999/x.docx", "/documents/99999999999999999999999/x.docx"])
def test_a_document_that_is_not_there_is_not_found(client, home, path):
    assert client.get(path).status_code == 404


def test_another_file_name_than_the_documents_own_is_not_found(client, home):
    document = make_document()
    assert client.get(f"/documents/{document.pk}/other.docx").status_code == 404


def test_a_document_is_not_reached_by_its_media_path(client, home):
    document = make_document()
    assert client.get(f"/media/{document.file.name}").status_code == 404


@pytest.mark.parametrize("path", ["../portal.sqlite3", "%2e%2e/portal.sqlite3", "images/", "original_images/none.png"])
def test_no_other_file_is_reached_by_a_media_path(client, home, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_a_public_picture_and_its_rendition_are_shown_to_anybody(client, home):
    image = make_image()
    for url in (image.file.url, image.get_rendition("width-30").url):
        response = client.get(url)
        assert response.status_code == 200
        assert response["Content-Type"] == "image/png"
        assert response["Cache-Control"] == "public, max-age=3600"
        assert response["X-Content-Type-Options"] == "nosniff"


def test_a_private_networks_picture_reaches_its_members_alone_by_any_path(client, network, private):
    image = make_image(private)
    paths = [image.file.url, image.get_rendition("width-30").url]
    assert [client.get(path).status_code for path in paths] == [404, 404]
    client.force_login(UserFactory())
    assert [client.get(path).status_code for path in paths] == [404, 404]
    member = UserFactory()
    make_member(network, member)
    client.force_login(member)
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"


def test_serving_writes_nothing_by_post(client, home):
    document = make_document()
    assert client.post(document.url).status_code == 405
    assert PortalDocument.objects.get().downloads == 0
