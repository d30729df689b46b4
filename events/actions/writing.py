"""Verbs of organisers who write to the people of a meeting."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.audit.actions import log
from portal.users.models import User

from ..mails import tell
from ..models import Dispatch, Registration


@transaction.atomic
def write_to(
    *, registrations: Iterable[Registration], subject: str, text: str, actor: User, now: datetime | None = None
) -> int:
    """The organiser's own words, to each of these people of one meeting. Returns how many were written to.

    Safe to repeat: the same words never reach a person twice, whoever presses again.
    """
    keys = [registration.pk for registration in registrations]
    people = list(Registration.objects.filter(pk__in=keys).not_forgotten().select_related("user"))
    if not people:
        return 0
    if len({person.meeting_id for person in people}) > 1:
        raise ValueError("These people are not of one meeting.")
    meeting = people[0].meeting
    event = meeting.page
    event.meeting = meeting
    if not event.can_manage(actor):
        raise PermissionDenied(
            "Only convenors of the network and programme staff can write to the people of a meeting."
        )
    now = now or timezone.now()
    mark = hashlib.sha256(f"{subject}\n{text}".encode()).hexdigest()[:32]
    dispatch, _ = Dispatch.objects.get_or_create(
        meeting=meeting,
        kind=Dispatch.Kind.MESSAGE,
        mark=mark,
        starts_at=meeting.starts_at,
        defaults={"due_at": now, "state": Dispatch.State.SENT, "settled_at": now},
    )
    mails = tell(people, "message", event=event, key=mark, about=dispatch, heading=subject, words=text)
    Dispatch.objects.filter(pk=dispatch.pk).update(told=F("told") + len(mails))
    log(actor=actor, action="events/wrote", target=dispatch, people=len(mails))
    return len(mails)
