"""The toolbox of the demonstration is complete and its files are real."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from portal.cms.models import Theme
from portal.demo import support_texts
from portal.demo.further_tool_texts import FURTHER
from portal.demo.tool_texts import TOOLS
from portal.files import sniff
from portal.files.reading import text_of
from toolbox.models import EntryPage
from toolbox.vocabulary import EntryType, Stage


def test_there_are_at_least_forty_tools_over_all_types_and_stages():
    assert len(TOOLS) >= 40
    assert {tool.type for tool in TOOLS} == set(EntryType.values)
    assert {stage for tool in TOOLS for stage in tool.stages} == set(Stage.values)


@pytest.mark.django_db
def test_all_ten_themes_have_tools():
    used = {slug for tool in TOOLS for slug in tool.themes}
    assert used == set(Theme.objects.values_list("slug", flat=True))


def test_every_file_is_one_that_the_portal_takes():
    for tool in [*TOOLS, *FURTHER]:
        for _label, name, _version, make in tool.files:
            content = make()
            sniff.check(BytesIO(content), name=name, size=len(content))


def test_the_interview_script_holds_its_questions():
    script = next(tool for tool in TOOLS if tool.title == "First-contact interview script")
    text = text_of(BytesIO(script.files[0][3]()), name="script.docx").text
    assert "Where do you normally live?" in text


@pytest.mark.django_db
def test_every_tool_is_complete(home):
    today = timezone.localdate()
    for tool in [*TOOLS, *FURTHER]:
        page = EntryPage(
            title=tool.title,
            type=tool.type,
            stages=list(tool.stages),
            chapters=[{"type": "chapter", "value": {"title": title, "body": []}} for title, _ in tool.chapters],
            asked_the_same=tool.same,
            external_url=tool.url,
            owner_name="Somebody",
            contact_name="A team",
            contact_email="team@programme.example",
            last_reviewed=today - timedelta(days=tool.reviewed),
            review_by=today + timedelta(days=tool.review_in),
        )
        page.clean()
        assert tool.summary
        assert len(tool.summary) <= 300


def test_the_support_page_states_its_safeguards():
    words = str(support_texts.SUPPORT)
    assert "never delayed or denied" in words
    assert "Cash never counts towards it" in words
