"""Reminders of what waits: once when its time is near, once to the programme's staff when it is a working day late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.urls import reverse

from portal.audit.actions import log
from portal.discussion.models import Appeal, Comment, Concern, Waiting
from portal.discussion.places import place_of
from portal.notifications.actions import Recipient, notify
from portal.organisations.working_days import moment_after

NEAR = timedelta(hours=3)
AT_ONCE = 500  # a minute's work; the rest comes with the next
Reminded = Waiting.Reminded


def remind(now: datetime) -> int:
    """Tell whoever decides, in one mail each; how many things were noted."""
    near: dict[AbstractBaseUser, int] = defaultdict(int)
    late: dict[AbstractBaseUser, int] = defaultdict(int)
    rows = [row for rows in waiting(now) for row in rows[:AT_ONCE]]
    staff = list(get_user_model()._default_manager.filter(is_staff=True, is_active=True))
    noted = 0
    for row in rows:
        if moment_after(row.decide_by, 1) <= now:
            stage, people, told = Reminded.STAFF, staff, late
        elif row.reminded == Reminded.NOT_YET:
            stage, people, told = Reminded.NEAR, list(deciders(row)) or staff, near
        else:
            continue
        row.reminded = stage
        row.save(update_fields=["reminded"])
        log(actor=None, action="discussion/reminded", target=row, stage=int(stage))
        noted += 1
        for person in people:
            if stage == Reminded.NEAR or sees_place(person, row):
                told[person] += 1
    write("discussion/reminder", near, now)
    write("discussion/overdue", late, now)
    return noted


def waiting(now: datetime) -> Iterable[Any]:
    due = Q(decide_by__lte=now + NEAR, reminded=Reminded.NOT_YET)
    due |= Q(decide_by__lte=now - timedelta(days=1), reminded=Reminded.NEAR)  # no working day is shorter
    yield Comment.objects.waiting().filter(due).select_related("thread__page")
    yield Concern.objects.filter(due, decided_at=None)
    yield Appeal.objects.filter(due, outcome="").select_related("comment__thread__page", "block__page")


def deciders(row: Waiting) -> Iterable[AbstractBaseUser]:
    """Whoever has taken it; else those who look after the place, but nobody about their own decision."""
    if row.claim_ends is not None and row.claimed_by is not None:
        return [row.claimed_by]
    page, first = page_of(row), getattr(row, "decider_id", None)
    return [person for person in (page.specific.moderators() if page else []) if person.pk != first]


def page_of(row: Waiting) -> Any:
    if isinstance(row, Comment):
        return row.thread.page
    if isinstance(row, Appeal):
        return row.comment.thread.page if row.comment else row.block.page  # type: ignore[union-attr]
    return None


def sees_place(person: AbstractBaseUser, row: Waiting) -> bool:
    """Of a confidential network the staff hear nothing, but of an appeal: there they are the last instance."""
    page = page_of(row)
    place = place_of(page) if page is not None and not isinstance(row, Appeal) else None
    return place is None or place.specific.may_be_seen_by(person)


def write(kind: str, told: dict[AbstractBaseUser, int], now: datetime) -> None:
    for person, number in told.items():
        context = {"number": number, "queue_url": reverse("discussion:queue")}
        recipient = Recipient.of(person)
        notify(recipients=[recipient], kind=kind, target=person, context=context, key=f"{now:%Y%m%d%H%M}")
