"""Who checks a tool again, who is asked when nobody does, and when."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from networks.models import Membership
from portal.cms.audience import may_see, takes_part
from portal.organisations.working_days import day_after

from .drafting import may_edit
from .models import EntryPage, Review
from .models.reviews import ARCHIVED_AFTER, NOTICE

Step = Review.Step
LEAD = {Step.OWNER: 20, Step.CONVENOR: 10, Step.PROGRAMME: 5}
"""So many working days before the day of the review each of them is asked."""
PAUSE = timedelta(days=5)
"""Nobody is passed over: between two steps there are some days, however late the first one was."""


def due_for(step: int, today: date) -> models.QuerySet[EntryPage]:
    """Published tools whose next step this is, today."""
    late = {Step.BANNER: today - timedelta(days=1), Step.ARCHIVED: today - ARCHIVED_AFTER}
    until = day_after(today, LEAD[Step(step)]) if step in LEAD else late[Step(step)]
    due = EntryPage.objects.live().filter(review_by__lte=until)
    begun = models.Q(review_step__review_by=models.F("review_by"))
    if step == Step.OWNER:
        return due.exclude(begun)
    before = today - (NOTICE if step == Step.ARCHIVED else PAUSE)
    return due.filter(begun, review_step__step=step - 1, review_step__stepped_on__lte=before)


def may_review_again(user: AbstractBaseUser | AnonymousUser, entry: EntryPage) -> bool:
    """Whoever answers for a tool says that it is right, and whoever may publish it."""
    if not takes_part(user):
        return False
    if entry.owned_by_id == user.pk:
        return may_see(user, entry.audience())
    return may_edit(user, entry) and entry.permissions_for_user(user).can_publish()


def asked_at(step: int, entry: EntryPage) -> list[AbstractBaseUser]:
    """Those who are asked at a step and those before it; where there is nobody, whoever comes next.

    Nobody is written to about a tool they may not see.
    """
    levels = [[entry.owned_by] if entry.owned_by else [], _convenors(entry), _programme()]
    people: dict[int, AbstractBaseUser] = {}
    for level, found in enumerate(levels, start=int(Step.OWNER)):
        if level <= step or not people:
            people |= {one.pk: one for one in found if takes_part(one) and may_see(one, entry.audience())}
    return list(people.values())


def to_check_by(user: AbstractBaseUser, today: date) -> models.QuerySet[EntryPage]:
    """What this person answers for, convenes or (as staff) looks after: to be checked soon, late, or archived."""
    soon = models.Q(live=True, review_by__lte=day_after(today, LEAD[Step.OWNER]))
    gone = models.Q(live=False, review_step__step=Step.ARCHIVED)
    entries = EntryPage.objects.filter(soon | gone).for_audience_of(user)
    if not getattr(user, "is_staff", False):
        homes = Membership.objects.convening().filter(user=user.pk).values_list("network__page__path", flat=True)
        own = models.Q(owned_by=user.pk)
        for path in homes:
            own |= models.Q(path__startswith=path)
        entries = entries.filter(own)
    return entries.select_related("review_step", "owned_by").order_by("review_by", "title", "pk")


def _convenors(entry: EntryPage) -> list[AbstractBaseUser]:
    network = entry.network()
    people = get_user_model()._default_manager.filter(is_active=True)
    return list(people.filter(pk__in=network.memberships.convening().values("user"))) if network else []


def _programme() -> list[AbstractBaseUser]:
    return list(get_user_model()._default_manager.filter(is_staff=True, is_active=True))
