"""Verbs of accounts that nobody uses: warn, close, and delete those that never began."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify

from ..models import User
from ..querysets import UserQuerySet
from .closing import ask_to_close

KEPT_FOR = timedelta(days=730)
WARNED_BEFORE = timedelta(days=30)
WARNING = "users/inactive"
AT_ONCE = 200


def warn_inactive(*, now: datetime) -> int:
    """Tell those who have not signed in for 23 months that their account closes, unless they do."""
    silent = User.objects.silent_since(now - KEPT_FOR + WARNED_BEFORE).not_warned()
    people = list(silent[:AT_ONCE])
    for person in people:
        last = person.last_login or person.date_joined
        with transaction.atomic():
            notify(
                recipients=[Recipient.of(person)],
                kind=WARNING,
                target=person,
                context={"closes_at": max(last + KEPT_FOR, now + WARNED_BEFORE), "last": last},
                key=last.isoformat(),
            )
            log(actor=None, action="users/warned-inactive", target=person)
    return len(people)


def close_inactive(*, people: UserQuerySet) -> int:
    """Ask for these accounts to be closed: each was warned. The sweep carries it out."""
    asked = [ask_to_close(person=person, actor=None, at_once=True) for person in people]
    return len(asked)


@transaction.atomic
def delete_unverified(*, people: UserQuerySet) -> int:
    """Sign-ups that nobody completed: no address was proved, so there is nobody to tell and nothing to keep."""
    gone = list(people)
    for person in gone:
        log(actor=None, action="users/deleted-unverified", target=User(pk=person.pk))
    people.delete()
    return len(gone)
