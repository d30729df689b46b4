"""The glossary of the demonstration, and the questions that newcomers ask."""

from __future__ import annotations

from toolbox.actions import keep, note_term, write_shelf
from toolbox.models import EntryPage, InterviewTool, Term

from .cast import Cast

# Term, other names, definition, source, terms to see also.
TERMS: list[tuple[str, str, str, str, list[str]]] = [
    (
        "overseas visitor manager",
        "OVM",
        "The person in a trust who finds out which patients must pay, talks with them, invoices and recovers the cost.",
        "",
        ["overseas visitor team"],
    ),
    ("overseas visitor team", "OVT", "The people who do this work with the overseas visitor manager.", "", []),
    (
        "European Health Insurance Card",
        "EHIC",
        "A card of a visitor's own state. It shows that this state pays for care that becomes necessary during a stay.",
        "",
        ["provisional replacement certificate", "S1", "S2"],
    ),
    (
        "provisional replacement certificate",
        "PRC",
        "A paper that stands in for a card that was lost or left at home. The visitor's own state issues it.",
        "",
        ["European Health Insurance Card"],
    ),
    (
        "S1",
        "",
        "A document for people who live in one state while another pays for their care, such as pensioners.",
        "",
        [],
    ),
    ("S2", "", "A document for a planned treatment that the patient's own state has agreed to pay for.", "", ["S1"]),
    (
        "immigration health surcharge",
        "IHS",
        "What many people pay with a visa of more than six months. Then they use the NHS much as residents do.",
        "",
        [],
    ),
    (
        "regulation 7",
        "",
        "The rule by which a trust charges an overseas visitor who is not exempt 150% of the national tariff.",
        "NHS (Charges to Overseas Visitors) Regulations 2015",
        [],
    ),
    ("integrated care board", "ICB", "The body that plans and pays for NHS services in an area.", "", []),
    (
        "ODS code",
        "",
        "The short code by which an NHS organisation is known in data, for example in an invoice.",
        "",
        [],
    ),
    ("MESH", "", "The NHS service that passes files and messages safely between organisations.", "", ["ODS code"]),
    (
        "immediately necessary",
        "immediately necessary care",
        "Care that a clinician finds cannot wait, for example to save a life. It is given first, whoever will pay.",
        "",
        [],
    ),
]

QUESTIONS = [
    (
        "Who decides that treatment cannot wait?",
        "A clinician. Treatment that is immediately necessary or urgent is given first; payment is talked about later.",
    ),
    (
        "Whom do we ask where they live?",
        "Everybody, in the same words. Nobody is picked out by name, looks or accent.",
    ),
]


def load(cast: Cast) -> None:
    editor = cast.people["editor"]
    made = {
        term: Term.objects.create(term=term, other_names=names, definition=definition, source=source)
        for term, names, definition, source, _ in TERMS
    }
    for term, _, _, _, others in TERMS:
        made[term].see_also.set(made[other] for other in others)
        note_term(term=made[term], by=editor)
    guidance = EntryPage.objects.filter(type="guidance", live=True).order_by("pk").first()
    if guidance is not None:
        rows = [{"question": question, "answer": f"<p>{answer}</p>"} for question, answer in QUESTIONS]
        guidance.body.append(("questions", rows))
        guidance.save_revision(user=editor).publish()
    keep_tools(cast)


def keep_tools(cast: Cast) -> None:
    """Four tools for a ward, and a collection for the first week."""
    editor = cast.people["editor"]
    tools = list(EntryPage.objects.live().in_facet("stage", ["first-contact", "interview"]).order_by("pk")[:4])
    for place, tool in enumerate(tools, start=1):
        InterviewTool.objects.create(place=place, entry=tool)
    shelf = write_shelf(
        by=editor,
        title="Your first week",
        description="What to read when you are new in the job.",
        reach="public",
    )
    for tool in tools:
        keep(entry=tool, by=editor, shelf=shelf)
