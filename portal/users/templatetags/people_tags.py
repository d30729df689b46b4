"""A person as the viewer may see them."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.auth.models import Permission
from django.db.models import Q
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


@register.simple_tag(takes_context=True)
def may_edit_pages(context: template.Context) -> bool:
    """Whether the reader may enter the editor: one query on each page, where `perms` takes two."""
    user = context["request"].user
    if not user.is_active or user.is_superuser or hasattr(user, "_perm_cache"):
        return user.has_perm("wagtailadmin.access_admin")
    enters = Permission.objects.filter(codename="access_admin", content_type__app_label="wagtailadmin")
    return enters.filter(Q(user=user.pk) | Q(group__user=user.pk)).exists()
