"""Who is asked when a network has not answered: a specialist whose turn it is, else those who look after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Max, QuerySet

from portal.cms.audience import holding, may_see
from portal.organisations.working_days import day_after
from portal.users.models import Specialist, User

from .clock import ANSWER_WITHIN
from .models import Thread


def specialist_for(thread: Thread, today: date) -> User | None:
    """Who is on the rota for its theme before an answer is due, may read and answer it, and has the fewest questions.

    None: nobody is free. Whoever asked is not asked.
    """
    for day in working_days(today):
        people = [person for person in Specialist.people_on(day, thread.theme) if can_take(person, thread)]
        if people:
            load = waiting_with(people)
            return min(people, key=lambda person: (load[person.pk], person.pk))
    return None


def working_days(today: date) -> Iterator[date]:
    """This working day, or the next, and those until the answer is due."""
    day = day_after(today - timedelta(days=1), 1)
    for _ in range(ANSWER_WITHIN + 1):
        yield day
        day = day_after(day, 1)


def can_take(person: User, thread: Thread) -> bool:
    if person.pk == thread.created_by_id or not may_see(person, thread.tokens()):
        return False
    if not thread.page.specific.can_comment(person):
        return False
    most = Specialist.objects.filter(person=person.pk).aggregate(most=Max("most"))["most"]
    return most is None or waiting_with([person])[person.pk] < most  # who only stands in has no number of their own


def waiting_with(people: list[User]) -> dict[int, int]:
    """How many questions wait with each of them."""
    load = {person.pk: 0 for person in people}
    waiting = Thread.objects.unanswered().filter(specialist__in=list(load), escalated_at=None)
    rows = waiting.order_by().values_list("specialist").annotate(number=Count("pk"))
    return load | dict(rows)


def fallback_for(thread: Thread) -> tuple[list[AbstractBaseUser], bool]:
    """Whom to ask where no specialist is free, and whether they are the programme's staff.

    Staff who may not read it are not asked: then it is whoever looks after the network.
    """
    staff = list(staff_who_read(thread))
    if staff:
        return staff, True
    return [person for person in thread.page.specific.moderators() if person.pk != thread.created_by_id], False


def staff_who_read(thread: Thread) -> QuerySet:
    people = get_user_model()._default_manager.filter(holding(thread.tokens()), is_staff=True, is_active=True)
    return people.exclude(pk=thread.created_by_id).order_by("pk")
