"""Work later about the toolbox: make a desk pack."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django_tasks import task

from . import actions


@task()
def write_pack(person_id: int | None = None) -> None:
    """Safe to run twice: where nothing changed there is no new version."""
    person = get_user_model().objects.filter(pk=person_id, is_staff=True, is_active=True).first() if person_id else None
    actions.make_pack(actor=person)
