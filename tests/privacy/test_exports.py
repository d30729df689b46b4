"""A file made for one person: fetched by them alone, for a while."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.utils import timezone

from portal.audit.models import LogEntry
from portal.privacy.actions import ask_for_export, fill_export, keep_export
from portal.privacy.models import Export
from portal.privacy.providers import sweep_exports
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def kept(person, content=b"Trust,Role\n") -> Export:
    return keep_export(person=person, kind="networks/members", name="members.csv", content=content)


def test_its_person_gets_the_file_as_an_attachment_that_nobody_keeps(client):
    person = UserFactory()
    client.force_login(person)
    response = client.get(kept(person).get_absolute_url())
    assert b"".join(response.streaming_content) == b"Trust,Role\n"
    assert response["Content-Disposition"] == 'attachment; filename="members.csv"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_somebody_who_asks_for_a_part_gets_all_of_it(client):
    person = UserFactory()
    client.force_login(person)
    response = client.get(kept(person).get_absolute_url(), headers={"range": "bytes=2-4"})
    assert (response.status_code, response["Accept-Ranges"]) == (200, "none")
    assert b"".join(response.streaming_content) == b"Trust,Role\n"


def test_nobody_else_gets_it_not_even_staff(client):
    address = kept(UserFactory()).get_absolute_url()
    assert client.get(address).status_code == 302
    client.force_login(StaffFactory())
    assert client.get(address).status_code == 404


def test_the_file_is_not_reached_by_its_path(client):
    person = UserFactory()
    client.force_login(person)
    assert client.get(f"/media/{kept(person).file.name}").status_code == 404


def test_a_file_that_is_not_ready_says_so_and_can_be_asked_again(client):
    person = UserFactory()
    client.force_login(person)
    export = ask_for_export(person=person, kind="privacy/my-data", name="my-data.zip")
    response = client.get(export.get_absolute_url())
    assert response.status_code == 202
    assert "See whether it is ready" in response.content.decode()


def test_after_its_time_a_page_explains_and_the_sweep_deletes_the_file(client):
    person = UserFactory()
    export = kept(person)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        client.force_login(person)
        response = client.get(export.get_absolute_url())
        assert response.status_code == 410
        assert "ask for it again" in response.content.decode()
        assert sweep_exports(timezone.now()) == 1
        assert sweep_exports(timezone.now()) == 0
    assert not default_storage.exists(export.file.name)
    assert client.get(export.get_absolute_url()).status_code == 410
    assert Export.objects.get(pk=export.pk).file.name == ""


def test_a_file_is_filled_once_however_many_tasks_come():
    export = ask_for_export(person=UserFactory(), kind="privacy/my-data", name="my-data.zip")
    assert fill_export(export=export, content=b"first") is True
    assert fill_export(export=export, content=b"second") is False
    export.refresh_from_db()
    assert export.file.read() == b"first"


def test_asking_making_and_fetching_are_logged_without_the_name_of_the_list(client):
    person = UserFactory()
    client.force_login(person)
    client.get(kept(person).get_absolute_url())
    entries = LogEntry.objects.filter(action__startswith="privacy/").order_by("pk")
    assert [entry.action for entry in entries] == [
        "privacy/export-asked",
        "privacy/export-made",
        "privacy/export-fetched",
    ]
    assert "members.csv" not in str(LogEntry.objects.values())
