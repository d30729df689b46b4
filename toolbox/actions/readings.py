"""Verbs of reading: ask people to confirm that they read a tool, confirm, remind once, end it."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from networks.models import Network
from portal.audit.actions import log
from portal.discussion.refusals import NotTaken
from portal.organisations.models import Organisation
from portal.users.models import User

from .. import news
from ..models import EntryPage, ReadingRequest, Receipt
from ..receipts import may_ask, may_follow_up, people_of, still_waits

MOST_PEOPLE = 5000


@transaction.atomic
def ask_to_read(
    *,
    entry: EntryPage,
    by: AbstractBaseUser,
    due_on: date,
    network: Network | None = None,
    role: str = "",
    trust: Organisation | None = None,
    months: int | None = None,
    each_edition: bool = True,
) -> ReadingRequest:
    """Ask one audience. A network's tool is asked of its members alone: nobody else may read it."""
    if not may_ask(by, entry):
        raise PermissionDenied
    if sum(map(bool, (network, role, trust))) != 1:
        raise NotTaken("Choose one: a network, a role or a trust.")
    own = entry.network()
    if own is not None and (network is None or network.pk != own.pk):
        raise NotTaken("A tool of a network is read by its members: ask them.")
    if due_on < timezone.localdate():
        raise NotTaken("Choose a day to come.")
    reading = ReadingRequest.objects.create(
        entry=entry,
        network=network,
        role=role,
        trust=trust,
        asked_by=by,
        due_on=due_on,
        months=months,
        each_edition=each_edition,
    )
    log(actor=by, action="toolbox/reading_asked", target=reading, entry=entry.pk)
    news.tell_of_reading(reading, to=list(people_of(reading)[:MOST_PEOPLE]), by=by)
    return reading


@transaction.atomic
def confirm_reading(*, reading: ReadingRequest, by: AbstractBaseUser) -> Receipt:
    """A receipt of the tool as it is now. Pressed twice, there is one."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    found = ReadingRequest.objects.asked_of(by).filter(pk=reading.pk).select_related("entry").first()
    if found is None:
        raise PermissionDenied
    last = Receipt.objects.filter(reading=found, person=by).first()
    if last is not None and not found.waits_for(last, today=timezone.localdate()):
        return last
    receipt = Receipt.objects.create(reading=found, person=by, version=found.entry.edition_now())
    log(actor=by, action="toolbox/reading_confirmed", target=receipt, entry=found.entry_id)
    return receipt


@transaction.atomic
def end_reading(*, reading: ReadingRequest, by: AbstractBaseUser) -> None:
    """Nobody is asked any more; the receipts stay."""
    reading = ReadingRequest.objects.select_for_update(of=("self",)).get(pk=reading.pk)
    if not may_follow_up(by, reading):
        raise PermissionDenied
    if reading.closed_at is None:
        reading.closed_at = timezone.now()
        reading.save(update_fields=["closed_at"])
        log(actor=by, action="toolbox/reading_ended", target=reading)


@transaction.atomic
def remind_readers(*, now: datetime) -> int:
    """On the day it is due, once: those who have not confirmed hear of it. How many requests."""
    due = ReadingRequest.objects.going_on().filter(due_on__lte=timezone.localdate(now), reminded_at=None)
    done = 0
    for reading in due.select_for_update(of=("self",), skip_locked=True)[:20]:
        late = [person for person in people_of(reading)[:MOST_PEOPLE] if still_waits(reading, person)]
        news.tell_of_reading(reading, to=late, again=True)
        reading.reminded_at = now
        reading.save(update_fields=["reminded_at"])
        log(actor=None, action="toolbox/reading_reminded", target=reading, people=len(late))
        done += 1
    return done
