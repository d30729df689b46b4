"""What the toolbox lets people find beside its pages: the terms of the glossary."""

from __future__ import annotations

from portal.cms.audience import PUBLIC
from portal.search.findable import Findable

from .models import Term


def key_of_term(term: Term) -> str:
    return f"term:{term.pk}"


def findable_term(term: Term) -> Findable:
    """By all its names: whoever asks for OVM is told what that is."""
    others = term.names()[1:]
    title = f"{term.term} ({', '.join(others)})" if others else term.term
    return Findable(
        kind="term",
        title=title,
        summary=term.definition,
        body=term.source,
        url=term.get_absolute_url(),
        audience=[PUBLIC],
    )
