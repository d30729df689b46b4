"""That staff looked into a network which they do not belong to."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from networks.models import Network
from portal.audit.actions import log_view


def note_look(
    *, network: Network | None, viewer: AbstractBaseUser, what: str, target: models.Model | None = None
) -> None:
    """Members look at what is theirs. Staff who are none leave a trace: `what` they saw, of the network or a target."""
    if network is not None and getattr(viewer, "is_staff", False) and not network.role_of(viewer):
        log_view(viewer=viewer, target=target or network, what=what)
