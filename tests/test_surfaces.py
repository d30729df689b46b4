"""Who reads what, and by which way: each kind of network x six people x every surface that shows what is inside.

One network holds one of everything, each with a word of its own, and was once open to all: whoever followed it then
still does. A surface may show a person only words that are theirs, and together they must show all of these. The
statuses of single addresses are in `test_access.py`; here it is the words that count, wherever they turn up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from wagtail.images.tests.utils import get_test_image_file

from events.models import Minutes
from networks import actions as networks
from networks.models import Network
from portal.blog.models import PostPage
from portal.cms.audience import providers
from portal.discussion import actions as discussion
from portal.files.models import PortalImage
from portal.files.tasks import read_document
from portal.notifications.actions.at_once import tell_at_once
from portal.notifications.actions.digests import send_digests
from portal.notifications.models import Follow, Happening, Mail
from portal.notifications.querysets import label_of
from portal.notifications.spreading import spread
from portal.search.keeping import tell_of_new
from portal.search.models import Pin, SavedSearch, SearchEntry
from tests.clients import Client
from tests.conftest import plant_home
from tests.factories.blog import make_blog, make_post
from tests.factories.events import make_event, make_index
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.toolbox import make_document, make_entry, make_toolbox
from tests.factories.users import StaffFactory, UserFactory
from tests.test_access import undone

pytestmark = pytest.mark.django_db

PEOPLE = ["visitor", "stranger", "other convenor", "member", "convenor", "staff"]
SIGNED_IN, INSIDE = set(PEOPLE[1:]), {"member", "convenor"}

# What each word stands for, by whom it is for.
READERS = {"zorpost", "zortool", "zormeeting", "zorminute", "zorfolder", "zorbytes"}
TALKERS = {"zorask", "zoranswer", "zorcase", "zorremark", "zorattach", "zorinattach"}
RUNNERS = {"zorheld", "zorhidden"}  # what waits for a moderator; the name of whoever asked without one
BROADCAST = {"zorbroadcast"}
DRAFT = {"zordraft"}
EVERYTHING = READERS | TALKERS | RUNNERS | BROADCAST | DRAFT

# The kind, whether it opens its discussions, who reads inside, who reads its discussions, who runs it.
CASES = {
    "open": ("open", False, set(PEOPLE), INSIDE, {"convenor", "staff"}),
    "open, with its discussions": ("open", True, set(PEOPLE), set(PEOPLE), {"convenor", "staff"}),
    "restricted": ("restricted", False, SIGNED_IN, INSIDE, {"convenor", "staff"}),
    "private": ("private", False, INSIDE, INSIDE, {"convenor", "staff"}),
    "confidential": ("confidential", False, INSIDE, INSIDE, {"convenor"}),
}


class Scene:
    """The network, the people before it, and the ways in."""

    def __init__(self, case: str) -> None:
        kind, opens, self.readers, self.talkers, self.runners = CASES[case]
        home = plant_home()
        make_blog(home), make_toolbox(home), make_index(home)
        self.people: dict[str, Any] = {name: UserFactory() for name in PEOPLE[1:5]} | {
            "staff": StaffFactory(is_superuser=False)
        }
        self.people["visitor"] = None
        self.network = network = make_network(home, title="Quayside network", kind="open")
        Network.objects.filter(pk=network.pk).update(discussions_open=True)
        make_convenor(network, self.people["convenor"])
        make_member(network, self.people["member"])
        make_convenor(make_network(home, title="Another network"), self.people["other convenor"])
        network.refresh_from_db()
        for person in filter(None, self.people.values()):
            Follow.objects.get_or_create(person=person, about=label_of(network))
        self.fill(home)
        for happening in Happening.objects.to_spread():
            spread(happening.pk)
        # Whoever saved a search was told while the network was open; the programme pins what is inside.
        for person in filter(None, self.people.values()):
            SavedSearch.objects.create(person=person, name="Mine", address="q=quayside")
        inside = SearchEntry.objects.live().order_by("pk").values_list("key", flat=True)
        Pin.objects.create(phrases="quayside, words, anything at all", first=list(dict.fromkeys(inside))[:10])
        tell_of_new(timezone.now())
        self.mails_before = Mail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        Network.objects.filter(pk=network.pk).update(discussions_open=opens)
        network.refresh_from_db()
        if kind != "open":
            networks.change_kind(network=network, kind=kind, actor=self.people["convenor"])
        self.network = Network.objects.get(pk=network.pk)

    def fill(self, home: Any) -> None:
        network, convenor = self.network, self.people["convenor"]
        page = network.page
        asker = make_member(network, UserFactory(first_name="Zoe", last_name="Zorhidden")).user
        self.post = make_post(page, title="About quayside zorpost", slug="post", comments_open=True)
        self.post.save_revision(user=convenor).publish(user=convenor)
        self.draft = page.add_child(instance=PostPage(title="About quayside zordraft", slug="draft", live=False))
        self.draft.save_revision()
        folder = networks.make_folder(network=network, name="Papers", actor=convenor)
        self.document = make_document(
            name="paper.txt", content=b"Words on zorbytes", title="A paper on quayside zorfolder", collection=folder
        )
        read_document.enqueue(self.document.pk)
        self.picture = PortalImage.objects.create(title="Harbour", file=get_test_image_file(), collection=folder)
        self.rendition = self.picture.get_rendition("width-100")
        self.tool = make_entry(page, title="A quayside tool for zortool", slug="tool", files=[self.document])
        self.event = make_event(home, network=network, title="A meeting on quayside zormeeting", slug="meeting")
        self.event.save_revision(user=convenor).publish(user=convenor)
        before = make_event(home, network=network, title="A day", in_days=-5)
        Minutes.objects.create(meeting=before.meeting, heard="We heard zorminute", published_at=timezone.now())
        self.before = before
        self.thread = discussion.start_thread(
            page=page, user=asker, kind="question", title="How is quayside zorask?", body="Say it", unnamed=True
        )
        file = ContentFile(b"Words on zorinattach", name="zorattach.txt")
        answer = discussion.comment(page=page, user=convenor, thread=self.thread, body="By zoranswer", files=[file])
        self.answer, self.attachment = answer, answer.attachments.get()
        self.case = discussion.start_thread(
            page=page, user=convenor, kind="question", title="What of quayside zorcase?", body="It is so",
            case=discussion.Bands(rule_group="unsure"),
        )  # fmt: skip
        type(answer).objects.filter(thread=self.case).update(state="published", held_for="")
        discussion.comment(page=self.post, user=convenor, body="A word on zorremark")
        held = discussion.comment(page=page, user=asker, thread=self.thread, body="A zorheld one", suspected=["nhs"])
        assert held.is_held()
        self.held = held
        networks.write_broadcast(network=network, actor=convenor, subject="Of zorbroadcast", text="Hello all", to="all")

    def words_of(self, person: str) -> set[str]:
        """What this person may read."""
        words = READERS if person in self.readers else set()
        words = words | (TALKERS if person in self.talkers else set())
        words = words | (BROADCAST if person in self.runners else set())
        return words | (RUNNERS | DRAFT if person == "convenor" else set())

    def may_meet(self, person: str, address: str) -> set[str]:
        """What a surface may show beyond: to staff as moderators of what they read; members are named as members."""
        more = set[str]()
        if person == "staff" and person in self.runners:
            more = DRAFT | (RUNNERS if person in self.talkers else set())
        if person in (self.readers | self.runners) - {"visitor"} and address == self.network.page.get_url():
            more |= {"zorhidden"}
        return self.words_of(person) | more

    def addresses(self) -> Iterator[str]:
        """Every way by which what is inside might be shown."""
        pk, page = self.network.pk, self.network.page
        for one in (page, self.post, self.tool, self.event, self.before, self.draft, *page.get_ancestors()[1:]):
            yield one.get_url() or f"/{one.slug}/"
        yield from ("/toolbox/", "/blog/", "/meetings/", "/meetings/?view=month", "/sitemap.xml", "/me/", "/me/news/")
        yield from ("/discussions/", reverse("discussions:of_network", args=[page.pk]), "/events/mine/")
        for thread in (self.thread, self.case):
            yield reverse("discussion:thread", args=[thread.pk])
        yield reverse("discussion:comment", args=[self.answer.pk])
        yield reverse("discussion:reply", args=[self.answer.pk])
        yield reverse("discussion:report_comment", args=[self.answer.pk])
        yield reverse("discussion:item", args=["comment", self.held.pk])
        yield reverse("discussion:attachment", args=[self.attachment.pk])
        yield from ("/discussion/moderation/", "/discussion/unanswered/", "/events/calendar.ics", "/events/actions/")
        yield from ("/blog/feed/", "/toolbox/feed/", "/networks/coverage/", "/networks/coverage/london/")
        yield reverse("blog:network_feed", args=[pk])
        yield reverse("blog:comments_feed", args=[self.post.pk])
        yield reverse("events:network_calendar", args=[pk])
        yield reverse("events:minutes", args=[self.before.pk])
        for name in ("files", "broadcasts", "manage", "log", "requests", "join"):
            yield reverse(f"networks:{name}", args=[pk])
        yield self.document.url
        for file in (self.document.file, self.attachment.file):
            yield f"/media/{file.name}"
        yield from ("/search/?q=quayside", "/search/?q=words", "/search/suggest/?q=quay", "/me/news/settings/")
        yield from ("/search/?q=anything+at+all", "/search/?q=quaysid", "/me/searches/")
        yield from ("/admin/", f"/admin/pages/{page.pk}/", "/admin/pages/search/?q=zor", "/admin/choose-page/")
        yield from (f"/admin/choose-page/{page.pk}/", f"/admin/pages/{self.draft.pk}/edit/", "/admin/documents/")
        yield from (f"/admin/pages/{self.post.pk}/history/", f"/admin/pages/{self.post.pk}/usage/")
        yield from (f"/admin/pages/{self.draft.pk}/view_draft/", "/admin/documents/chooser/", "/admin/images/")
        yield from (f"/admin/documents/edit/{self.document.pk}/", "/admin/reports/site-history/")


@pytest.fixture(scope="module", params=CASES)
def scene(request, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    with django_db_blocker.unblock(), undone():
        yield Scene(request.param)


def client_of(scene: Scene, person: str) -> Client:
    client = Client()
    if scene.people[person]:
        client.force_login(scene.people[person])
    return client


def shown(response: Any) -> set[str]:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode("utf-8", "replace") + response.headers.get("Content-Disposition", "")
    return words_in(text)


def words_in(text: str) -> set[str]:
    text = re.sub("</?mark>", "", text.lower())
    return {word for word in EVERYTHING if word in text}


@pytest.mark.parametrize("person", PEOPLE)
def test_each_person_meets_the_words_that_are_theirs_and_no_other_by_any_way(scene, person):
    client, theirs = client_of(scene, person), scene.words_of(person)
    met, wrong = set[str](), {}
    for address in scene.addresses():
        with undone():
            response = client.get(address)
            assert response.status_code in (200, 302, 403, 404, 410), address
        words = shown(response)
        met |= words
        if not words <= scene.may_meet(person, address):
            wrong[address] = words - scene.may_meet(person, address)
    assert not wrong
    assert met >= theirs, "what is theirs is shown somewhere"


@pytest.mark.parametrize("person", PEOPLE)
def test_a_picture_goes_to_whoever_may_read_the_network(scene, person):
    expected = 200 if person in scene.readers else 404
    for file in (scene.picture.file, scene.rendition.file):
        assert client_of(scene, person).get(f"/media/{file.name}").status_code == expected


def test_mail_of_what_happened_before_goes_to_whoever_may_still_read_it(scene):
    """At once or in a digest: they followed the network when it was open to all."""
    with undone():
        networks.send_broadcast(
            broadcast_id=scene.network.broadcasts.get().pk, now=timezone.now() + timedelta(minutes=11)
        )
        tell_at_once(now=timezone.now())
        send_digests(now=timezone.now() + timedelta(days=8))
        told: dict[str, set[str]] = {name: set() for name in PEOPLE}
        names = {person.email: name for name, person in scene.people.items() if person}
        for mail in Mail.objects.filter(pk__gt=scene.mails_before):
            told[names.get(mail.to, "visitor")] |= words_in(mail.subject + mail.text + mail.html)
    for name in PEOPLE[1:]:
        allowed = scene.words_of(name) | (BROADCAST if name in INSIDE else set())
        assert told[name] <= allowed, name
    assert "zorbroadcast" in told["member"] and "zorpost" in told["member"]
    assert ("zorpost" in told["stranger"]) is ("stranger" in scene.readers)


@pytest.mark.parametrize("person", ["convenor", "staff"])
def test_the_archive_holds_what_its_maker_may_read(scene, person):
    user = scene.people[person]
    for chapter in (
        part for app in providers("network_archive") for part in app(scene.network, user) if part.key != "members"
    ):
        for row in chapter.rows:
            files = " ".join(name + content.open().read().decode("utf-8", "replace") for name, content in row.files)
            words = words_in(" ".join([*map(str, row.cells), row.page, files]))
            assert words <= scene.words_of(person) - {"zorhidden"}, chapter.name
