"""A person as the viewer may see them."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from ..models import User

register = template.Library()


@register.inclusion_tag("components/person.html", takes_context=True)
def person_seen(context: template.Context, person: User, size: str = "", badge: str = "") -> dict[str, Any]:
    """Initials or photo, name, title, trust and the way to the person's page: each only if the viewer may have it."""
    viewer = context["request"].user
    shows_seat = person.shows("seat", to=viewer)
    title = person.job_title if person.shows("job_title", to=viewer) else ""
    has_photo = person.photo_changed_at is not None and person.shows("photo", to=viewer)
    return {
        "name": str(person),
        "initials": person.initials,
        "photo": reverse("people:photo", args=[person.pk, "small"]) if has_photo else "",
        "role": title or (person.get_role_display() if shows_seat else ""),
        "trust": (person.trust or "") if shows_seat else "",
        "href": reverse("people:person", args=[person.pk]) if person.shows("name", to=viewer) else "",
        "size": size,
        "badge": badge,
    }
