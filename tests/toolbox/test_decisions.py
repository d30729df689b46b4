"""Decision tools: written in the editor, asked a question at a time, printed, and forgotten."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from structlog.testing import capture_logs
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from networks.models import Network
from portal.programme.actions import EDITORS, MODERATORS, set_up_editing
from tests.clients import Client
from tests.factories.decisions import SOURCE, checked, make_decision_tool, outcome, question, steps
from tests.factories.networks import make_network
from tests.factories.toolbox import make_entry, make_toolbox
from tests.factories.users import UserFactory
from toolbox.models import EntryPage
from toolbox.vocabulary import EntryType

pytestmark = pytest.mark.django_db


@pytest.fixture
def toolbox(home):
    return make_toolbox(home)


@pytest.fixture
def tool(toolbox):
    return make_decision_tool(toolbox)


def address(tool) -> str:
    return reverse("toolbox:decide", args=[tool.pk])


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def carried(response) -> dict:
    """What the form of a page would send, as a browser without JavaScript does."""
    page = words(response).partition('name="answer"')[0].rpartition("<form")[2]
    return {
        "mark": re.search(r'name="mark" value="(\w+)"', page)[1],
        "taken": re.findall(r'name="taken" value="(\d+)"', page),
    }


def answer(client, response, number):
    return client.post(response.wsgi_request.path, carried(response) | {"answer": number, "next": "1"})


# Asking


def test_a_run_goes_from_question_to_outcome_and_says_what_it_rests_on(client, tool):
    assert f'href="{address(tool)}"' in words(client.get(tool.get_url()))
    first = client.get(address(tool))
    assert "Is there an S2 for this treatment?" in words(first)
    assert "Your answers" not in words(first)
    second = answer(client, first, 1)
    assert "Does the S2 cover the dates" in words(second)
    assert "Your answers so far" in words(second)
    end = words(answer(client, second, 2))
    for said in (
        "Ask the issuing body for an extension",
        "<strong>The issuing body</strong>",
        "Guidance, edition 2015-04, paragraph 4.2",
        "A clinician decides urgency",
        "never delayed",
        "it never decides who is chargeable",
        "Is there an S2 for this treatment?",
        "Not all of them",
        tool.edition_now(),
        "Check the dates.",
    ):
        assert said in end, said


def test_no_answer_is_an_error_that_keeps_the_way_so_far(client, tool):
    second = answer(client, client.get(address(tool)), 1)
    response = client.post(address(tool), carried(second) | {"next": "1"})
    assert response.status_code == 422
    assert "Choose an answer." in words(response)
    assert "Does the S2 cover the dates" in words(response)
    assert carried(response) == carried(second)


def test_back_and_change_go_to_the_question_and_forget_what_followed(client, tool):
    second = answer(client, client.get(address(tool)), 1)
    back = client.post(address(tool), carried(second) | {"back": "0"})
    assert back.status_code == 200
    assert "Is there an S2 for this treatment?" in words(back)
    assert carried(back)["taken"] == []
    assert 'name="back" value="0"' in words(answer(client, second, 1))  # also from the outcome


def test_answers_to_questions_that_were_changed_are_dropped_and_it_says_so(client, tool):
    second = answer(client, client.get(address(tool)), 1)
    tool.steps = [
        checked(),
        question("new", "Is there a certificate?", ("No", "end"), ("Yes", "end")),
        outcome("end", "Ask"),
    ]
    tool.save_revision().publish()
    response = answer(client, second, 1)
    assert "was changed while you were using it" in words(response)
    assert "Is there a certificate?" in words(response)
    assert carried(response)["taken"] == []


@pytest.mark.parametrize("taken", [["9"], ["-1"], ["x"], ["²"], ["1"] * 500, ["1", "1", "1"], ["9" * 400]])
def test_whatever_is_sent_there_is_a_page(client, tool, taken):
    response = client.post(address(tool), {"taken": taken, "back": "x" * 90, "answer": "'"})
    assert response.status_code in (200, 422)


def test_a_tool_of_a_private_network_is_asked_by_those_who_see_it(client, home):
    tool = make_decision_tool(make_network(home, kind=Network.Kind.PRIVATE).page)
    assert client.get(address(tool)).status_code == 404
    assert client.post(address(tool)).status_code == 404


def test_a_tool_with_a_gap_is_asked_nowhere_however_it_was_published(client, toolbox):
    tool = make_decision_tool(toolbox, steps=[*steps()[:-1]])  # an answer leads to nothing
    assert client.get(address(tool)).status_code == 404
    page = words(client.get(tool.get_url()))
    assert "This decision tool is being written" in page
    assert address(tool) not in page


def test_other_tools_ask_nothing(client, toolbox):
    entry = make_entry(toolbox, steps=steps())
    assert client.get(address(entry)).status_code == 404
    assert "Start" not in words(client.get(entry.get_url())).partition("<h1>")[2].partition("Owner and review")[0]


def test_tools_to_use_next_are_named_to_those_who_may_see_them(client, home, toolbox):
    hidden = make_entry(make_network(home, kind=Network.Kind.PRIVATE).page, title="Inside")
    shown = make_entry(toolbox, title="A form to fill in")
    more = {"tools": [hidden.pk, shown.pk], "sources": [SOURCE | {"tool": hidden.pk}]}
    tree = [checked(), question("a", "Form?", ("Yes", "z"), ("No", "z")), outcome("z", "Ask the team", **more)]
    tool = make_decision_tool(toolbox, steps=tree)
    end = words(answer(client, client.get(address(tool)), 1))
    assert shown.url in end
    assert hidden.url not in end
    assert "Inside" not in end
    assert SOURCE["words"] in end


def test_the_page_says_how_the_tool_was_checked(client, tool):
    page = words(client.get(tool.get_url()))
    for said in ("How this tool was checked", "Equality lead, 12 January 2026", "Everybody is asked the same three"):
        assert said in page


# Leaving nothing


def rows() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.managed}


def test_a_run_leaves_nothing_in_tables_sessions_cookies_logs_or_addresses(client, tool, caplog):
    client.get(address(tool))
    before = rows()
    with capture_logs() as lines:
        first = client.get(address(tool))
        second = answer(client, first, 1)
        end = answer(client, second, 2)
    assert rows() == before
    assert not Session.objects.exists()
    assert not client.cookies
    for response in (first, second, end):
        assert not response.cookies
        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response.wsgi_request.get_full_path() == address(tool)  # the same, whatever was answered
        assert response.status_code == 200
    logged = repr(lines) + caplog.text
    for said in ("S2", "taken", "answer", "extend", "dates"):
        assert said not in logged
    (path,) = {line["path"] for line in lines if line["event"] == "request"}
    assert path == "/toolbox/decide/<int:pk>/"


def test_an_error_report_hides_what_was_answered(client, tool):
    response = client.post(address(tool), {"taken": ["1"]})
    assert response.wsgi_request.sensitive_post_parameters == "__ALL__"


def test_no_answer_travels_in_an_address(client, tool):
    asked = client.get(address(tool), {"taken": "1", "answer": "1", "next": "1"})
    assert "Is there an S2 for this treatment?" in words(asked)
    for page in (asked, answer(client, asked, 1)):
        for form in re.findall(r"<form[^>]*>", words(page)):
            if address(tool) in form:
                assert 'method="post"' in form
                assert "?" not in form


def test_a_run_works_without_a_token_or_a_cookie(tool):
    strict = Client(enforce_csrf_checks=True)
    assert answer(strict, strict.get(address(tool)), 2).status_code == 200


# Writing


def sent(toolbox, *blocks, **fields):
    today = timezone.localdate()
    form = {
        "title": "Planned treatment",
        "slug": "planned-treatment",
        "summary": "What to ask for.",
        "type": "decision-tool",
        "body": streamfield([]),
        "chapters": streamfield([]),
        "steps": streamfield([(block["type"], typed(block)) for block in blocks]),
        "files": inline_formset([]),
        "comments": inline_formset([]),
        "external_url": "",
        "topics": "",
        "asked_the_same": "",
        "owned_by": UserFactory().pk,
        "contact_name": "Team",
        "contact_email": "team@programme.example",
        "last_reviewed": today.isoformat(),
        "review_by": (today + timedelta(days=365)).isoformat(),
        "edition": "",
        "go_live_at": "",
        "expire_at": "",
    }
    return nested_form_data(form | fields)


def typed(block):
    """A step's value as its boxes send it."""
    value = dict(block["value"])
    for box in ("answers", "sources", "source", "tools"):
        if box in value:
            rows = [{name: one[name] or "" for name in one} for one in value[box]]
            value[box] = streamfield([("item", row) for row in rows])
    if "words" in value:
        value["words"] = rich_text(value["words"])
    return value


@pytest.fixture
def groups(toolbox):
    return set_up_editing(sections=[toolbox])


@pytest.fixture
def moderator(groups):
    user, client = UserFactory(), Client()
    user.groups.add(groups[MODERATORS])
    client.force_login(user)
    return client


def add(toolbox) -> str:
    return reverse("wagtailadmin_pages:add", args=["toolbox", "entrypage", toolbox.pk])


PUBLISH = {"action-publish": "1"}


def test_an_editor_publishes_a_sound_tree(client, toolbox, moderator):
    response = moderator.post(add(toolbox), sent(toolbox, *steps(), **PUBLISH))
    assert response.status_code == 302, response.context["form"].errors.as_data()
    tool = EntryPage.objects.get()
    assert tool.live
    assert client.get(address(tool)).status_code == 200


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        (steps()[:-1], "and no step is called so"),
        ([*steps(), outcome("alone", "Nobody comes here")], "No answer leads to"),
        (steps()[1:], "How this tool was checked"),
        ([*steps()[:-1], outcome("ask", "Ask", sources=[])], "rests on: a source"),
        ([*steps()[:-1], outcome("ask", "The patient is chargeable")], "A decision tool never says who pays"),
        (
            [checked(), question("a", "What is their nationality?", ("x", "z"), ("y", "z")), outcome("z", "Ask")],
            "nation",
        ),
        ([checked(), question("a", "Foreign accent?", ("x", "z"), ("y", "z")), outcome("z", "Ask")], "foreign accent"),
        ([checked(), question("a", "Form?", ("x", "a"), ("y", "z")), outcome("z", "Ask")], "in a circle"),
        ([checked(equality_on="2999-01-01"), *steps()[1:]], "on a day to come"),
        ([checked(safety="stated"), *steps()[1:]], "Write the clinical safety statement"),
        ([], "A decision tool needs questions"),
    ],
)
def test_what_is_wrong_is_said_in_the_editors_form_and_nothing_is_published(toolbox, moderator, blocks, said):
    response = moderator.post(add(toolbox), sent(toolbox, *blocks, **PUBLISH))
    assert response.status_code == 200
    assert not EntryPage.objects.exists()
    errors = repr(response.context["form"].errors.as_data()) + response.content.decode()
    assert said in errors


def test_a_draft_may_have_gaps_and_the_editor_reads_what_is_missing(toolbox, groups, client):
    editor, client = UserFactory(), Client()
    editor.groups.add(groups[EDITORS])
    client.force_login(editor)
    gap = question("has-s2", "Is there an S2?", ("Yes", "dates"), ("No", ""))
    response = client.post(add(toolbox), sent(toolbox, gap))
    assert response.status_code == 302
    tool = EntryPage.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=[tool.pk])
    page = words(client.get(edit))
    for said in ("Not ready to publish", "leads nowhere", "no step is called so", "The ways through the questions"):
        assert said in page, said
    refused = client.post(edit, sent(toolbox, gap, **{"action-submit": "1"}))
    assert refused.status_code == 200
    assert EntryPage.objects.get().current_workflow_state is None


def test_questions_belong_to_decision_tools_alone(toolbox, moderator):
    response = moderator.post(add(toolbox), sent(toolbox, *steps(), type=EntryType.TEMPLATE, **PUBLISH))
    assert "Only a decision tool asks questions" in words(response)


def test_its_words_are_found_in_search(tool):
    assert "Does the S2 cover the dates" in tool.search_body()
