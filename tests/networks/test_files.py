"""A network's files: folder by folder, for whoever may read it and nobody else."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model

from events.models import MeetingFile, Minutes
from networks import actions
from networks.archived import chapters
from networks.models import Network
from portal.cms.actions import set_collection_audience
from portal.files.models import FileVersion
from portal.search.models import SearchEntry
from tests.factories.events import make_event
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.toolbox import make_entry
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home) -> Network:
    network = make_network(home, kind="private")
    make_convenor(network, UserFactory())
    network.refresh_from_db()
    return network


def add(collection, title: str):
    return get_document_model().objects.create(
        title=title, collection=collection, file=ContentFile(b"words", name="form.txt")
    )


def convenor_of(network: Network):
    return network.memberships.convening().get().user


def test_members_find_files_in_their_folders_and_fetch_them(client, network):
    folder = actions.make_folder(network=network, name="Notes", actor=convenor_of(network))
    document = add(folder, "Notes of May")
    add(network.collection, "A form")
    client.force_login(make_member(network, UserFactory()).user)
    page = client.get(reverse("networks:files", args=[network.pk])).content.decode()
    assert page.index("A form") < page.index("Notes of May") and "The members of London network." in page
    assert client.get(document.url).status_code == 200


def test_whoever_is_no_member_neither_sees_nor_fetches_what_is_in_a_folder(client, network):
    folder = actions.make_folder(network=network, name="Notes", actor=convenor_of(network))
    document = add(folder, "Notes of May")
    for user in (None, UserFactory()):
        if user:
            client.force_login(user)
        assert client.get(reverse("networks:files", args=[network.pk])).status_code == 404
        assert client.get(document.url).status_code == 404


def test_a_folder_made_in_the_editor_is_as_the_network_it_lies_in(client, network):
    document = add(network.collection.add_child(name="Made elsewhere"), "Notes of May")
    assert client.get(document.url).status_code == 404
    client.force_login(make_member(network, UserFactory()).user)
    assert client.get(document.url).status_code == 200
    assert "Notes of May" in client.get(reverse("networks:files", args=[network.pk])).content.decode()


def test_a_folder_is_made_once_and_only_by_who_runs_the_network(client, network):
    with pytest.raises(PermissionDenied):
        actions.make_folder(network=network, name="Notes", actor=make_member(network, UserFactory()).user)
    client.force_login(convenor_of(network))
    address = reverse("networks:folder", args=[network.pk])
    assert client.post(address, {"name": "Notes"}).status_code == 302
    assert "There is a folder of this name already" in client.post(address, {"name": "notes"}).content.decode()
    with pytest.raises(ValidationError):
        actions.make_folder(network=network, name="NOTES", actor=convenor_of(network))


def test_convenors_fill_the_folders_in_the_editor(client, network):
    folder = actions.make_folder(network=network, name="Notes", actor=convenor_of(network))
    client.force_login(convenor_of(network))
    response = client.get(reverse("wagtaildocs:add_multiple"))
    assert response.status_code == 200, response.headers
    page = response.content.decode()
    assert f'value="{folder.pk}"' in page


@pytest.mark.parametrize("size", [1, 12])
def test_the_page_costs_the_same_however_many_files_there_are(client, network, size, django_assert_max_num_queries):
    for number in range(size):
        add(actions.make_folder(network=network, name=f"F {number}", actor=convenor_of(network)), f"File {number}")
    client.force_login(make_member(network, UserFactory()).user)
    address = reverse("networks:files", args=[network.pk])
    client.get(address)
    with django_assert_max_num_queries(14):
        assert f"File {size - 1}" in client.get(address).content.decode()


@pytest.fixture
def between_convenors(network):
    """A folder for its convenors alone, and in it one made in the editor, which says nothing of its own."""
    narrow = actions.make_folder(network=network, name="Between us", actor=convenor_of(network))
    set_collection_audience(collection=narrow, tokens=[network.convenors])
    return add(narrow.add_child(name="Drafts"), "A draft letter")


def test_a_folder_below_a_narrower_one_is_as_narrow_wherever_its_files_are_shown(client, network, between_convenors):
    member, convenor = make_member(network, UserFactory()).user, convenor_of(network)
    for person, may in ((None, False), (UserFactory(), False), (member, False), (convenor, True)):
        client.logout()
        if person:
            client.force_login(person)
        assert (client.get(between_convenors.url).status_code == 200) is may
        assert ("A draft letter" in client.get(reverse("networks:files", args=[network.pk])).content.decode()) is may


def test_a_tool_and_a_meeting_offer_what_lies_there_to_nobody_else(client, home, network, between_convenors):
    entry = make_entry(network.page, files=[between_convenors])
    event = make_event(home, network=network, in_days=-2)
    Minutes.objects.create(meeting=event.meeting, heard="x", published_at=timezone.now())
    MeetingFile.objects.create(meeting=event.meeting, kind="slides", title="A draft letter", document=between_convenors)
    for person, may in ((make_member(network, UserFactory()).user, False), (convenor_of(network), True)):
        client.force_login(person)
        for page in (entry, event):
            answer = client.get(page.get_url())
            assert answer.status_code == 200
            assert (between_convenors.url in answer.content.decode()) is may, (person, page)
    assert "form.txt" not in entry.search_body() and "form" not in SearchEntry.objects.get(page_id=entry.pk).body


def test_the_archive_has_of_the_folders_what_its_maker_may_have(network, between_convenors):
    def titles(person):
        found = {chapter.key: chapter for chapter in chapters(network, person)}
        return [row.cells[0] for row in found["files"].rows]

    assert titles(make_member(network, UserFactory()).user) == []
    assert titles(convenor_of(network)) == ["A draft letter"]


def replaced(client, network, document, words: bytes):
    """What a convenor does in the editor."""
    client.force_login(convenor_of(network))
    given = {"title": document.title, "collection": document.collection_id, "version": "2", "tags": ""}
    address = reverse("wagtaildocs:edit", args=[document.pk])
    answer = client.post(address, given | {"file": SimpleUploadedFile("form.txt", words)})
    assert answer.status_code == 302, answer.context["form"].errors
    return FileVersion.objects.latest("pk")


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_file_that_is_replaced_stays_as_a_version_for_the_same_people(client, network):
    document = add(network.collection, "A form")
    version = replaced(client, network, document, b"newer words")
    member = make_member(network, UserFactory()).user
    client.force_login(member)
    page = client.get(reverse("networks:files", args=[network.pk])).content.decode()
    assert "1 earlier version" in page and str(convenor_of(network)) in page and "Bring it back" not in page
    document.refresh_from_db()
    assert body(client.get(document.url)) == b"newer words" and body(client.get(version.get_absolute_url())) == b"words"
    assert client.get(f"/media/{version.file.name}").status_code == 404
    for person in (UserFactory(), None):
        client.logout()
        if person:
            client.force_login(person)
        assert client.get(version.get_absolute_url()).status_code == 404


def test_a_convenor_brings_a_version_back_and_the_one_of_now_stays(client, network):
    document = add(network.collection, "A form")
    version = replaced(client, network, document, b"newer words")
    address = reverse("networks:restore_file", args=[network.pk, version.pk])
    client.force_login(make_member(network, UserFactory()).user)
    assert client.post(address).status_code == 403
    client.force_login(convenor_of(network))
    assert client.get(address).status_code == 200 and document.versions.count() == 1
    for _ in range(2):  # pressed twice
        assert client.post(address).status_code == 302
    document.refresh_from_db()
    assert body(client.get(document.url)) == b"words" and document.versions.count() == 2
    assert body(client.get(document.versions.latest("pk").get_absolute_url())) == b"newer words"
    other = make_network(network.page.get_parent().get_parent(), title="Other", kind="private")
    make_convenor(other, convenor_of(network))
    assert client.post(reverse("networks:restore_file", args=[other.pk, version.pk])).status_code == 404
