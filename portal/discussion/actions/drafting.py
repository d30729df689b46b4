"""Verbs of drafts: keep what somebody has typed, and let go of it."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from portal.discussion.models import Comment, Draft
from portal.privacy import guard

MOST_BOXES = 20
LONGEST_BOX = 20_000  # more than may be sent: whoever wrote too much shortens it later
MOST_DRAFTS = 50


@transaction.atomic
def keep_draft(*, person_id: int, place: str, words: Mapping[str, str], key: str = "") -> Draft | None:
    """Keep what stands in a form, in place of what was kept before; nothing where nothing was typed.

    The guard reads it first: what clearly names a patient is not kept. A form that was sent meanwhile (`key`) leaves
    no draft.
    """
    boxes = {name: cleared(words[name][:LONGEST_BOX]) for name in list(words)[:MOST_BOXES]}
    if not any(boxes.get(name, "").strip() for name in ("body", "title")):
        discard_draft(person_id=person_id, place=place)
        return None
    if key and Comment.objects.filter(author=person_id, form_key=key).exists():
        return None
    draft, _ = Draft.objects.update_or_create(
        person_id=person_id, place=place, defaults={"words": boxes, "saved_at": timezone.now()}
    )
    oldest = Draft.objects.filter(person=person_id).values_list("pk", flat=True)[MOST_DRAFTS:]
    Draft.objects.filter(pk__in=list(oldest)).delete()
    return draft


def discard_draft(*, person_id: int, place: str) -> None:
    Draft.objects.filter(person=person_id, place=place).delete()


def draft_of(*, person: AbstractBaseUser, place: str) -> Draft | None:
    return Draft.objects.filter(person=person.pk, place=place).first()


def cleared(text: str) -> str:
    verdict = guard.inspect(text)
    return verdict.redacted() if verdict.is_clear else text
