"""The verbs of an agreed action: give it to somebody, change it, close it, open it again, remind its owner."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify
from portal.users.models import User

from ..models import AgreedAction, EventPage, Meeting
from ..models.outcomes import role_of

SOON = timedelta(days=7)
State, Reminded = AgreedAction.State, AgreedAction.Reminded


@transaction.atomic
def change_action(
    *,
    action: AgreedAction,
    actor: User,
    text: str,
    owner: User | None,
    owner_role: str,
    due_on: date | None,
) -> AgreedAction:
    """Say it better, give it to somebody else, or to another day. A new owner is told."""
    action = _held(action)
    if not action.can_manage(actor):
        raise PermissionDenied
    moved = action.owner_id != (owner.pk if owner else None)
    if moved or action.due_on != due_on:
        action.reminded = Reminded.NO
    action.text, action.owner, action.due_on = text, owner, due_on
    action.owner_role = owner_role or role_of(owner)
    action.save()
    log(actor=actor, action="events/action-changed", target=action, reassigned=moved)
    if moved:
        give(action=action, event=action.meeting.page, actor=actor)
    return action


@transaction.atomic
def close_action(
    *,
    action: AgreedAction,
    actor: User,
    state: str,
    outcome: str,
    meeting: Meeting | None = None,
) -> AgreedAction:
    """Done, by its owner or an organiser; dropped, by an organiser. `meeting`: the later one where it was settled."""
    action = _held(action)
    manages = action.can_manage(actor) or (meeting is not None and meeting.page.can_manage(actor))
    if not (manages or (state == State.DONE and action.can_finish(actor))):
        raise PermissionDenied
    if not action.is_open:
        return action  # pressed twice, or settled by somebody else meanwhile: the first word stands
    action.state, action.outcome = state, outcome
    action.closed_at, action.closed_by, action.closed_in = timezone.now(), actor, meeting
    action.save(update_fields=["state", "outcome", "closed_at", "closed_by", "closed_in"])
    log(actor=actor, action=f"events/action-{state}", target=action, meeting=meeting.pk if meeting else None)
    return action


@transaction.atomic
def reopen_action(*, action: AgreedAction, actor: User) -> AgreedAction:
    """It was not done after all, or was closed by mistake."""
    action = _held(action)
    if not action.can_finish(actor):
        raise PermissionDenied
    action.state, action.closed_at, action.closed_by, action.closed_in = State.OPEN, None, None, None
    action.save(update_fields=["state", "closed_at", "closed_by", "closed_in"])
    log(actor=actor, action="events/action-reopened", target=action)
    return action


@transaction.atomic
def pass_on_action(*, action: AgreedAction, giver: User, taker: User) -> bool:
    """A successor takes over what is still to do. False: it is nobody's of the giver any more."""
    action = _held(action)
    if not action.is_open or action.owner_id != giver.pk:
        return False
    action.owner, action.reminded = taker, Reminded.NO
    action.save(update_fields=["owner", "reminded"])
    give(action=action, event=action.meeting.page, actor=taker, giver=giver.pk)
    return True


def give(*, action: AgreedAction, event: EventPage, actor: User, **data: Any) -> None:
    """Tell whoever owns it now what they took on. Nobody is told what they wrote down for themselves."""
    action.given_at = timezone.now()
    action.save(update_fields=["given_at"])
    entry = log(actor=actor, action="events/action-given", target=action, owner=action.owner_id, **data)
    if action.owner_id != actor.pk or "giver" in data:
        _write(action, event, "action_given", key=str(entry.pk))


@transaction.atomic
def remind_owners(*, now: datetime) -> int:
    """Seven days before the day, and once the day has passed; each once. Returns how many mails were written."""
    today = timezone.localdate(now)
    due = AgreedAction.objects.published().open().filter(owner__is_active=True).select_for_update(of=("self",))
    soon = due.filter(due_on__range=(today, today + SOON), reminded=Reminded.NO)
    late = due.filter(due_on__range=(today - SOON, today - timedelta(days=1))).exclude(reminded=Reminded.OVERDUE)
    written = 0
    for rows, stage, kind in ((soon, Reminded.SOON, "action_soon"), (late, Reminded.OVERDUE, "action_overdue")):
        for action in rows.select_related("owner", "meeting__page"):
            action.reminded = stage
            action.save(update_fields=["reminded"])
            if stage == Reminded.SOON and action.given_at and action.given_at >= now - timedelta(days=1):
                continue  # they have just been told the day
            log(actor=None, action="events/action-reminded", target=action, stage=stage)
            written += _write(action, action.meeting.page, kind, key=str(action.due_on))
    return written


@transaction.atomic
def forget_owners(*, actions: models.QuerySet) -> int:
    """Take the person out of these actions; the role stays. Part of a purge or of closing an account."""
    return actions.update(owner=None, closed_by=None)


def _held(action: AgreedAction) -> AgreedAction:
    rows = AgreedAction.objects.select_for_update(of=("self",)).select_related("meeting__page", "owner")
    return rows.get(pk=action.pk)


def _write(action: AgreedAction, event: EventPage, kind: str, *, key: str) -> int:
    owner = action.owner
    if not isinstance(owner, User) or not owner.is_active:
        return 0
    address = settings.PORTAL_URL + reverse("events:finish_action", args=[action.pk])
    words = {"action": action, "event": event, "event_url": event.full_url, "finish_url": address}
    told = notify(
        recipients=[Recipient(email=owner.email, name=str(owner), user=owner)],
        kind=f"events/{kind}",
        target=action,
        context=words,
        key=key,
    )
    return len(told)
