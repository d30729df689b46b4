"""Who sees what of a person: one oracle for pages, lists, filters, pictures and search.

Each part of a profile has a circle that its owner chose. Whoever looks has a *reach*: how near they are to that
person. They see a part when their reach is far enough for its circle. Apps that know who is near whom say so through
`PORTAL_PROVIDERS["near"]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import IntEnum

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from portal.cms.audience import providers, takes_part


class Circle(models.TextChoices):
    """For whom a part of a profile is, from the widest to the narrowest."""

    SIGNED_IN = "signed-in", "Everybody who is signed in"
    NETWORKS = "networks", "Members of my networks"
    CONVENORS = "convenors", "Convenors of my networks and programme staff"
    NOBODY = "nobody", "Programme staff only"


class Reach(IntEnum):
    """How near somebody is to a person."""

    NONE = 0  # a visitor, or an account that waits for approval
    SIGNED_IN = 1
    NETWORKS = 2  # in one of their networks
    CONVENORS = 3  # convenes one of their networks
    STAFF = 4  # the programme's staff, and the person themselves


NEEDED = {
    Circle.SIGNED_IN: Reach.SIGNED_IN,
    Circle.NETWORKS: Reach.NETWORKS,
    Circle.CONVENORS: Reach.CONVENORS,
    Circle.NOBODY: Reach.STAFF,
}

# The parts of a profile, and the column that keeps the circle of each. The name stands in lists for its circle; with
# what somebody writes it always stands.
CIRCLE_OF = {
    "name": "shown_to",
    "job_title": "job_title_to",
    "seat": "seat_to",
    "region": "region_to",
    "themes": "themes_to",
    "photo": "photo_to",
    "email": "email_to",
    "phone": "phone_to",
}

Viewer = AbstractBaseUser | AnonymousUser


def is_enough(circle: str, reach: int) -> bool:
    """Whether somebody with this reach sees what is for this circle."""
    return reach >= NEEDED[Circle(circle)]


def near(viewer: AbstractBaseUser) -> Iterator[Mapping[Reach, models.QuerySet]]:
    """Keys of the people to whom this viewer has more reach than everybody."""
    for provider in providers("near"):
        yield provider(viewer)


def reach_expression(viewer: Viewer) -> Case | Value:
    """The reach of this viewer to each row of a queryset of people, without a query of its own."""
    if not takes_part(viewer):
        return Value(Reach.NONE.value, output_field=IntegerField())
    if getattr(viewer, "is_staff", False):
        return Value(Reach.STAFF.value, output_field=IntegerField())
    known = [(reach, keys) for answer in near(viewer) for reach, keys in answer.items()]
    known.sort(key=lambda pair: -pair[0])
    whens = [When(pk=viewer.pk, then=Reach.STAFF.value)]
    whens += [When(pk__in=keys, then=reach.value) for reach, keys in known]
    return Case(*whens, default=Reach.SIGNED_IN.value, output_field=IntegerField())


def shown(field: str) -> Q:
    """Of people read with their reach: those who show this part to the viewer."""
    column = CIRCLE_OF[field]
    some = Q()
    for circle, needed in NEEDED.items():
        some |= Q(**{column: circle, "reach__gte": needed.value})
    return some
