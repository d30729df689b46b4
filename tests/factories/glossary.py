"""Terms of the glossary to test with."""

from __future__ import annotations

from toolbox.actions import note_term
from toolbox.models import Term


def make_term(term: str = "overseas visitor manager", other_names: str = "OVM", **fields) -> Term:
    fields = {"definition": "The person in a trust who finds out who pays."} | fields
    made = Term.objects.create(term=term, other_names=other_names, **fields)
    note_term(term=made, by=None)
    return made
