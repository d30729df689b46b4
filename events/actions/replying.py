"""Verbs of what people are asked: register with answers, change them until the start, and take needs away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log, log_aside
from portal.users.models import User

from ..answers import Refused
from ..models import EventPage, Needs, Question, Registration, Reply
from ..questions import key_of
from ..replies import can_change_replies
from .registering import register

Said = Iterable[tuple[Question, str]]


@transaction.atomic
def register_answering(
    *, event: EventPage, user: User, replies: Said, needs: Mapping[str, str], shown: bool
) -> Registration:
    """Take a place, or a turn, and keep what was answered: both or neither. Raises `Refused`."""
    registration = register(event=event, user=user)
    if shown:
        registration.shown = True
        registration.save(update_fields=["shown"])
    _keep(registration, replies, needs)
    return registration


@transaction.atomic
def change_replies(
    *,
    registration: Registration,
    replies: Said,
    needs: Mapping[str, str],
    shown: bool,
    actor: User | None,
    now: datetime | None = None,
) -> None:
    """Say something else, until the meeting starts. Replies to questions that are no longer asked stay.

    `actor=None`: the person, by a link that only they were sent.
    """
    row = Registration.objects.select_for_update(of=("self",)).select_related("meeting__page").get(pk=registration.pk)
    if actor is not None and row.user_id != actor.pk:
        raise PermissionDenied("Only the person can change their answers.")
    refused = can_change_replies(row, now or timezone.now())
    if refused is not None:
        raise Refused(refused)
    asked = {key_of(question.name) for question in row.meeting.page.questions.all()}
    again = [reply.pk for reply in row.replies.all() if key_of(reply.name) in asked]
    Reply.objects.filter(pk__in=again).delete()
    Needs.objects.filter(registration=row).delete()
    _keep(row, replies, needs)
    row.shown = shown
    row.save(update_fields=["shown"])
    log(actor=actor, action="events/changed-replies", target=row)


@transaction.atomic
def forget_needs(*, now: datetime) -> int:
    """Delete what nobody has to know any more. Asked each minute: it does not wait for a purge."""
    rows = list(Needs.objects.no_longer_needed(now).select_related("registration__meeting"))
    for meeting, count in Counter(row.registration.meeting for row in rows).items():
        log_aside(actor=None, action="events/forgot-needs", target=meeting, count=count)
    Needs.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _keep(registration: Registration, replies: Said, needs: Mapping[str, str]) -> None:
    rows = [
        Reply(registration=registration, name=question.name, question=question.text, value=value)
        for question, value in replies
    ]
    if rows:
        Reply.objects.bulk_create(rows)
    if any(needs.values()):
        Needs.objects.create(registration=registration, **needs)
