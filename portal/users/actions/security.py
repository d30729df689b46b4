"""Verbs of signing in: what an account is secured by, and the sessions it has open."""

from __future__ import annotations

from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log_aside
from portal.notifications.actions import Recipient, notify

from ..models import User


@transaction.atomic
def record_sign_in(*, user: User, methods: Sequence[str]) -> None:
    """Somebody signed in, and by what."""
    log_aside(actor=user, action="users/signed-in", target=user, methods=sorted(set(methods)))


@transaction.atomic
def record_failed_sign_in() -> None:
    """Somebody tried and failed. Not who: an address would tell whether there is an account."""
    log_aside(actor=None, action="users/sign-in-failed", target=User())


@transaction.atomic
def record_factor(*, user: User, change: str, kind: str) -> None:
    """A second factor was added, removed, renewed, or a code of it was refused."""
    log_aside(actor=user, action=f"users/factor-{change}", target=user, kind=kind)


@transaction.atomic
def record_password(*, user: User) -> None:
    log_aside(actor=user, action="users/changed-password", target=user)


@transaction.atomic
def record_new_address(*, user: User) -> None:
    log_aside(actor=user, action="users/changed-email", target=user)


@transaction.atomic
def end_sessions(*, actor: User | None, user: User, sessions: Sequence[UserSession]) -> int:
    """Sign somebody out elsewhere; how many sessions ended."""
    for session in sessions:
        session.end()
    if sessions:
        log_aside(actor=actor, action="users/ended-sessions", target=user, number=len(sessions))
    return len(sessions)


def note_session_use(*, session_key: str) -> None:
    """When a session was last used, for its owner to see."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=timezone.now())


@transaction.atomic
def reset_second_factor(*, actor: User | None, user: User) -> int:
    """Take every factor from somebody who lost theirs, and sign them out everywhere; how many factors there were."""
    factors, _ = Authenticator.objects.filter(user=user).delete()
    end_sessions(actor=actor, user=user, sessions=list(UserSession.objects.filter(user=user)))
    entry = log_aside(actor=actor, action="users/factor-reset", target=user, number=factors)
    notify(
        recipients=[Recipient(user.email, user.get_full_name(), user)],
        kind="users/factor-reset",
        target=user,
        key=str(entry.pk),
    )
    return factors
