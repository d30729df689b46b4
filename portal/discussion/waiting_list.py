"""The questions that wait for an answer, as one person may answer them: a convenor, a specialist, the staff."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Page, Paginator
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

from portal.users.models import Specialist

from .models import Thread
from .places import Places
from .querysets import ThreadQuerySet

PER_PAGE = 30


class Unanswered:
    """Of the networks somebody looks after, of the themes they answer for, and what was handed to them."""

    def __init__(self, user: AbstractBaseUser) -> None:
        self.user = user

    @cached_property
    def places(self) -> list[int]:
        return [place.pk for place in Places().looked_after_by(self.user)]

    @cached_property
    def themes(self) -> set[int]:
        return set(Specialist.objects.filter(person=self.user.pk).values_list("theme", flat=True))

    @property
    def has_part(self) -> bool:
        """Whether this person answers for anything."""
        handed = Thread.objects.filter(specialist=self.user.pk)
        return bool(self.user.is_staff or self.places or self.themes or handed.exists())  # type: ignore[attr-defined]

    @cached_property
    def rows(self) -> ThreadQuerySet:
        """The one whose time is over first stands on top."""
        waiting = Thread.objects.visible_to(self.user).begun_for_all().unanswered()
        if not self.user.is_staff:  # type: ignore[attr-defined]
            mine = Q(page__in=self.places) | Q(specialist=self.user.pk)
            waiting = waiting.filter(mine | Q(theme__in=self.themes) if self.themes else mine)
        due = Coalesce(F("answer_by"), F("refer_at"))
        return waiting.select_related("page", "theme", "specialist", "created_by").order_by(due, "pk")

    def page(self, number: str | None) -> Page:
        return Paginator(self.rows, PER_PAGE).get_page(number)
