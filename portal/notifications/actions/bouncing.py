"""Say that an address works again."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.audit.actions import log
from portal.notifications.models import Bounce


@transaction.atomic
def works_again(*, actor: AbstractBaseUser) -> None:
    """The person's own address gets mail again. Whoever comes first: it is blocked anew by the next that comes back."""
    bounce = Bounce.objects.blocked().to(actor.email).first()  # type: ignore[attr-defined]
    if bounce is None:
        raise PermissionDenied("Mail to your address does not come back.")
    log(actor=actor, action="notifications/address_works", target=bounce)
    bounce.delete()
