"""A whole network as one archive: with what its maker may see, nobody's name who asked without one, and no more."""

from __future__ import annotations

import csv
import io
import posixpath
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model

from events.models import Decision, Meeting, Minutes
from networks import actions
from networks.actions.archiving import chapters
from networks.models import Network, NetworkArchive
from networks.providers import sweep_archives
from portal.audit.models import LogEntry
from portal.blog.models import PostPage
from portal.discussion.models import Comment, Thread
from portal.files.bundle import plain_html
from portal.privacy.models import Export
from tests.factories.events import make_event
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home) -> Network:
    """One of everything."""
    network = make_network(home, summary="For London.", body=[("text", "<p>Why we began</p>")])
    make_convenor(network, UserFactory(first_name="Ruth", last_name="Bell"))
    asker = make_member(network, UserFactory(first_name="Hidden", last_name="Asker")).user
    thread = Thread.objects.create(
        page=network.page, title="=How?", kind="question", audience=network.talkers, created_by=asker, is_unnamed=True
    )
    say = Comment.objects.create
    say(thread=thread, author=asker, body="My question", is_unnamed=True)
    say(thread=thread, author=asker, body="My own second word", is_unnamed=True)
    say(thread=thread, author=UserFactory(first_name="Wise", last_name="Owl"), body="My answer")
    say(thread=thread, author=asker, body="Not yet looked at", state="held", is_unnamed=True)
    say(thread=thread, author=asker, body="Words that were removed", state="removed", is_unnamed=True)
    event = make_event(home, network=network, title="First meeting", in_days=-5)
    meeting = Meeting.objects.get(page=event)
    Minutes.objects.create(meeting=meeting, heard="What we heard there", published_at=timezone.now())
    Decision.objects.create(meeting=meeting, text="We meet again")
    post = PostPage(title="Some news", body=[("text", '<p>News <a href="/toolbox/">inside</a></p>')])
    network.page.add_child(instance=post)
    get_document_model().objects.create(
        title="A form", collection=network.collection, file=ContentFile(b"the form's words", name="form.txt")
    )
    return network


def convenor_of(network: Network):
    return network.memberships.convening().get().user


def made(network: Network, person) -> zipfile.ZipFile:
    export = actions.ask_for_archive(network=network, actor=person)
    assert actions.make_archive(order=NetworkArchive.objects.get(pk=export.pk))
    export.refresh_from_db()
    return zipfile.ZipFile(io.BytesIO(export.file.read()))


def all_words(archive: zipfile.ZipFile) -> str:
    return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_it_holds_one_of_everything(network):
    archive = made(network, convenor_of(network))
    names = set(archive.namelist())
    for folder in ("network", "members", "discussions", "meetings", "posts", "tools", "files"):
        assert {f"{folder}/index.html", f"{folder}/{folder}.csv"} <= names
        assert f"{folder}/index.html" in archive.read("index.html").decode()
    words = all_words(archive)
    for said in (
        "Why we began",
        "Ruth Bell",
        "My question",
        "My answer",
        "What we heard there",
        "We meet again",
        "News",
    ):
        assert said in words
    stored = next(name for name in names if name.startswith("files/files/"))
    assert archive.read(stored) == b"the form's words"


def test_every_link_of_it_leads_into_it_or_to_the_whole_address_of_the_portal(network, settings):
    archive = made(network, convenor_of(network))
    for page in [name for name in archive.namelist() if name.endswith(".html")]:
        for address in re.findall(r'(?:href|src)="([^"]+)"', archive.read(page).decode()):
            if not address.startswith(settings.PORTAL_URL):
                assert posixpath.normpath(posixpath.join(posixpath.dirname(page), address)) in archive.namelist()


def test_whoever_asked_without_a_name_has_none_anywhere(network):
    words = all_words(made(network, convenor_of(network)))
    discussions = made(network, convenor_of(network))
    said = "".join(discussions.read(n).decode() for n in discussions.namelist() if n.startswith("discussions/"))
    assert "Hidden" not in said and "asked not to be named" in said and "Wise Owl" in said
    assert "Not yet looked at" not in words and "Words that were removed" not in words


def test_its_tables_are_inert(network):
    archive = made(network, convenor_of(network))
    rows = list(csv.reader(io.StringIO(archive.read("discussions/discussions.csv").decode("utf-8-sig"))))
    assert rows[0][0] == "Title" and rows[1][0] == "'=How?"


def test_it_holds_no_more_than_its_maker_may_see(home, network):
    Network.objects.filter(pk=network.pk).update(kind="private")
    network = Network.objects.get(pk=network.pk)
    words = all_words(made(network, StaffFactory()))
    for inside in ("My question", "What we heard there", "Some news", "the form's words"):
        assert inside not in words


def test_only_those_who_run_it_may_ask_and_losing_that_right_ends_it(network):
    with pytest.raises(PermissionDenied):
        actions.ask_for_archive(network=network, actor=UserFactory())
    leaver = make_convenor(network, UserFactory())
    export = actions.ask_for_archive(network=network, actor=leaver.user)
    leaver.delete()
    assert not actions.make_archive(order=NetworkArchive.objects.get(pk=export.pk))
    assert not Export.objects.filter(pk=export.pk).exists()


def test_asking_twice_makes_one_and_it_is_logged_and_found_again(network):
    convenor = convenor_of(network)
    first = actions.ask_for_archive(network=network, actor=convenor)
    assert actions.ask_for_archive(network=network, actor=convenor) == first
    order = NetworkArchive.objects.get(pk=first.pk)
    assert sweep_archives(timezone.now()) == 0
    assert sweep_archives(timezone.now() + timedelta(minutes=10)) == 1
    actions.make_archive(order=order)
    order = NetworkArchive.objects.select_related("export").get(pk=first.pk)
    assert order.export.is_ready and not actions.make_archive(order=order)
    assert LogEntry.objects.filter(action="networks/archived", target_id=str(network.pk)).count() == 1


def test_the_page_says_how_far_it_is(client, network):
    convenor = convenor_of(network)
    client.force_login(convenor)
    address = reverse("networks:archive", args=[network.pk])
    assert client.post(address).status_code == 302
    order = NetworkArchive.objects.get()
    NetworkArchive.objects.update(chapter="Discussions", done=40)
    Export.objects.update(ready_at=None)
    assert "discussions, 40 rows so far" in client.get(address).content.decode()
    actions.make_archive(order=NetworkArchive.objects.select_related("export").get(pk=order.pk))
    page = client.get(address).content.decode()
    assert "Download" in page
    client.force_login(StaffFactory())
    assert "Download" not in client.get(address).content.decode()


def test_every_app_has_its_chapter(network):
    assert len({chapter.key for chapter in chapters(network, convenor_of(network))}) == 7


def test_what_an_editor_wrote_is_harmless():
    words = plain_html('<p onclick="x()">Hi <script>alert(1)</script><img src=/x><a href="javascript:x">a</a></p>')
    assert words == "<p>Hi <a>a</a></p>"
