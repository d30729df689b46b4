"""Verbs of the guard: note that something was found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from ..guard import Note
from ..models import Finding

ONCE_IN = timedelta(hours=1)


@transaction.atomic
def note_findings(*, notes: Iterable[Note], person: AbstractBaseUser | AnonymousUser) -> list[Finding]:
    """Keep fact, kind and place. The editor saves every half second: the same find is one row an hour."""
    who = person if person.is_authenticated else None
    lately = Finding.objects.filter(person=who, at__gte=timezone.now() - ONCE_IN)
    known = set(lately.values_list("kind", "place", "outcome"))
    new = [
        Finding(
            kind=note.kind.value,
            place=note.place,
            certainty="clear" if note.clear else "unclear",
            outcome=note.outcome,
            person=who,  # type: ignore[misc]
        )
        for note in dict.fromkeys(notes)
        if (note.kind.value, note.place, str(note.outcome)) not in known
    ]
    return Finding.objects.bulk_create(new)
