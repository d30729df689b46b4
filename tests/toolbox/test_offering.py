"""Somebody offers a file from elsewhere: a draft that waits for the toolbox's editors."""

from __future__ import annotations

import pytest
from django.urls import reverse

from networks.models import Network
from portal.programme.actions import programme_files
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.toolbox import make_document, make_toolbox
from tests.factories.users import UserFactory
from toolbox.models import EntryPage

pytestmark = pytest.mark.django_db

SAID = {
    "title": "A flag that asks",
    "type": "training",
    "summary": "How the system asks every patient.",
    "contact_name": "Overseas visitors team",
    "contact_email": "ovm.team@trust-a.example",
    "credit": "named",
    "permission": "on",
}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def address(document, source="/meetings/one/"):
    return f"{reverse('toolbox:offer')}?title=A+flag&document={document.pk}&source={source}"


def test_an_offer_is_a_draft_with_its_file_its_source_and_its_owner(client, home):
    make_toolbox(home)
    document, person = make_document(title="Slides", collection=programme_files()), UserFactory()
    client.force_login(person)
    assert 'value="A flag"' in client.get(address(document)).content.decode()
    for _ in range(2):  # pressed twice
        answer = client.post(address(document), SAID)
        assert answer.status_code == 302 and answer.url == "/meetings/one/"
    entry = EntryPage.objects.get(title="A flag that asks")
    assert not entry.live and entry.owned_by == person
    [file] = entry.files.all()
    assert file.document.get_file_hash() == document.get_file_hash()
    assert "/meetings/one/" in str(entry.body)
    entry.full_clean()  # what an editor opens can be published as it is


def test_the_file_of_a_private_network_is_everybodys_once_the_tool_is_published_and_not_before(client, home):
    make_toolbox(home)
    network = make_network(home, kind=Network.Kind.PRIVATE)
    convenor = make_convenor(network, UserFactory()).user
    network.refresh_from_db()
    inside = make_document(title="Slides", collection=network.collection)
    client.force_login(convenor)
    client.post(address(inside), SAID)
    entry = EntryPage.objects.get(title=SAID["title"])
    copy = entry.files.get().document
    client.logout()
    assert client.get(copy.url).status_code == 404
    entry.get_latest_revision().publish()
    assert client.get(copy.url).status_code == 200
    assert client.get(inside.url).status_code == 404  # what the network has stays the network's


def test_a_file_somebody_may_not_have_cannot_be_offered(client, home):
    make_toolbox(home)
    network = make_network(home, kind=Network.Kind.PRIVATE)
    make_convenor(network, UserFactory())  # who brings the network its collection
    network.refresh_from_db()
    document, member = make_document(title="Inside", collection=network.collection), UserFactory()
    make_member(network, member)
    client.force_login(UserFactory())
    assert client.post(address(document), SAID).status_code == 404
    client.force_login(member)
    assert client.get(address(document)).status_code == 200


@pytest.mark.parametrize("source", ["//elsewhere.example/", "https://elsewhere.example/", "javascript:alert(1)", '/"x'])
def test_a_source_elsewhere_is_not_believed(client, home, source):
    make_toolbox(home)
    document = make_document(title="Slides", collection=programme_files())
    client.force_login(UserFactory())
    answer = client.post(address(document, source), SAID)
    assert answer.url == "/toolbox/"
    assert "elsewhere" not in str(EntryPage.objects.get().body)


def test_a_personal_address_or_a_patients_number_is_sent_back(client, home):
    make_toolbox(home)
    document = make_document(title="Slides", collection=programme_files())
    client.force_login(UserFactory())
    answer = client.post(address(document), {**SAID, "summary": "NHS number 999 000 0018"})
    assert answer.status_code == 422
    assert not EntryPage.objects.exists()
