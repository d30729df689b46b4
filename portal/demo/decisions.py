"""A decision tool of the demonstration: what to ask for when somebody comes for planned treatment with papers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from portal.cms.models import Theme
from portal.search.actions import put_page
from toolbox.models import EntryPage, ToolboxIndexPage
from toolbox.vocabulary import EntryType, Stage

from .cast import Cast


def load(cast: Cast) -> None:
    toolbox = ToolboxIndexPage.objects.get(pk=cast.sections["toolbox"].pk)
    tool = EntryPage(
        live=False,
        title="Which papers came with planned treatment?",
        type=EntryType.DECISION_TOOL,
        summary="Questions about an S2 or another paper, and what to check before anybody decides.",
        stages=[Stage.BOOKING, Stage.INTERVIEW],
        steps=steps(cast),
        asked_the_same="Everybody who is booked for planned treatment is asked the same questions, in the same order.",
        owned_by=cast.people["convenor"],
        contact_name="Toolbox team",
        contact_email="toolbox@programme.example",
        edition="1",
        last_reviewed=cast.today - timedelta(days=20),
        review_by=cast.today + timedelta(days=345),
    )
    tool.themes = [Theme.objects.get(slug="eu-efta-and-swiss-patients-and-reciprocal-claims")]
    toolbox.add_child(instance=tool)
    tool.save_revision(user=cast.people["editor"]).publish(user=cast.people["moderator"], skip_permission_checks=True)
    at = cast.ago(days=20)
    EntryPage.objects.filter(pk=tool.pk).update(first_published_at=at, last_published_at=at)
    put_page(page=EntryPage.objects.get(pk=tool.pk))


def steps(cast: Cast) -> list[dict[str, Any]]:
    day = (cast.today - timedelta(days=25)).isoformat()
    return [
        {
            "type": "checked",
            "value": {
                "equality_by": "The programme's equality lead",
                "equality_on": day,
                "equality_found": "An earlier draft asked where a form came from before whether there is one. "
                "Everybody is now asked about papers first, and nobody about their origin.",
                "data_by": "Information governance team",
                "data_on": day,
                "safety": "none",
                "safety_words": "",
            },
        },
        _question(
            "has-s2",
            "Did an S2 come with the referral?",
            ("Yes, it is here", "covers"),
            ("No, or nobody knows", "other"),
            help="The S2 is for planned treatment agreed before it began. The booking office may have it.",
        ),
        _question(
            "covers",
            "Does the S2 name this treatment and cover its dates?",
            ("Yes, both", "keep"),
            ("It covers some of the dates", "extend"),
            ("It names another treatment", "extend"),
        ),
        _question(
            "other",
            "Is there a card or a certificate for treatment that becomes necessary during a stay?",
            ("Yes", "necessary"),
            ("No", "interview"),
            help="An EHIC of another country, or a certificate in its place (PRC). A GHIC is the UK's own.",
        ),
        _outcome(
            "keep",
            "Keep a copy of the S2 and record it for the claim",
            "Check that the copy is readable, and that treatment beyond what it names is looked at anew.",
            "The overseas visitors team",
        ),
        _outcome(
            "extend",
            "Ask the body that issued the S2 what it covers",
            "Write to the address on the form before the dates end. Note what was asked and when.",
            "The body that issued it",
        ),
        _outcome(
            "necessary",
            "Check whether the treatment was planned before the stay",
            "A card covers what becomes necessary during a stay. Treatment that was the reason to come is not that.",
            "The overseas visitors team",
        ),
        _outcome(
            "interview",
            "Ask everybody the same baseline questions",
            "Use the interview guide. A missing paper says nothing yet: many people live here and never had one.",
            "The overseas visitors team",
        ),
    ]


def _question(key: str, text: str, *answers: tuple[str, str], help: str = "") -> dict[str, Any]:
    said = [{"text": words, "leads_to": leads_to} for words, leads_to in answers]
    return {"type": "question", "value": {"key": key, "text": text, "help": help, "source": [], "answers": said}}


def _outcome(key: str, title: str, words: str, ask: str) -> dict[str, Any]:
    source = {
        "words": "Guidance of the programme, chapter on papers and certificates (demonstration)",
        "tool": None,
        "url": "",
    }
    value = {"key": key, "title": title, "words": f"<p>{words}</p>", "sources": [source], "tools": [], "ask": ask}
    return {"type": "outcome", "value": value}
