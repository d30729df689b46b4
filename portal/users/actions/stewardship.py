"""Verbs of staff about an account: suspend it, let it in again, look through it, join it with another."""

from __future__ import annotations

from collections import Counter

from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify
from portal.privacy.holdings import holdings, put_back

from ..models import Merge, Suspension, User, Viewing
from .finding import find_person
from .security import end_sessions


@transaction.atomic
def suspend(*, actor: User, person: User, reason: str) -> Suspension:
    """Nobody signs in with this account from now on, and every session of it is over. The person is told why."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not person.can_be_suspended_by(actor):
        raise PermissionDenied("You may not suspend this account.")
    suspension, created = Suspension.objects.get_or_create(
        person=person, lifted_at=None, defaults={"reason": reason, "suspended_by": actor}
    )
    if not created:
        return suspension
    person.is_active = False
    person.save(update_fields=["is_active"])
    find_person(person=person)
    _end_every_session(person, actor)
    log(actor=actor, action="users/suspended", target=person, suspension=suspension.pk)
    _tell([person], "users/suspended", suspension)
    return suspension


@transaction.atomic
def lift_suspension(*, actor: User, suspension: Suspension) -> None:
    """Let somebody in again. They sign in anew."""
    suspension = Suspension.objects.select_for_update(no_key=True, of=("self",)).get(pk=suspension.pk)
    person = suspension.person
    if not person.can_be_suspended_by(actor):
        raise PermissionDenied("You may not change this account.")
    if suspension.lifted_at is not None:
        return
    suspension.lifted_at, suspension.lifted_by = timezone.now(), actor
    suspension.save(update_fields=["lifted_at", "lifted_by"])
    _open_unless_shut(person)
    find_person(person=person)
    log(actor=actor, action="users/let-in-again", target=person, suspension=suspension.pk)
    _tell([person], "users/let_in_again", suspension)


@transaction.atomic
def begin_viewing(*, actor: User, person: User, reason: str) -> Viewing:
    """Start to see the portal as somebody else does."""
    if not person.can_be_viewed_by(actor):
        raise PermissionDenied("You may not view the portal as this person.")
    viewing = Viewing.objects.create(person=person, viewer=actor, reason=reason)
    log(actor=actor, action="users/began-viewing-as", target=person, viewing=viewing.pk)
    return viewing


@transaction.atomic
def end_viewing(*, viewing: Viewing) -> None:
    """Stop. Safe to repeat."""
    viewing = Viewing.objects.select_for_update(no_key=True, of=("self",)).get(pk=viewing.pk)
    if viewing.ended_at is None:
        viewing.ended_at = min(timezone.now(), viewing.ends_at)
        viewing.save(update_fields=["ended_at"])
        log(actor=viewing.viewer, action="users/ended-viewing-as", target=viewing.person, viewing=viewing.pk)


def preview_merge(*, source: User, target: User) -> list[tuple[str, int, int]]:
    """What would move and what would stay, by name of the rows: tried out, and taken back."""
    found = []
    with transaction.atomic():
        for holding in holdings():
            there = holding.about(source).count()
            moved = len({moved.pk for moved in holding.on_merge(source, target)})
            if there or moved:
                found.append((holding.name, moved, max(there - moved, 0)))
        transaction.set_rollback(True)
    return found


@transaction.atomic
def merge_accounts(*, actor: User, source: User, target: User, reason: str) -> Merge:
    """Give everything of one account to the other of the same person. The first one is closed to signing in."""
    people = {person.pk: person for person in User.objects.select_for_update().filter(pk__in=[source.pk, target.pk])}
    if len(people) < 2:
        raise ValidationError("Choose two different accounts.")
    source, target = people[source.pk], people[target.pk]
    if not (source.can_be_merged_by(actor) and target.can_be_merged_by(actor)):
        raise PermissionDenied("You may not merge these accounts.")
    if not (source.is_active and target.is_active):
        raise ValidationError("Both accounts must be open. Let a suspended one in first.")
    merge = Merge.objects.create(source=source, target=target, reason=reason, merged_by=actor)
    moved: dict[str, list] = {}
    for holding in holdings():
        for model, key, field in holding.on_merge(source, target):
            moved.setdefault(f"{model} {field}", []).append(key)
    merge.moved = moved
    merge.save(update_fields=["moved"])
    source.is_active = False
    source.save(update_fields=["is_active"])
    find_person(person=source)
    find_person(person=target)
    _end_every_session(source, actor)
    counts = Counter({column: len(keys) for column, keys in moved.items()})
    log(actor=actor, action="users/merged", target=target, source=source.pk, merge=merge.pk, rows=counts.total())
    _tell([source, target], "users/merged", merge)
    return merge


@transaction.atomic
def undo_merge(*, actor: User, merge: Merge) -> int:
    """Put back what moved, as far as it is still there; the number of rows. Within 14 days."""
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    source, target = merge.source, merge.target
    if not (source.can_be_merged_by(actor) and target.can_be_merged_by(actor)):
        raise PermissionDenied("You may not merge these accounts.")
    if not merge.can_undo():
        raise ValidationError("This merge cannot be undone any more.")
    columns = [(column.split(" "), keys) for column, keys in merge.moved.items()]
    back = put_back(((model, key, field) for (model, field), keys in columns for key in keys), source)
    merge.undone_at, merge.undone_by = timezone.now(), actor
    merge.save(update_fields=["undone_at", "undone_by"])
    _open_unless_shut(source)
    find_person(person=source)
    find_person(person=target)
    log(actor=actor, action="users/unmerged", target=target, source=source.pk, merge=merge.pk, rows=back)
    _tell([source, target], "users/unmerged", merge)
    return back


def _open_unless_shut(person: User) -> None:
    """Let somebody sign in, unless another suspension or merge still says that they may not."""
    suspended = person.suspensions.filter(lifted_at=None).exists()
    merged = person.merged_into.filter(undone_at=None).exists()
    person.is_active = not (suspended or merged)
    person.save(update_fields=["is_active"])


def _end_every_session(person: User, actor: User) -> None:
    """A session of somebody who may not sign in opens nothing; ended, it opens nothing later either."""
    end_sessions(actor=actor, user=person, sessions=list(UserSession.objects.filter(user=person)))


def _tell(people: list[User], kind: str, target: Suspension | Merge) -> None:
    recipients = [Recipient(email=person.email, name=person.first_name, user=person) for person in people]
    notify(recipients=recipients, kind=kind, target=target)
