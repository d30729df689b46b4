"""The verbs of what came of a meeting: write it down, publish it, and settle what earlier meetings left open."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.search.actions import put_page
from portal.users.models import User

from ..mails import tell
from ..models import AgreedAction, Decision, EventPage, Meeting, Minutes
from ..models.outcomes import role_of
from ..record import Agreed, Decided, Record, Settled
from .agreeing import close_action, give


@transaction.atomic
def write_minutes(*, event: EventPage, actor: User, record: Record) -> Minutes:
    """Keep what was typed: as a draft, or in the published minutes at once. A row without words goes."""
    meeting = _managed(event, actor)
    minutes, _ = Minutes.objects.get_or_create(meeting=meeting)
    now = timezone.now()
    words = {"heard": record.heard, "sections": record.sections, "members_only": record.members_only}
    if any(getattr(minutes, name) != value for name, value in words.items()):
        for name, value in words.items():
            setattr(minutes, name, value)
        minutes.changed_at, minutes.written_by = now, actor
        minutes.save(update_fields=[*words, "changed_at", "written_by"])
    _keep_decisions(meeting, record.decisions)
    _keep_actions(meeting, record.actions, minutes=minutes, actor=actor)
    _settle(meeting, record.settled, actor=actor)
    log(actor=actor, action="events/minuted", target=minutes, published=minutes.is_published)
    if minutes.is_published:
        put_page(page=event)
    return minutes


@transaction.atomic
def publish_minutes(*, event: EventPage, actor: User, tell_people: bool) -> Minutes:
    """Let people read the record, tell owners what they took on, and those with a place if wished. Safe to repeat."""
    meeting = _managed(event, actor)
    minutes = Minutes.objects.select_related("meeting__network").get(meeting=meeting)
    if not minutes.is_published:
        minutes.published_at = minutes.changed_at = timezone.now()
        minutes.save(update_fields=["published_at", "changed_at"])
        log(actor=actor, action="events/minutes-published", target=minutes, told=tell_people)
        for action in meeting.agreed_actions.open().select_related("owner"):
            give(action=action, event=event, actor=actor)
        put_page(page=event)
    if tell_people:
        people = meeting.registrations.confirmed().select_related("user")
        readers = [one for one in people if not minutes.members_only or (one.user and minutes.may_be_read_by(one.user))]
        tell(readers, "minutes", event=event, method="")  # the same words never make a second mail
    return minutes


@transaction.atomic
def withdraw_minutes(*, event: EventPage, actor: User) -> Minutes:
    """Take the record back into a draft: nobody but the organisers reads it."""
    minutes = Minutes.objects.get(meeting=_managed(event, actor))
    minutes.published_at = None
    minutes.save(update_fields=["published_at"])
    log(actor=actor, action="events/minutes-withdrawn", target=minutes)
    put_page(page=event)
    return minutes


def _managed(event: EventPage, actor: User) -> Meeting:
    """The meeting, held: two who write at the same time write one after the other."""
    if not event.can_manage(actor):
        raise PermissionDenied
    event.meeting = Meeting.objects.locked().get(page=event)
    return event.meeting


def _keep_decisions(meeting: Meeting, decided: list[Decided]) -> None:
    present = {row.pk: row for row in meeting.decisions.all()}
    for order, one in enumerate(decided):
        row = present.get(one.pk or 0) or Decision(meeting=meeting)
        if one.text:
            row.text, row.order = one.text, order
            row.save()
        elif row.pk:
            row.delete()


def _keep_actions(meeting: Meeting, agreed: list[Agreed], *, minutes: Minutes, actor: User) -> None:
    """Closed ones stay as they are; of published minutes none disappears, it is dropped with a reason."""
    present = {row.pk: row for row in meeting.agreed_actions.open().select_related("owner")}
    for order, one in enumerate(agreed):
        if one.pk and one.pk not in present:
            continue  # closed by its owner while this was typed
        row = present.get(one.pk) or AgreedAction(meeting=meeting)
        if not one.text:
            if row.pk and not minutes.is_published:
                row.delete()
            continue
        moved = row.owner_id != (one.owner.pk if one.owner else None)
        if row.due_on != one.due_on or moved:
            row.reminded = AgreedAction.Reminded.NO
        row.text, row.due_on, row.order, row.owner = one.text, one.due_on, order, one.owner
        row.owner_role = one.owner_role or role_of(one.owner)
        row.save()
        if minutes.is_published and moved:
            give(action=row, event=meeting.page, actor=actor)


def _settle(meeting: Meeting, settled: list[Settled], *, actor: User) -> None:
    for one in settled:
        close_action(action=one.action, actor=actor, state=one.state, outcome=one.outcome, meeting=meeting)
