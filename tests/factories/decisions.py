"""Decision tools to test with."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from toolbox.models import EntryPage
from toolbox.vocabulary import EntryType

from .toolbox import make_entry

SOURCE = {"words": "Guidance, edition 2015-04, paragraph 4.2", "tool": None, "url": ""}


def question(key: str, text: str, *answers: tuple[str, str], **more: Any) -> dict[str, Any]:
    said = [{"text": words, "leads_to": leads_to} for words, leads_to in answers]
    return {"type": "question", "value": {"key": key, "text": text, "help": "", "source": [], "answers": said} | more}


def outcome(key: str, title: str, **more: Any) -> dict[str, Any]:
    value = {
        "key": key,
        "title": title,
        "words": "<p>Check the dates.</p>",
        "sources": [SOURCE],
        "tools": [],
        "ask": "",
    }
    return {"type": "outcome", "value": value | more}


def checked(**more: Any) -> dict[str, Any]:
    value = {
        "equality_by": "Equality lead",
        "equality_on": "2026-01-12",
        "equality_found": "Everybody is asked the same three questions.",
        "data_by": "Information governance team",
        "data_on": "2026-01-13",
        "safety": "none",
        "safety_words": "",
    }
    return {"type": "checked", "value": value | more}


def steps() -> list[dict[str, Any]]:
    """Two questions and three outcomes."""
    return [
        checked(),
        question("has-s2", "Is there an S2 for this treatment?", ("Yes", "dates"), ("No", "ask")),
        question(
            "dates", "Does the S2 cover the dates of the treatment?", ("Yes", "copy"), ("Not all of them", "extend")
        ),
        outcome("copy", "Keep a copy of the S2 with the claim"),
        outcome("extend", "Ask the issuing body for an extension", ask="The issuing body"),
        outcome("ask", "Ask which other arrangement there is"),
    ]


def make_decision_tool(parent: Page, **fields: Any) -> EntryPage:
    return make_entry(
        parent,
        **{"title": "Planned treatment with an S2", "type": EntryType.DECISION_TOOL, "steps": steps()} | fields,
    )
