"""Files with a comment: what is taken, who may have it, and when it goes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.discussion import actions, attached, moderation
from portal.discussion.models import Attachment, Comment, Thread
from portal.search.models import SearchEntry
from tests.factories.files import docx
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import NewcomerFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def network(home):
    network = make_network(home, kind="private")
    make_convenor(network, UserFactory())
    return network


@pytest.fixture
def member(network):
    user = UserFactory()
    make_member(network, user)
    return user


@pytest.fixture
def thread(network, member) -> Thread:
    return actions.start_thread(page=network.page, user=member, kind="question", title="How?", body="Tell me")


def upload(content: bytes = b"Ask everybody the same.", name: str = "script.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def send(client, thread, *files, body="Here is ours"):
    return client.post(f"/discussion/{thread.pk}/comment/", {"body": body, "files": list(files)})


def test_a_member_adds_files_and_members_alone_get_them(client, thread, network, member):
    client.force_login(member)
    form = docx()
    send(client, thread, upload(), upload(form, "Our form.docx"))
    first, second = Attachment.objects.all()
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "script.txt" in page and "Our form.docx" in page
    answer = client.get(second.get_absolute_url())
    assert b"".join(answer.streaming_content) == form
    assert answer["Content-Disposition"] == 'attachment; filename="Our form.docx"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer["Content-Security-Policy"]
    other = make_network(network.page.get_parent().get_parent().specific, title="Elsewhere")
    stranger = UserFactory()
    make_member(other, stranger)
    for somebody in (stranger, None, StaffFactory()):
        client.logout()
        if somebody:
            client.force_login(somebody)
        assert client.get(first.get_absolute_url()).status_code == 404
        assert client.get(f"/media/{first.file.name}").status_code == 404
    assert not SearchEntry.objects.filter(body__contains="script.txt").exists()


def test_by_the_way_of_media_nobody_gets_a_file(client, thread, member):
    client.force_login(member)
    send(client, thread, upload())
    assert client.get(f"/media/{Attachment.objects.get().file.name}").status_code == 404


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (upload(b"MZ\x90\x00", "setup.exe"), "Choose a file of one of these kinds"),
        (upload(b"<html><script>", "page.txt"), "not a plain text file"),
        (upload(b"%PDF-1.7 /JavaScript", "a.pdf"), "contains scripts"),
        (upload(b"\x89PNG\r\n", "scan.png"), "Pictures cannot be added"),
        (upload(b"", "empty.txt"), "empty"),
        (upload(b"NHS number 999 000 0018", "notes.txt"), "this file contains"),
        (upload(b"Fine", "NHS number 999 000 0018.txt"), "name of this file"),
        (upload(b"a" * (21 * 1024 * 1024), "long.txt"), "too big"),
    ],
)
def test_a_file_that_is_not_taken_keeps_what_was_typed(client, thread, member, file, words):
    client.force_login(member)
    answer = send(client, thread, file, body="My long answer")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "My long answer</textarea>" in page
    assert "Add your files again" in page
    assert not Attachment.objects.exists() and not Comment.objects.filter(body="My long answer").exists()


def test_three_files_are_enough(client, thread, member):
    client.force_login(member)
    assert "Add 3 files at most" in send(client, thread, *(upload(name=f"{n}.txt") for n in range(4))).content.decode()
    send(client, thread, *(upload(name=f"{n}.txt") for n in range(3)))
    assert Attachment.objects.count() == 3


def test_a_form_sent_twice_keeps_its_files_once(client, thread, member):
    client.force_login(member)
    for _ in range(2):
        sent = {"body": "Here", "files": [upload()], "key": "the-same"}
        client.post(f"/discussion/{thread.pk}/comment/", sent)
    assert Attachment.objects.count() == 1


def test_files_wait_with_the_words_that_wait(client, thread, network):
    newcomer = NewcomerFactory()
    make_member(network, newcomer)
    colleague = UserFactory()
    make_member(network, colleague)
    client.force_login(newcomer)
    send(client, thread, upload())
    file = Attachment.objects.get()
    assert file.comment.is_held()
    assert client.get(file.get_absolute_url()).status_code == 200, "it is their own"
    client.force_login(colleague)
    assert client.get(file.get_absolute_url()).status_code == 404
    convenor = network.page.moderators()[0]
    client.force_login(convenor)
    assert client.get(file.get_absolute_url()).status_code == 200
    queue = client.get("/discussion/moderation/").content.decode()
    assert file.get_absolute_url() in queue
    moderation.approve(comment=file.comment, by=convenor)
    client.force_login(colleague)
    assert client.get(file.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("verb", ["remove", "refuse"])
def test_files_go_with_the_comment(client, thread, network, member, django_capture_on_commit_callbacks, verb):
    writer = NewcomerFactory() if verb == "refuse" else member
    if verb == "refuse":
        make_member(network, writer)
    client.force_login(writer)
    send(client, thread, upload())
    file = Attachment.objects.get()
    path = Path(file.file.path)
    assert path.exists()
    decide = getattr(moderation, verb)
    with django_capture_on_commit_callbacks(execute=True):
        decide(comment=file.comment, by=network.page.moderators()[0], reason="Not ours to share")
    assert not Attachment.objects.exists()
    assert not path.exists()
    assert client.get(file.get_absolute_url()).status_code == 404


def test_a_file_whose_row_went_is_swept(client, thread, member):
    client.force_login(member)
    send(client, thread, upload(), upload(name="second.txt"))
    gone, kept = Attachment.objects.all()
    Attachment.objects.filter(pk=gone.pk).delete()
    assert attached.sweep() == 0, "it may be on its way"
    cache.clear()
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert attached.sweep() == 1
    assert not Path(gone.file.path).exists() and Path(kept.file.path).exists()


def test_under_a_post_nobody_adds_files(client, member, post):
    client.force_login(member)
    client.post(f"/discussion/pages/{post.pk}/comment/", {"body": "Here", "files": [upload()]})
    assert Comment.objects.filter(body="Here").exists() and not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\notes\\ours.txt", "ours.txt"),
        ("two\r\nlines.txt", "twolines.txt"),
        ("n" * 300 + ".docx", "n" * 135 + ".docx"),
    ],
)
def test_the_name_of_a_file_is_a_name(given, kept):
    file = upload()
    file._name = given  # as a careless client of the action may hand it over
    assert attached.name_of(file) == kept


@pytest.mark.parametrize("number", [5, 50])
def test_a_long_thread_with_files_stays_within_its_queries(
    client, network, thread, member, number, django_assert_max_num_queries
):
    said = Comment.objects.bulk_create([Comment(thread=thread, author=member, body="x") for _ in range(number)])
    Attachment.objects.bulk_create([Attachment(comment=one, name="a.txt", size=1, file="x") for one in said])
    actions.keep_draft(person_id=member.pk, place=f"thread:{thread.pk}", words={"body": "Begun"})
    client.force_login(member)
    client.get(thread.get_absolute_url())  # what is looked up once in a while is there
    with django_assert_max_num_queries(21):
        page = client.get(thread.get_absolute_url()).content.decode()
    assert page.count("a.txt") == number and "Begun" in page
    network.discussions_open = True
    network.save(update_fields=["discussions_open"])
    with django_assert_max_num_queries(21):
        client.get(thread.get_absolute_url())
