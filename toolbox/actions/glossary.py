"""Verbs of the glossary: a term is found as it says now, and pages explain it so."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from portal.audit.actions import log
from portal.search.actions import drop, put

from ..defining import forget
from ..finding import findable_term, key_of_term
from ..models import Term


@transaction.atomic
def note_term(*, term: Term, by: AbstractBaseUser | None, what: str = "changed") -> None:
    """After staff wrote it: search and every page say it as it stands now."""
    put(key=key_of_term(term), entries=[findable_term(term)])
    transaction.on_commit(forget)
    log(actor=by, action=f"toolbox/term_{what}", target=term)


@transaction.atomic
def note_term_gone(*, term: Term, by: AbstractBaseUser | None) -> None:
    drop(key=key_of_term(term))
    transaction.on_commit(forget)
    log(actor=by, action="toolbox/term_deleted", target=term)
