"""Who is whom: the directory and a person's page, with no more than the viewer may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from .models import User
from .querysets import UserQuerySet
from .visibility import Viewer


def people_for(viewer: Viewer, asked: dict[str, Any]) -> UserQuerySet:
    """The people who match. A filter first leaves out whoever hides what it asks for, so it tells nothing of them."""
    people = User.objects.listed_for(viewer).prefetch_related("themes")
    for word in (asked.get("name") or "").split()[:5]:
        people = people.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word))
    if trust := (asked.get("trust") or "").strip():
        people = people.showing("seat")
        named = Q()
        for word in trust.split()[:5]:
            named &= Q(trust__name__icontains=word)
        people = people.filter(named | Q(trust__code__iexact=trust))
    if role := asked.get("role"):
        people = people.showing("seat").filter(role=role)
    if theme := asked.get("theme"):
        people = people.showing("themes").filter(themes=theme)
    if region := asked.get("region"):
        people = people.showing("region").filter(trust__region=region)
    return people.order_by("last_name", "first_name", "pk")


def seen(person: User, viewer: Viewer) -> dict[str, Any]:
    """What this viewer sees of a person: each part, or nothing where it is not for them."""
    shows = {field: person.shows(field, to=viewer) for field in ("job_title", "seat", "region", "themes", "photo")}
    return {
        "person": person,
        "name": str(person),
        "title": (person.job_title if shows["job_title"] else "")
        or (person.get_role_display() if shows["seat"] else ""),
        "role": person.get_role_display() if shows["seat"] else "",
        "trust": person.trust if shows["seat"] else None,
        "region": person.region if shows["region"] else None,
        "themes": list(person.themes.all()) if shows["themes"] else [],
        "photo": person.photo_changed_at is not None and shows["photo"],
        "email": person.email if person.shows("email", to=viewer) else "",
        "phone": person.phone if person.shows("phone", to=viewer) else "",
    }
