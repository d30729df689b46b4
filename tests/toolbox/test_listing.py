"""The toolbox as a page: words, facets, sort, pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, QueryDict
from django.utils import timezone

from networks.models import Network
from portal.cms.audience import tokens_of
from portal.organisations.models import Region
from tests.factories.networks import make_member, make_network
from tests.factories.toolbox import make_entry, make_toolbox
from tests.factories.users import UserFactory
from toolbox.listing import Listing
from toolbox.models import EntryPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def toolbox(home):
    return make_toolbox(home)


def listing(query: str = "", user=None) -> Listing:
    user = user or AnonymousUser()
    return Listing(EntryPage.objects.visible_to(user), QueryDict(query), tokens=tokens_of(user))


def titles(query: str = "", user=None) -> list[str]:
    return [entry.title for entry in listing(query, user).page]


def counts(facet: str, query: str = "", user=None) -> dict[str, int]:
    for found in listing(query, user).facets:
        if found.name == facet:
            return {option.value: option.count for option in found.options}
    return {}


@pytest.fixture
def three(toolbox):
    make_entry(toolbox, title="Letter", type="template", themes=["debt-recovery"], stages=["recovery"])
    make_entry(toolbox, title="Script", type="template", themes=["identification-at-first-contact"], stages=["booking"])
    make_entry(toolbox, title="Steps", type="procedure", themes=["debt-recovery"], stages=["recovery", "invoice"])


def test_values_of_one_facet_widen_and_facets_together_narrow(three):
    assert set(titles("type=template&type=procedure")) == {"Letter", "Script", "Steps"}
    assert titles("type=template&theme=debt-recovery") == ["Letter"]


def test_counts_ignore_their_own_facet_and_obey_the_others(three):
    assert counts("type", "theme=debt-recovery&type=template") == {"template": 1, "procedure": 1}
    assert counts("theme", "theme=debt-recovery&type=template") == {
        "debt-recovery": 1,
        "identification-at-first-contact": 1,
    }
    assert counts("stage", "theme=debt-recovery&type=template") == {"recovery": 1}


def test_every_option_that_is_offered_leads_to_as_many_tools_as_it_says_or_more(three):
    for query in ("", "type=template", "theme=debt-recovery&type=procedure", "q=letter"):
        asked = listing(query)
        for facet in asked.facets:
            for option in facet.options:
                if not option.chosen:
                    found = listing(f"{query}&{option.facet}={option.value}").total
                    assert found >= option.count > 0


def test_a_chosen_value_stays_offered_when_it_gives_nothing(three):
    assert counts("stage", "type=procedure&stage=booking") == {"booking": 0, "recovery": 1, "invoice": 1}


def test_each_chip_leads_to_the_address_without_it(three):
    asked = listing("q=letter&type=template&type=procedure&theme=debt-recovery&sort=title")
    chips = {chip.label: chip.without for chip in asked.chips}
    assert chips["Template"] == "?q=letter&theme=debt-recovery&type=procedure&sort=title"
    assert chips["Debt recovery"] == "?q=letter&type=template&type=procedure&sort=title"
    assert chips["“letter”"] == "?theme=debt-recovery&type=template&type=procedure&sort=title"


def test_words_are_found_in_chapters_and_files_too_and_the_best_comes_first(toolbox):
    body = [{"type": "text", "value": "<p>Hold the interview with a script.</p>"}]
    chapters = [{"type": "chapter", "value": {"title": "How", "body": body}}]
    make_entry(toolbox, title="Guide", type="guidance", chapters=chapters)
    make_entry(toolbox, title="First-contact interview script", summary="For overseas visitor managers.")
    make_entry(toolbox, title="Debt log")
    assert titles("q=OVM+interview+script")[0] == "First-contact interview script"
    assert set(titles("q=interview+script")) == {"First-contact interview script", "Guide"}
    assert counts("type", "q=interview+script") == {"template": 1, "guidance": 1}
    assert titles("q=interview+script&type=guidance") == ["Guide"]
    assert titles("q=interview+script&sort=title") == ["First-contact interview script", "Guide"]


def test_matched_words_are_marked_and_nothing_in_them_is_markup(client, toolbox):
    make_entry(toolbox, title="Letter <b>bold</b>", summary="A letter.")
    body = client.get("/toolbox/?q=letter").content.decode()
    assert "<mark>Letter</mark> &lt;b&gt;bold" in body


def test_the_region_facet_and_the_dates_filter(toolbox):
    make_entry(toolbox, title="London letter", region=Region.objects.get(slug="london"))
    old = make_entry(toolbox, title="Old letter")
    EntryPage.objects.filter(pk=old.pk).update(last_published_at=timezone.now() - timedelta(days=60))
    assert titles("region=london") == ["London letter"]
    assert titles("updated=30") == ["London letter"]
    assert counts("updated", "updated=30") == {"30": 1, "91": 2, "365": 2}


def test_sorting_by_title_and_by_date(toolbox):
    for title in ("Beta", "Alpha", "Gamma"):
        make_entry(toolbox, title=title)
    assert titles("sort=title") == ["Alpha", "Beta", "Gamma"]
    assert titles() == ["Gamma", "Alpha", "Beta"]


def test_the_usual_order_is_newest_and_with_words_the_best_match(three):
    assert ("", "Newest first", True) in listing().sorts
    assert ("", "Best match", True) in listing("q=letter").sorts
    assert ("updated", "Newest first", True) in listing("q=letter&sort=updated").sorts
    assert listing("sort=relevance").order == "updated"


@pytest.mark.parametrize(
    "query",
    ["type=nonsense", "sort=nonsense", "updated=9999", "updated=-1", "theme=%00", "type=template%27--", "nothing=1"],
)
def test_values_nobody_offered_are_left_out(three, query):
    assert len(titles(query)) == 3


@pytest.mark.parametrize("page", ["0", "-1", "2", "1000000000", "nonsense", "1e9"])
def test_a_page_that_is_not_there_is_not_found(three, page):
    with pytest.raises(Http404):
        titles(f"page={page}")


@pytest.mark.parametrize("text", ["%00%00", "%22%27%28%29*", "AND OR NOT", "%F0%9F%98%80", "a" * 5000, "%%%__"])
def test_any_words_answer(client, toolbox, text):
    assert client.get(f"/toolbox/?q={text}").status_code == 200


def test_a_private_networks_tool_is_listed_and_counted_for_its_members_alone(home, toolbox):
    make_entry(toolbox, title="Public letter", type="template")
    network = make_network(home, kind=Network.Kind.PRIVATE)
    make_entry(network.page, title="Members' letter", type="checklist")
    member, stranger = UserFactory(), UserFactory()
    make_member(network, member)
    for user in (AnonymousUser(), stranger):
        assert titles("", user) == ["Public letter"]
        assert counts("type", "", user) == {"template": 1}
    assert set(titles("", member)) == {"Public letter", "Members' letter"}
    assert counts("type", "", member) == {"template": 1, "checklist": 1}


def test_the_page_works_as_a_form_and_keeps_what_was_ticked(client, three):
    body = client.get("/toolbox/?type=template&q=letter&theme=debt-recovery").content.decode()
    assert re.search(r'name="type" id="type-template" value="template" checked', body)
    assert 'value="letter"' in body
    assert ">Apply</button>" in body
    assert "1 tool</strong>" in body


def test_guidance_in_the_menu_is_the_toolbox_filtered(client, toolbox):
    make_entry(toolbox, title="Debt log")
    make_entry(
        toolbox,
        title="Asking everybody",
        type="guidance",
        chapters=[{"type": "chapter", "value": {"title": "One", "body": []}}],
    )
    body = client.get("/toolbox/?type=guidance").content.decode()
    assert "<h1>Guidance</h1>" in body
    assert "Asking everybody" in body
    assert "Debt log" not in body


def test_nothing_found_says_what_to_do_next(client, three):
    body = client.get("/toolbox/?type=procedure&stage=booking").content.decode()
    assert "Nothing in the toolbox matches" in body
    assert "ask in your network" in body


def test_an_empty_toolbox_says_so(client, toolbox):
    assert "The toolbox is empty" in client.get("/toolbox/").content.decode()


@pytest.mark.parametrize("rows", [3, 25])
def test_searching_the_list_costs_the_same_however_many_tools(client, toolbox, django_assert_max_num_queries, rows):
    for number in range(rows):
        make_entry(toolbox, title=f"Letter {number}", themes=["debt-recovery"])
    client.get("/toolbox/")
    with django_assert_max_num_queries(20):  # the list's twelve and search's eight
        body = client.get("/toolbox/?q=letter&theme=debt-recovery").content.decode()
    assert f"{rows} tools</strong>" in body


@pytest.mark.parametrize("rows", [3, 25])
@pytest.mark.parametrize("query", ["", "?type=template&theme=debt-recovery&stage=recovery&updated=365&sort=downloads"])
def test_the_list_costs_the_same_however_many_tools(client, toolbox, django_assert_max_num_queries, rows, query):
    for number in range(rows):
        make_entry(toolbox, title=f"Letter {number}", themes=["debt-recovery"], stages=["recovery"])
    client.get("/toolbox/")
    with django_assert_max_num_queries(12):
        body = client.get(f"/toolbox/{query}").content.decode()
    assert f"{rows} tools</strong>" in body
