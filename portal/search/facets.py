"""What people filter by: the names, their order on the page, and how counts become choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .results import Choice, Count, Facet

# A room that gives entries a new facet adds its line here; a facet without a line can filter but is not counted.
TITLES = {
    "kind": "Kind",
    "type": "Type",
    "theme": "Theme",
    "stage": "Stage of the patient journey",
    "audience": "For",
    "trust_type": "Type of trust",
    "region": "Region",
    "network": "Network",
    "status": "Status",
    "when": "When",
    "format": "How to attend",
    "category": "Category",
}

# What people call each kind: one, several.
KINDS = {
    "tool": ("tool", "tools"),
    "guidance": ("guidance", "guidance"),
    "term": ("glossary term", "glossary terms"),
    "faq": ("question and answer", "questions and answers"),
    "event": ("meeting", "meetings"),
    "question": ("question", "questions"),
    "discussion": ("discussion", "discussions"),
    "idea": ("idea", "ideas"),
    "thread": ("discussion", "discussions"),
    "network": ("network", "networks"),
    "post": ("blog post", "blog posts"),
    "person": ("person", "people"),
    "page": ("page", "pages"),
}


def kind_name(kind: str, count: int = 1) -> str:
    one, several = KINDS.get(kind, (kind.replace("-", " "), f"{kind.replace('-', ' ')}s"))
    return one if count == 1 else several


def facets_of(counts: Iterable[Count], filters: Mapping[str, Sequence[str]]) -> list[Facet]:
    """The facets worth offering: known names, no dead ends, what is chosen always there to be undone."""
    by_name: dict[str, list[Choice]] = {name: [] for name in TITLES}
    for count in counts:
        if count.name in by_name:
            label = kind_name(count.value, 2).capitalize() if count.name == "kind" else count.label
            chosen = count.value in filters.get(count.name, ())
            by_name[count.name].append(Choice(count.value, label, count.count, chosen))
    for name, values in filters.items():
        present = {choice.value for choice in by_name.get(name, [])}
        for value in values:
            if name in by_name and value not in present:
                by_name[name].append(Choice(value, value.replace("-", " ").capitalize(), 0, True))
    for choices in by_name.values():
        choices.sort(key=lambda choice: (-choice.count, choice.label))
    return [Facet(name, TITLES[name], choices) for name, choices in by_name.items() if choices]
