"""A tool's page: what it says, who sees it, what its files may reveal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Collection

from networks.models import Network
from portal.cms.actions import set_collection_audience
from portal.files.tasks import read_document
from portal.search.models import SearchEntry
from tests.factories.files import docx
from tests.factories.networks import make_member, make_network
from tests.factories.toolbox import entry_fields, make_document, make_entry, make_toolbox
from tests.factories.users import UserFactory
from toolbox.models import EntryFacet, EntryPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def toolbox(home):
    return make_toolbox(home)


@pytest.fixture
def network(home):
    return make_network(home, kind=Network.Kind.PRIVATE)


@pytest.fixture
def private(network) -> Collection:
    collection = Collection.get_first_root_node().add_child(name="London files")
    set_collection_audience(collection=collection, tokens=[network.readers])
    return collection


def shown(client, entry) -> str:
    return client.get(entry.get_url()).content.decode()


def test_a_tool_says_what_it_is_who_owns_it_and_when_it_is_checked_again(client, toolbox):
    owner = UserFactory(first_name="Ola", last_name="Owner")
    file = make_document(title="The letter", version="2.1")
    entry = make_entry(toolbox, owned_by=owner, edition="2015-04", files=[file], themes=["debt-recovery"])
    body = shown(client, entry)
    for words in (
        "Template",
        "Ola Owner",
        "mailto:toolbox@programme.example",
        "<dt>Edition</dt><dd>2015-04</dd>",
        "Word document",
        "version 2.1",
        f"/documents/{file.pk}/",
        "?theme=debt-recovery",
    ):
        assert words in body
    assert owner.email not in body
    assert "Review overdue" not in body


def test_a_late_review_is_said_in_words_on_the_page_and_the_card(client, toolbox):
    today = timezone.localdate()
    entry = make_entry(toolbox, last_reviewed=today - timedelta(days=400), review_by=today - timedelta(days=1))
    assert "Review overdue" in shown(client, entry)
    assert "Review overdue since" in client.get("/toolbox/").content.decode()
    assert entry.search_standing() == -1


def test_the_day_of_the_review_itself_is_not_late(toolbox):
    assert not make_entry(toolbox, review_by=timezone.localdate()).is_overdue()


def test_the_owners_name_stays_when_the_account_is_gone(client, toolbox):
    owner = UserFactory(first_name="Ola", last_name="Owner")
    entry = make_entry(toolbox, owned_by=owner)
    owner.delete()
    assert "Ola Owner" in shown(client, EntryPage.objects.get(pk=entry.pk))


def test_chapters_have_contents_that_lead_to_them_even_with_the_same_title(client, toolbox):
    chapters = [{"type": "chapter", "value": {"title": title, "body": []}} for title in ("When", "Who", "When")]
    entry = make_entry(toolbox, type="guidance", chapters=chapters)
    body = shown(client, entry)
    for anchor in ("when", "who", "when-3"):
        assert f'href="#{anchor}"' in body
        assert f'id="{anchor}"' in body


def test_related_tools_share_a_theme_and_are_only_those_the_reader_may_see(client, toolbox, network):
    entry = make_entry(toolbox, title="Debt log", themes=["debt-recovery"])
    make_entry(toolbox, title="Instalments", themes=["debt-recovery"])
    make_entry(toolbox, title="Poster", themes=["informatics-and-data"])
    make_entry(network.page, title="Members' own", themes=["debt-recovery"])
    body = shown(client, entry)
    assert "Instalments" in body
    assert "Poster" not in body
    assert "Members' own" not in body
    assert "Members&#x27; own" not in body


def test_a_private_networks_tool_is_not_found_by_others_nor_in_feeds(client, toolbox, network):
    entry = make_entry(network.page, title="Inside", themes=["debt-recovery"])
    member, stranger = UserFactory(), UserFactory()
    make_member(network, member)
    assert client.get(entry.get_url()).status_code == 404
    client.force_login(stranger)
    assert client.get(entry.get_url()).status_code == 404
    client.force_login(member)
    assert client.get(entry.get_url()).status_code == 200
    for feed in ("/toolbox/feed/", "/toolbox/themes/debt-recovery/feed/"):
        assert "Inside" not in client.get(feed).content.decode()  # a feed is public, whoever asks


def test_a_file_of_a_private_collection_is_not_offered_to_those_who_may_not_have_it(client, toolbox, network, private):
    file = make_document(title="Members' minutes", collection=private)
    entry = make_entry(toolbox, files=[file, make_document(title="For all")])
    member = UserFactory()
    make_member(network, member)
    body = shown(client, entry)
    assert "For all" in body
    assert f"/documents/{file.pk}/" not in body
    client.force_login(member)
    assert f"/documents/{file.pk}/" in shown(client, entry)


def test_the_words_of_a_private_file_are_not_given_to_the_publics_search(toolbox, network, private):
    secret = make_document(collection=private, content=docx("quincewise"))
    public = make_document(content=docx("marmalade"))
    for document in (secret, public):
        read_document.enqueue(document.pk)
    assert "marmalade" in make_entry(toolbox, files=[secret, public]).search_body()
    assert "quincewise" not in make_entry(toolbox, title="Other", files=[secret, public]).search_body()
    inside = make_entry(network.page, title="Inside", files=[secret])
    assert "quincewise" in inside.search_body()


def test_search_learns_the_words_of_a_file_when_they_have_been_read(toolbox):
    document = make_document(content=docx("marmalade"))
    entry = make_entry(toolbox, files=[document])
    assert "marmalade" not in SearchEntry.objects.get(page_id=entry.pk).body
    read_document.enqueue(document.pk)
    assert "marmalade" in SearchEntry.objects.get(page_id=entry.pk).body


def test_search_is_given_kind_facets_and_chapters(toolbox):
    body = [{"type": "text", "value": "<p>Ask <b>everybody</b>.</p>"}]
    chapters = [{"type": "chapter", "value": {"title": "When to ask", "body": body}}]
    entry = make_entry(toolbox, type="guidance", chapters=chapters, themes=["debt-recovery"], stages=["recovery"])
    assert entry.search_kind == "guidance"
    assert "When to ask" in entry.search_body()
    assert "everybody" in entry.search_body()
    assert entry.search_facets()["theme"] == [("debt-recovery", "Debt recovery")]


def test_facets_follow_what_is_published_and_not_a_draft(toolbox):
    entry = make_entry(toolbox, stages=["recovery"])
    entry.stages = ["booking"]
    entry.save_revision()
    assert set(EntryFacet.objects.filter(entry=entry, facet="stage").values_list("value", flat=True)) == {"recovery"}
    entry.latest_revision.publish()
    assert set(EntryFacet.objects.filter(entry=entry, facet="stage").values_list("value", flat=True)) == {"booking"}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"type": "nonsense"}, "type"),
        ({"stages": ["nonsense"]}, "stages"),
        ({"audiences": "ovm"}, "audiences"),
        ({"external_url": "javascript:alert(1)"}, "external_url"),
        ({"contact_email": "nobody"}, "contact_email"),
        ({"contact_name": ""}, "contact_name"),
        ({"owner_name": ""}, "owned_by"),
        ({"type": "external-link"}, "external_url"),
    ],
)
def test_bad_input_is_refused_at_its_field(toolbox, fields, field):
    with pytest.raises(ValidationError) as refused:
        toolbox.add_child(instance=EntryPage(**entry_fields(**fields)))
    assert field in refused.value.message_dict


def test_the_feed_is_atom_with_new_and_updated_tools(client, toolbox):
    import feedparser

    entry = make_entry(toolbox, title="Letter & more", themes=["debt-recovery"])
    make_entry(toolbox, title="Poster")
    feed = feedparser.parse(client.get("/toolbox/feed/").content)
    assert feed.version == "atom10"
    assert not feed.bozo
    assert [item.title for item in feed.entries] == ["Poster", "Letter & more"]
    assert feed.entries[1].updated_parsed
    themed = feedparser.parse(client.get("/toolbox/themes/debt-recovery/feed/").content)
    assert [item.title for item in themed.entries] == ["Letter & more"]
    assert client.get("/toolbox/themes/nonsense/feed/").status_code == 404
    entry.unpublish()
    assert "Letter" not in client.get("/toolbox/feed/").content.decode()


def test_the_template_tags_show_what_the_reader_may_see(rf: RequestFactory, toolbox, network):
    make_entry(toolbox, title="Public letter")
    make_entry(network.page, title="Inside")
    member = UserFactory()
    make_member(network, member)
    template = Template(
        "{% load toolbox_tags %}{% newest_tools limit=3 as newest %}{% new_tools network=network limit=3 as tools %}"
        "{% count_tools as count %}{% for t in newest %}{{ t.title }},{% endfor %}|"
        "{% for t in tools %}{{ t.title }},{% endfor %}|{{ count }}"
    )
    request = rf.get("/")
    for user, expected in ((AnonymousUser(), "Public letter,||1"), (member, "Inside,Public letter,|Inside,|2")):
        request.user = user
        assert template.render(Context({"request": request, "network": network})) == expected


@pytest.mark.parametrize("many", [1, 8])
def test_a_tools_page_costs_the_same_however_much_is_on_it(client, toolbox, django_assert_max_num_queries, many):
    for number in range(many):
        make_entry(toolbox, title=f"Other {number}", themes=["debt-recovery"])
    entry = make_entry(
        toolbox,
        title="Letter",
        themes=["debt-recovery"],
        files=[make_document(name=f"{number}.docx") for number in range(many)],
    )
    client.get(entry.get_url())
    with django_assert_max_num_queries(16):  # one of them for what it rests on
        client.get(entry.get_url())


def test_pages_take_no_posts(client, toolbox):
    entry = make_entry(toolbox)
    assert client.post(entry.get_url()).status_code == 405
    assert client.post("/toolbox/").status_code == 405
