"""My data: one archive, for me alone, made once whoever comes."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.discussion import actions as discussion
from portal.discussion.models import Comment
from portal.notifications import leases
from portal.notifications.models import Mail, Notice
from portal.privacy import holdings as held
from portal.privacy.archive import write_archive
from portal.privacy.models import Export
from portal.users.actions.my_data import KIND, LEASE, lease_of, make_archive, request_archive
from portal.users.models import Portrait
from portal.users.providers import make_wanted_archives
from tests.factories.blog import make_blog, make_post
from tests.factories.discussion import say
from tests.factories.networks import make_member, make_network
from tests.factories.toolbox import make_document
from tests.factories.users import UserFactory, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def olu(home):
    return UserFactory(first_name="Olu", last_name="Adeyemi", email="olu@known-trust.example")


@pytest.fixture
def post(home):
    return make_post(make_blog(home), title="A first meeting")


def archive_of(person) -> zipfile.ZipFile:
    content = io.BytesIO()
    write_archive(person, content)
    return zipfile.ZipFile(content)


def held_in(archive: zipfile.ZipFile) -> dict[str, list[dict]]:
    return {part["name"]: part["rows"] for part in json.loads(archive.read("data.json"))["what we hold"]}


def write_many(person, post, number: int) -> None:
    thread = discussion.comments_of(post)
    Comment.objects.bulk_create(
        (Comment(thread=thread, author=person, body=f"Comment {n}") for n in range(number)), batch_size=5000
    )


def test_the_archive_has_what_somebody_wrote_where_they_belong_and_what_they_added(home, olu, post):
    say(post, "I shall be there.", user=olu)
    make_member(make_network(home, title="London network"), olu)
    document = make_document(title="Our letter")
    type(document).objects.filter(pk=document.pk).update(uploaded_by_user=olu)
    archive = archive_of(olu)
    held_here = held_in(archive)
    assert held_here["Your account"][0]["email"] == "olu@known-trust.example"
    assert held_here["Comments you wrote"][0]["text"] == "I shall be there."
    assert held_here["Networks you belong to"][0]["network"] == "London network"
    (name,) = [name for name in archive.namelist() if name.startswith("files/")]
    assert held_here["Documents you added"][0]["in this archive"] == name
    assert archive.read(name) == document.file.open("rb").read()


def test_the_archive_has_the_photo_and_says_what_is_missing(olu):
    Portrait.objects.create(person=olu, small=b"s", large=b"a picture", description="Olu")
    document = make_document(title="Our letter")
    type(document).objects.filter(pk=document.pk).update(uploaded_by_user=olu)
    document.file.storage.delete(document.file.name)
    archive = archive_of(olu)
    assert archive.read(f"files/portrait/{olu.pk}-photo.jpg") == b"a picture"
    assert "(the file is missing)" in archive.read("index.html").decode()


def test_the_page_reads_without_the_internet_and_escapes_what_was_typed(olu, post):
    say(post, "<script>alert(1)</script>", user=olu)
    page = archive_of(olu).read("index.html").decode()
    assert "What Overseas Visitor Network holds about you" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page and "http" not in page and "<<<" not in page and "&lt;&lt;&lt;" not in page
    assert page.count("<section") == page.count("</section>") and page.rstrip().endswith("</html>")


def test_nothing_of_other_people_is_in_it(home, olu, post):
    other = UserFactory(first_name="Zebedee", last_name="Quartermaine", email="zebedee@known-trust.example")
    mine = say(post, "A question.", user=olu)
    say(post, "A secret answer.", user=other, parent=mine)
    assert Notice.objects.filter(person=olu, happening__kind="discussion/reply").exists()  # it quotes the other
    archive = archive_of(olu)
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    for theirs in ("Zebedee", "Quartermaine", "zebedee@", "A secret answer"):
        assert theirs not in everything


def test_ten_or_a_thousand_rows_cost_the_same_number_of_questions(olu, post, monkeypatch):
    write_archive(olu, io.BytesIO())
    write_many(olu, post, 10)
    with asked() as few:
        write_archive(olu, io.BytesIO())
    write_many(olu, post, 990)
    with asked() as many:
        write_archive(olu, io.BytesIO())
    assert len(few) == len(many)
    monkeypatch.setattr(held, "CHUNK", 100)
    with asked() as chunked:
        write_archive(olu, io.BytesIO())
    assert len(chunked) == len(many) + 10  # a question a chunk, and one that finds the end


def asked() -> CaptureQueriesContext:
    return CaptureQueriesContext(connection)


def test_memory_stays_flat_however_much_somebody_wrote(olu, post, tmp_path, monkeypatch):
    monkeypatch.setattr(held, "CHUNK", 50)
    write_many(olu, post, 100)
    small = peak_of(olu, tmp_path / "small.zip")
    write_many(olu, post, 900)
    large = peak_of(olu, tmp_path / "large.zip")
    assert large < small * 1.5


@pytest.mark.prove
def test_fifty_thousand_comments_are_in_the_archive(olu, post, tmp_path):
    write_many(olu, post, 50_000)
    with (tmp_path / "large.zip").open("w+b") as into:
        assert write_archive(olu, into) > 50_000
    with zipfile.ZipFile(tmp_path / "large.zip") as archive:
        assert len(held_in(archive)["Comments you wrote"]) == 50_000


def peak_of(person, path) -> int:
    tracemalloc.start()
    with path.open("wb") as into:
        write_archive(person, into)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_who_asks_gets_a_mail_when_it_is_ready_and_downloads_it(client, olu):
    sign_in(client, olu)
    response = client.post("/me/data/request/", follow=True)
    assert "We send you a mail when it is ready" in response.content.decode()
    (export,) = Export.objects.of_kind(KIND)  # in tests a worker comes at once
    mail = Mail.objects.get(kind="users/data_ready")
    assert export.get_absolute_url() in mail.text and mail.to == olu.email
    response = client.get(export.get_absolute_url())
    assert zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))).testzip() is None
    assert "Download" in client.get("/me/data/").content.decode()


def test_who_has_not_typed_their_password_lately_is_asked_for_it(client, olu):
    client.force_login(olu)
    response = client.post("/me/data/request/")
    assert response["Location"].startswith("/accounts/reauthenticate/")
    assert not Export.objects.exists()


def test_asking_again_while_it_is_made_gives_the_same_one_and_three_a_day_are_enough(olu):
    first = request_archive(person=olu)
    assert request_archive(person=olu) == first
    for _ in range(2):
        make_archive(export=Export.objects.wanted().get())
        request_archive(person=olu)
    make_archive(export=Export.objects.wanted().get())
    with pytest.raises(Exception, match="three times today"):
        request_archive(person=olu)


def test_two_workers_make_one_archive_and_one_mail(olu):
    export = request_archive(person=olu)
    assert leases.take(name=lease_of(export), holder="another worker", seconds=LEASE)
    assert make_archive(export=export) is False
    leases.release(name=lease_of(export), holder="another worker")
    assert make_archive(export=export) is True
    assert make_archive(export=Export.objects.get(pk=export.pk)) is False
    assert Mail.objects.filter(kind="users/data_ready").count() == 1


def test_an_archive_whose_worker_died_is_found_again(olu):
    export = request_archive(person=olu)
    leases.take(name=lease_of(export), holder="dead worker", seconds=LEASE)
    later = timezone.now() + timedelta(minutes=2)
    assert make_wanted_archives(later) == 0  # it may still live
    with time_machine.travel(timezone.now() + timedelta(seconds=LEASE + 1)):
        assert make_wanted_archives(timezone.now()) == 1  # and in tests a worker comes at once
        assert Export.objects.get(pk=export.pk).is_ready
        assert make_wanted_archives(timezone.now()) == 0
