"""A file that fewer people may read is found by fewer from that moment, by whichever door it was moved."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Collection

from networks.models import Network
from portal.cms.actions import set_collection_audience
from portal.files.tasks import read_document
from portal.search.models import SearchEntry
from tests.clients import Client
from tests.factories.files import docx
from tests.factories.networks import make_network
from tests.factories.toolbox import make_document, make_entry, make_toolbox
from tests.factories.users import StaffFactory

pytestmark = pytest.mark.django_db


def by_the_form(staff: Client, document, folder: Collection) -> None:
    sent = {"title": document.title, "collection": folder.pk, "tags": "", "version": document.version}
    assert staff.post(reverse("wagtaildocs:edit", args=[document.pk]), sent).status_code == 302


def by_many_at_once(staff: Client, document, folder: Collection) -> None:
    address = f"/admin/bulk/files/portaldocument/add_to_collection/?id={document.pk}"
    assert staff.post(address, {"collection": folder.pk, "next": "/admin/documents/"}).status_code == 302


def by_its_folder(staff: Client, document, folder: Collection) -> None:
    tokens = list(folder.audience_rows.values_list("token", flat=True))
    set_collection_audience(collection=document.collection, tokens=tokens)


@pytest.mark.parametrize("narrow", [by_the_form, by_many_at_once, by_its_folder])
def test_the_words_of_a_file_leave_search_with_it(client, home, narrow):
    network = make_network(home, kind=Network.Kind.PRIVATE)
    folder, wide = (Collection.get_first_root_node().add_child(name=name) for name in ("Few", "Many"))
    set_collection_audience(collection=folder, tokens=[network.readers])
    document = make_document(content=docx("A sentence with quincewise in it."), collection=wide)
    entry = make_entry(make_toolbox(home), files=[document])
    read_document.func(document.pk)
    assert "quincewise</mark> in it" in client.get("/search/?q=quincewise").content.decode()
    staff = Client()
    staff.force_login(StaffFactory())
    narrow(staff, document, folder)
    assert client.get(document.url).status_code == 404
    assert "quincewise</mark> in it" not in client.get("/search/?q=quincewise").content.decode()
    assert "quincewise" not in SearchEntry.objects.get(page_id=entry.pk).body
