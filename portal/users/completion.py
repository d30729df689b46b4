"""What a profile still lacks, and what each thing is good for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from .models import User


@dataclass(frozen=True)
class Gap:
    what: str
    why: str
    url: str


def missing_from(person: User) -> list[Gap]:
    """The gaps that are worth filling, the most useful first."""
    return list(gaps(person))


def gaps(person: User) -> Iterator[Gap]:
    profile = reverse("users:profile")
    if person.trust_id is None:
        yield Gap("Where you work", "it decides which networks we offer you.", reverse("users:trusts"))
    if not person.job_title:
        yield Gap("Your job title", "it stands beside what you write.", profile)
    if not person.themes.exists():
        yield Gap("What you know well", "colleagues look for somebody who has solved it before.", profile)
    if person.photo_changed_at is None:
        yield Gap("Your photo", "a face helps people to find you at a meeting.", reverse("users:photo"))
