"""Editions: what rests on guidance names edition and paragraph; a new edition asks all of it to be checked."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.urls import reverse

from networks.models import Network
from portal.discussion.actions import start_thread
from portal.discussion.refusals import NotTaken
from portal.files.actions import keep_version
from portal.files.tasks import read_document
from portal.notifications.models import Notice
from tests.factories.discussion import fill_thread
from tests.factories.networks import make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.toolbox import make_document, make_entry, make_toolbox
from tests.factories.users import UserFactory
from toolbox.actions import check_citation, cite, take_citation_away
from toolbox.models import Adoption, Citation, Edition, EntryPage, EntryVersion

pytestmark = pytest.mark.django_db

FIRST = "<p>Ask everybody.</p><p>Write down the answer.</p><p>Charge 150 per cent.</p>"
SECOND = "<p>Say why you ask.</p><p>Ask everybody.</p><p>Write down the answer.</p><p>Charge the tariff.</p>"


@pytest.fixture
def toolbox(home):
    return make_toolbox(home)


@pytest.fixture
def guidance(toolbox):
    return make_entry(toolbox, title="Charging", edition="2030-04", body=[("text", FIRST)])


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def letter(toolbox, owner):
    return make_entry(toolbox, title="Letter", owned_by=owner)


def publish(guidance: EntryPage, *, edition: str, body: str, note: str = "") -> None:
    page = EntryPage.objects.get(pk=guidance.pk)
    page.edition, page.body, page.change_note = edition, [("text", body)], note
    page.save_revision().publish()


def in_force(guidance: EntryPage) -> Edition:
    return Edition.objects.get(entry=guidance, until=None)


def test_publishing_guidance_keeps_its_paragraphs_under_the_name_of_the_edition(guidance):
    edition = in_force(guidance)
    assert edition.name == "2030-04"
    assert [one["words"] for one in edition.numbered()] == [
        "Ask everybody.",
        "Write down the answer.",
        "Charge 150 per cent.",
    ]
    publish(guidance, edition="2030-04", body=FIRST)
    assert EntryVersion.objects.filter(entry=guidance).count() == 1  # the same words are no new version


def test_a_new_edition_asks_to_check_what_rests_on_the_one_before_and_tells_its_owner(client, guidance, letter, owner):
    citation = cite(by=owner, edition=in_force(guidance), number=3, page=letter)
    client.force_login(owner)
    body = client.get(letter.url).content.decode()
    assert "Charging, edition 2030-04, paragraph 3" in body and "Check needed" not in body
    publish(guidance, edition="2031-04", body=SECOND)
    assert "Check needed" in client.get(letter.url).content.decode()
    [told] = Notice.objects.filter(person=owner, happening__kind="toolbox/edition")
    assert told.happening.title == "Check what rests on it: Charging, edition 2031-04"
    shown = client.get(reverse("toolbox:check_citation", args=[citation.pk])).content.decode()
    assert "Charge 150 per cent." in shown
    client.post(reverse("toolbox:check_citation", args=[citation.pk]), {"number": 4, "holds": "yes"})
    citation.refresh_from_db()
    assert (citation.edition, citation.number, citation.words) == (in_force(guidance), 4, "Charge the tariff.")
    assert "Check needed" not in client.get(letter.url).content.decode()


def test_trusts_that_use_it_or_what_rests_on_it_hear_of_it_and_trusts_that_stopped_do_not(guidance, letter, owner):
    cite(by=owner, edition=in_force(guidance), page=letter)
    uses, stopped = UserFactory(), UserFactory()
    for person, status in ((uses, "using"), (stopped, "stopped")):
        Adoption.objects.create(
            entry=letter, organisation=OrganisationFactory(), status=status, since="2030-01-01", contact=person
        )
    publish(guidance, edition="2031-04", body=SECOND)
    told = set(Notice.objects.filter(happening__kind="toolbox/edition").values_list("person", flat=True))
    assert told == {owner.pk, uses.pk}


def test_the_edition_before_stays_readable_at_its_own_address_and_says_what_is_in_force(client, guidance):
    before = in_force(guidance)
    publish(guidance, edition="2031-04", body=SECOND)
    body = client.get(before.get_absolute_url()).content.decode()
    assert "This is an earlier edition" in body and "Charge 150 per cent." in body and "edition 2031-04" in body
    assert 'id="paragraph-3"' in body
    assert "This is an earlier edition" not in client.get(in_force(guidance).get_absolute_url()).content.decode()


def test_a_correction_of_the_same_edition_moves_citations_with_their_words(guidance, letter, owner):
    moved = cite(by=owner, edition=in_force(guidance), number=2, page=letter)
    changed = cite(by=owner, edition=in_force(guidance), number=3, page=letter)
    publish(guidance, edition="2030-04", body=SECOND)
    for citation in (moved, changed):
        citation.refresh_from_db()
    assert (moved.number, moved.check_since) == (3, None)
    assert changed.check_since is not None
    assert Edition.objects.filter(entry=guidance).count() == 1


def test_a_comment_names_what_it_rests_on_and_says_when_that_must_be_checked(client, guidance, home):
    network = make_network(home, kind=Network.Kind.OPEN)
    member = make_member(network, UserFactory()).user
    thread = start_thread(page=network.page, user=member, kind="question", title="Whom do you ask?", body="Words.")
    [comment] = fill_thread(thread, 1, author=member)
    client.force_login(member)
    address = reverse("toolbox:cite_comment", args=[comment.pk])
    edition = in_force(guidance)
    assert client.post(address, {"edition": edition.pk, "number": 9}).status_code == 422
    assert client.post(address, {"edition": edition.pk, "number": 1}).status_code == 302
    assert "Charging, edition 2030-04, paragraph 1" in client.get(thread.get_absolute_url()).content.decode()
    publish(guidance, edition="2031-04", body=SECOND)
    assert "check needed" in client.get(thread.get_absolute_url()).content.decode()
    EntryPage.objects.get(pk=guidance.pk).unpublish()
    assert "Charging, edition" not in client.get(thread.get_absolute_url()).content.decode()


def test_nobody_cites_for_others_an_earlier_edition_or_what_readers_may_not_read(guidance, letter, owner, home):
    before = in_force(guidance)
    with pytest.raises(PermissionDenied):
        cite(by=UserFactory(), edition=before, page=letter)
    citation = cite(by=owner, edition=before, page=letter)
    with pytest.raises(PermissionDenied):
        take_citation_away(citation=citation, by=UserFactory())
    with pytest.raises(PermissionDenied):
        check_citation(citation=citation, by=UserFactory())
    publish(guidance, edition="2031-04", body=SECOND)
    with pytest.raises(NotTaken):
        cite(by=owner, edition=before, page=letter)
    network = make_network(home, kind=Network.Kind.PRIVATE)
    private = make_entry(network.page, title="Inside", edition="1", body=[("text", FIRST)])
    with pytest.raises(NotTaken):
        cite(by=owner, edition=in_force(private), page=letter)
    take_citation_away(citation=citation, by=owner)
    assert not Citation.objects.exists()


def test_the_change_log_is_public_and_shows_the_words_that_changed(client, guidance):
    publish(guidance, edition="2031-04", body=SECOND, note="The charge is the tariff.")
    body = client.get(reverse("toolbox:changes", args=[guidance.pk])).content.decode()
    assert "The charge is the tariff." in body and "Edition 2030-04" in body
    last = guidance.versions.first()
    body = client.get(last.get_absolute_url()).content.decode()
    assert "<del>" in body and "150 per cent." in body and "<ins>" in body and "the tariff." in body
    assert client.get(guidance.versions.last().get_absolute_url()).status_code == 404  # nothing before it


def test_what_was_never_published_stands_in_no_version(client, guidance):
    page = EntryPage.objects.get(pk=guidance.pk)
    page.body = [("text", "<p>Not decided yet.</p>")]
    page.save_revision()
    publish(guidance, edition="2030-04", body=SECOND)
    assert not any("Not decided" in str(version.lines()) for version in EntryVersion.objects.all())


def test_a_file_is_compared_with_the_one_that_took_its_place(client, toolbox, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    document = make_document(name="letter.txt", content=b"Dear patient,\nyou owe us 150 pounds.\n")
    entry = make_entry(toolbox, title="Letter", files=[document])
    read_document.call(document.pk)
    keep_version(document_id=document.pk, by=None)
    document.refresh_from_db()
    document.file.save("letter.txt", ContentFile(b"Dear patient,\nyou owe us 90 pounds.\n"), save=False)
    document._set_document_file_metadata()
    document.save()
    read_document.call(document.pk)
    version = document.versions.get()
    address = reverse("toolbox:compare_file", args=[version.pk])
    assert address in client.get(reverse("toolbox:changes", args=[entry.pk])).content.decode()
    body = client.get(address).content.decode()
    assert "150 " in body.partition("<del>")[2] and "90 " in body.partition("<ins>")[2]
