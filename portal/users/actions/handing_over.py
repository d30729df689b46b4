"""Verbs of a hand-over: offer what goes with a seat, take it on, decline, take it back."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify

from ..charges import charges
from ..models import HandOver, Tenure, User
from .seats import leave_seat, take_seat


@transaction.atomic
def offer_hand_over(*, tenure: Tenure, successor: User, actor: User, keys: Iterable[str]) -> HandOver:
    """Offer a successor what goes with a seat. Nothing moves yet."""
    tenure = Tenure.objects.select_for_update().get(pk=tenure.pk)
    if not tenure.can_hand_over(actor):
        raise PermissionDenied("Only the holder of a seat, or the programme, can hand it over.")
    if not successor.is_active or successor.pk == tenure.person_id:
        raise PermissionDenied("Choose somebody else with an account.")
    if (offered := tenure.hand_overs.open().first()) is not None:
        return offered
    known = {charge.key for charge in charges()}
    hand_over = HandOver.objects.create(
        tenure=tenure, successor=successor, offered_by=actor, charges=sorted(known.intersection(keys))
    )
    log(actor=actor, action="users/offered-seat", target=hand_over, tenure=tenure.pk, successor=successor.pk)
    tell(hand_over, successor, "users/hand_over_offered")
    return hand_over


@transaction.atomic
def accept_hand_over(*, hand_over: HandOver, actor: User) -> HandOver:
    """Take on what was offered: everything moves at once, the seat with it, or nothing does."""
    hand_over = _locked(hand_over)
    if not hand_over.can_answer(actor):
        raise PermissionDenied("This offer is not open, or not made to you.")
    tenure, giver = hand_over.tenure, hand_over.tenure.person
    if not tenure.is_current:
        raise PermissionDenied("The seat is not held any more: there is nothing to take over.")
    taken = take_seat(
        actor=actor, person=actor, organisation=tenure.seat.organisation, role=tenure.seat.role, approved=True
    )
    if tenure.vouched_at and not taken.vouched_at:  # the holder before says that it is theirs now
        taken.vouched_at, taken.vouched_by = timezone.now(), giver
        taken.save(update_fields=["vouched_at", "vouched_by"])
    moved = {}
    for charge in charges():
        if charge.key in hand_over.charges:
            moved[charge.key] = sum(charge.give(row, giver, actor) for row in list(charge.rows(giver)))
    leave_seat(actor=hand_over.offered_by, tenure=tenure)
    _answer(hand_over, HandOver.State.ACCEPTED, moved=moved)
    log(actor=actor, action="users/accepted-seat", target=hand_over, tenure=tenure.pk, moved=moved)
    tell(hand_over, giver, "users/hand_over_answered")
    if hand_over.offered_by_id != giver.pk and hand_over.offered_by:
        tell(hand_over, hand_over.offered_by, "users/hand_over_answered")
    return hand_over


@transaction.atomic
def decline_hand_over(*, hand_over: HandOver, actor: User) -> HandOver:
    """Say no: everything stays where it is."""
    hand_over = _locked(hand_over)
    if not hand_over.can_answer(actor):
        raise PermissionDenied("This offer is not open, or not made to you.")
    _answer(hand_over, HandOver.State.DECLINED)
    log(actor=actor, action="users/declined-seat", target=hand_over)
    tell(hand_over, hand_over.offered_by or hand_over.tenure.person, "users/hand_over_answered")
    return hand_over


@transaction.atomic
def withdraw_hand_over(*, hand_over: HandOver, actor: User) -> HandOver:
    """Take the offer back before it is answered."""
    hand_over = _locked(hand_over)
    if not hand_over.can_withdraw(actor):
        raise PermissionDenied("This offer is not yours, or it was answered already.")
    _answer(hand_over, HandOver.State.WITHDRAWN)
    log(actor=actor, action="users/withdrew-seat", target=hand_over)
    tell(hand_over, hand_over.successor, "users/hand_over_answered")
    return hand_over


def _locked(hand_over: HandOver) -> HandOver:
    HandOver.objects.select_for_update().get(pk=hand_over.pk)
    return HandOver.objects.with_people().get(pk=hand_over.pk)


def _answer(hand_over: HandOver, state: str, moved: dict[str, int] | None = None) -> None:
    hand_over.state, hand_over.answered_at, hand_over.moved = state, timezone.now(), moved or {}  # type: ignore[assignment]
    hand_over.save(update_fields=["state", "answered_at", "moved"])


def tell(hand_over: HandOver, person: User, kind: str) -> None:
    notify(
        recipients=[Recipient.of(person)],
        kind=kind,
        target=hand_over,
        context={"hand_over": hand_over, "url": reverse("seats:hand_over", args=[hand_over.pk])},
        key=hand_over.state,
    )


@transaction.atomic
def end_hand_overs(*, person: User) -> int:
    """Somebody closes their account: what waits for an answer, from them or of them, is taken back. Safe to repeat."""
    waiting = HandOver.objects.open().filter(Q(successor=person.pk) | Q(tenure__person=person.pk))
    ended = waiting.update(state=HandOver.State.WITHDRAWN, answered_at=timezone.now())
    if ended:
        log(actor=None, action="users/ended-hand-overs", target=person, number=ended)
    return ended
