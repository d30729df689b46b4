"""Verbs of an account: sign up, verify an address, say who I am, show my face."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.cms.models import Theme
from portal.files.pictures import squares

from ..models import Portrait, User
from ..visibility import CIRCLE_OF
from .finding import find_person

PROFILE = ("first_name", "last_name", "job_title", "phone", *CIRCLE_OF.values())


@transaction.atomic
def sign_up(*, user: User, first_name: str, last_name: str) -> None:
    """Complete the account that somebody just made with what they told of themselves."""
    user.first_name, user.last_name = first_name, last_name
    user.save(update_fields=["first_name", "last_name"])
    log(actor=user, action="users/signed-up", target=user)


@transaction.atomic
def record_verified_address(*, user: User) -> None:
    """Note that somebody proved an address is theirs."""
    log(actor=user, action="users/verified-address", target=user)


@transaction.atomic
def update_profile(*, user: User, themes: Iterable[Theme], **fields: Any) -> list[str]:
    """Write what somebody says of themselves; returns the names of what changed."""
    before = User.objects.get(pk=user.pk)
    changed = [name for name in PROFILE if name in fields and getattr(before, name) != fields[name]]
    for name in changed:
        setattr(user, name, fields[name])
    if changed:
        user.save(update_fields=changed)
    user.themes.set(themes)
    find_person(person=user)
    log(actor=user, action="users/updated-profile", target=user, changed=changed)
    return changed


@transaction.atomic
def set_photo(*, user: User, file: IO[bytes], place: str, description: str) -> None:
    """Keep a photo as two squares cut from `place` ("middle", "top" …), without what the camera wrote into it."""
    small, large = squares(file, sizes=(Portrait.SMALL, Portrait.LARGE), place=place)
    Portrait.objects.update_or_create(
        person=user, defaults={"small": small, "large": large, "description": description}
    )
    user.photo_changed_at = timezone.now()
    user.save(update_fields=["photo_changed_at"])
    log(actor=user, action="users/set-photo", target=user)


@transaction.atomic
def remove_photo(*, user: User) -> None:
    """Take the photo away for good. None is as good as removed."""
    if Portrait.objects.filter(person=user).delete()[0]:
        user.photo_changed_at = None
        user.save(update_fields=["photo_changed_at"])
        log(actor=user, action="users/removed-photo", target=user)


@transaction.atomic
def view_as_staff(*, actor: User, target: User, what: str) -> None:
    """Note that the programme's staff looked at people with more than a member's eyes."""
    if (actor.is_staff and actor.pk != target.pk) or what == "directory":
        log(actor=actor, action="users/staff-viewed", target=target, what=what)
