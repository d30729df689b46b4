"""Verbs of readers who could use what a colleague wrote."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.cms.audience import takes_part
from portal.discussion.models import Comment, Useful


@transaction.atomic
def find_useful(*, comment: Comment, user: AbstractBaseUser | AnonymousUser, useful: bool = True) -> None:
    """Say that one could use it, or no longer; said twice, it counts once. Nobody finds their own words useful."""
    if not takes_part(user) or comment.author_id == user.pk:
        raise PermissionDenied
    if not useful:
        Useful.objects.filter(comment=comment, person=user.pk).delete()
    elif comment.is_published():
        Useful.objects.bulk_create([Useful(comment=comment, person_id=user.pk)], ignore_conflicts=True)
