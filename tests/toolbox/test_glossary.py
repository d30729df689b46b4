"""The glossary: A to Z, in search, and in the text of pages, where a word explains itself the first time."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from portal.audit.models import LogEntry
from tests.factories.glossary import make_term
from tests.factories.networks import make_network
from tests.factories.toolbox import make_entry, make_toolbox
from tests.factories.users import StaffFactory, UserFactory
from toolbox.defining import define
from toolbox.models import Term

pytestmark = pytest.mark.django_db

GLOSSARY = "/toolbox/glossary/"


@pytest.fixture
def toolbox(home):
    return make_toolbox(home)


def drawn(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def test_the_first_mention_of_a_term_explains_itself_and_later_ones_do_not(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_term()
    page = drawn(define("<p>Ask the OVM.</p><p>OVMs and the Overseas Visitor Manager decide.</p>"))
    (button,) = page.select("button.term")
    assert button.text == "OVM"
    says = page.find(id=button["popovertarget"])
    assert "who finds out who pays" in says.text
    assert says.a["href"] == "/toolbox/glossary/#overseas-visitor-manager"
    assert page.get_text().count("OVM") == 2


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="/x/">OVM</a></p>',
        "<h2>What an OVM does</h2>",
        "<p><code>OVM</code> <abbr>OVM</abbr></p>",
        '<p><img alt="OVM" src="/OVM.png" title="an OVM">x</p>',
        "<details><summary>The OVM</summary></details>",
        "<script>var OVM = '<p>OVM</p>'</script>",
        "<!-- OVM --><p>&OVM; OVMX xOVM OVM-led ovm</p>",
        '<p data-x="a > OVM">nothing</p>',
    ],
)
def test_links_headings_code_and_attributes_are_left_as_they_are(html):
    make_term()
    assert define(html) == html


def test_an_explanation_is_text_whatever_staff_write():
    make_term(definition='<img src=x onerror="alert(1)"> & "quotes"')
    html = define("<p>5 &lt; 6 &amp; the OVM&#39;s desk<br>&nbsp;</p>")
    page = drawn(html)
    assert not page.find("img")
    assert '<img src=x onerror="alert(1)">' in page.select_one(".term__says").text
    assert "5 &lt; 6 &amp; the " in html
    assert "&#39;s desk<br>&nbsp;</p>" in html


def test_the_longest_name_wins_and_a_plural_counts():
    make_term("regulation", "")
    make_term("regulation 7", "")
    page = drawn(define("<p>Under regulation 7; the regulations say.</p>"))
    assert [one.text for one in page.select("button.term")] == ["regulation 7", "regulations"]


def test_a_tool_its_chapters_and_a_post_explain_their_words(client, toolbox):
    make_term()
    chapter = {"title": "Who", "body": [{"type": "text", "value": "<p>The OVM asks.</p>"}]}
    tool = make_entry(toolbox, body=[("text", "<p>No word.</p>")], chapters=[{"type": "chapter", "value": chapter}])
    page = drawn(client.get(tool.get_url()).content.decode())
    assert page.select_one(".chapter button.term").text == "OVM"


def test_terms_stand_a_to_z_and_name_only_guidance_that_the_reader_may_see(client, home, toolbox):
    network = make_network(home, kind="private", title="Closed circle")
    secret = make_entry(network.page, title="Secret guidance")
    other = make_term("EHIC", "", definition="A card.", guidance=make_entry(toolbox, title="Open guidance").page_ptr)
    term = make_term(source="Regulation 3", guidance=secret.page_ptr)
    term.see_also.add(other)
    page = client.get(GLOSSARY).content.decode()
    assert "Open guidance" in page
    assert "Secret guidance" not in page
    shown = drawn(page)
    assert [h2.text for h2 in shown.select("section h2")] == ["E", "O"]
    assert shown.select_one("#overseas-visitor-manager a[href='#ehic']").text == "EHIC"


def test_a_term_is_found_by_its_abbreviation_and_not_once_it_is_deleted(client):
    make_term()
    page = client.get("/search/", {"q": "OVM"}).content.decode()
    assert "/toolbox/glossary/#overseas-visitor-manager" in page
    client.force_login(StaffFactory(is_superuser=True))
    address = reverse("wagtailsnippets_toolbox_term:delete", args=[Term.objects.get().pk])
    assert client.post(address).status_code == 302
    assert "#overseas-visitor-manager" not in client.get("/search/", {"q": "OVM"}).content.decode()
    assert LogEntry.objects.filter(action="toolbox/term_deleted").exists()


def test_staff_write_a_term_in_the_editor_and_a_name_has_one_meaning(client):
    make_term()
    client.force_login(StaffFactory(is_superuser=True))
    address = reverse("wagtailsnippets_toolbox_term:add")
    sent = {"term": "overseas visitor team", "other_names": "OVT, OVM", "definition": "The team."}
    assert "is called ovm already" in client.post(address, sent).content.decode()
    assert client.post(address, sent | {"other_names": "OVT"}).status_code == 302
    assert "#overseas-visitor-team" in client.get("/search/", {"q": "OVT"}).content.decode()


def test_a_member_does_not_write_the_glossary(client):
    client.force_login(UserFactory())
    sent = {"term": "overseas visitor team", "definition": "The team."}
    assert client.post(reverse("wagtailsnippets_toolbox_term:add"), sent).status_code != 200
    assert not Term.objects.exists()


def test_a_question_is_found_by_itself_until_it_is_taken_off_the_page(client, toolbox):
    rows = [{"question": "Does a student pay?", "answer": "<p>Not where the surcharge was paid.</p>"}]
    tool = make_entry(toolbox, title="Common questions", body=[("questions", rows)])
    address = f"{tool.get_url()}#q-does-a-student-pay"
    assert f'id="{address.partition("#")[2]}"' in client.get(tool.get_url()).content.decode()
    assert address in client.get("/search/", {"q": "student surcharge"}).content.decode()
    tool.unpublish()
    assert address not in client.get("/search/", {"q": "student surcharge"}).content.decode()
    tool.save_revision().publish()
    assert address in client.get("/search/", {"q": "student surcharge"}).content.decode()
    tool.body = [("text", "<p>Nothing.</p>")]
    tool.save_revision().publish()
    assert address not in client.get("/search/", {"q": "student surcharge"}).content.decode()


def test_questions_of_a_private_network_are_found_in_it_alone(client, home):
    network = make_network(home, kind="private", title="Closed circle")
    rows = [{"question": "Does a student pay?", "answer": "<p>Ask us.</p>"}]
    make_entry(network.page, title="Common questions", body=[("questions", rows)])
    assert "q-does-a-student-pay" not in client.get("/search/", {"q": "student"}).content.decode()


def test_the_glossary_costs_the_same_however_many_terms(client, django_assert_max_num_queries):
    client.get(GLOSSARY)
    for number in range(30):
        make_term(f"term {number}", "").see_also.set(Term.objects.all()[:3])
    with django_assert_max_num_queries(10):
        client.get(GLOSSARY)
