"""Verbs of closing an account: ask, take it back, carry it out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.audit.actions import log
from portal.notifications import leases
from portal.notifications.actions import Recipient, notify
from portal.privacy.holdings import holdings
from portal.privacy.models import Closing

from ..models import User
from .finding import find_person

COOLING_OFF = timedelta(days=7)
SALT = "users.keep-account"
LEASE = 600


def needed_before_closing(person: User) -> Iterator[tuple[str, str]]:
    """What somebody must do first, each with the address where it is done."""
    for path in settings.PORTAL_PROVIDERS["before_closing"]:
        yield from import_string(path)(person)


@transaction.atomic
def ask_to_close(*, person: User, actor: User | None, at_once: bool = False) -> Closing:
    """Close this account in seven days, or now. By the person, by staff whom they asked, or by rule (`actor=None`)."""
    by_oneself = actor is not None and actor.pk == person.pk
    if actor is not None and not by_oneself and not actor.is_staff:
        raise PermissionDenied
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.is_closed:
        raise ValidationError("This account is closed already.")
    if by_oneself and any(needed_before_closing(person)):
        raise ValidationError("Something has to be done first: see the list on this page.")
    if (asked := Closing.objects.open().filter(person=person).first()) is not None:
        return asked
    now = timezone.now()
    closing = Closing.objects.create(
        person=person,
        asked_by=actor,
        due_at=now if at_once else now + COOLING_OFF,
        last_address=person.email,
    )
    log(actor=actor, action="users/asked-to-close", target=closing, person=person.pk, at_once=at_once)
    if not at_once:
        address = reverse("users:keep_account", args=[keep_token(closing)])
        notify(
            recipients=[Recipient.of(person)],
            kind="users/closing_asked",
            target=closing,
            context={"keep_url": settings.PORTAL_URL + address, "by_staff": not by_oneself},
        )
    return closing


@transaction.atomic
def keep_account(*, closing: Closing, actor: User | None) -> bool:
    """Take the request back. False: it is too late, or was taken back before."""
    closing = Closing.objects.select_for_update().get(pk=closing.pk)
    if not closing.can_be_kept():
        return False
    closing.kept_at, closing.last_address = timezone.now(), ""
    closing.save(update_fields=["kept_at", "last_address"])
    log(actor=actor, action="users/kept-account", target=closing, person=closing.person_id)
    return True


def close_account(*, closing: Closing) -> bool:
    """Carry it out: from the first step nobody can sign in. Each step is safe to repeat, so is the whole.

    A worker that dies leaves the row open, and the sweep finds it.
    """
    name, holder = f"closing:{closing.pk}", leases.new_holder()
    if not leases.take(name=name, holder=holder, seconds=LEASE):
        return False
    try:
        if (person := _lock_out(closing)) is None:
            return False
        counts = {}
        for holding in holdings():
            if touched := holding.on_close(person):
                counts[holding.table._meta.label_lower] = touched
            leases.take(name=name, holder=holder, seconds=LEASE)
        _finish(closing, counts)
    finally:
        leases.release(name=name, holder=holder)
    return True


@transaction.atomic
def _lock_out(closing: Closing) -> User | None:
    """End every session and every way in. None: there is nothing to carry out."""
    closing = Closing.objects.select_for_update().get(pk=closing.pk)
    if closing.kept_at or closing.done_at or closing.due_at > timezone.now():
        return None
    person = User.objects.select_for_update().get(pk=closing.person_id)
    if closing.began_at is None:
        closing.began_at = timezone.now()
        closing.save(update_fields=["began_at"])
        log(actor=closing.asked_by, action="users/closing-began", target=closing, person=person.pk)
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    find_person(person=person)
    end_sessions(person=person)
    return person


def end_sessions(*, person: User) -> int:
    """Delete the sessions of this person, wherever they are signed in."""
    live = Session.objects.filter(expire_date__gt=timezone.now())
    theirs = [
        session.pk
        for session in live.iterator(chunk_size=500)
        if session.get_decoded().get("_auth_user_id") == str(person.pk)
    ]
    return Session.objects.filter(pk__in=theirs).delete()[0]


@transaction.atomic
def _finish(closing: Closing, counts: dict[str, int]) -> None:
    closing = Closing.objects.select_for_update().get(pk=closing.pk)
    if closing.done_at:
        return
    if closing.last_address:
        notify(recipients=[Recipient(closing.last_address)], kind="users/account_closed", target=closing)
    closing.done_at, closing.last_address = timezone.now(), ""
    closing.save(update_fields=["done_at", "last_address"])
    log(actor=None, action="users/closed-account", target=closing, person=closing.person_id, **counts)


def keep_token(closing: Closing) -> str:
    return signing.dumps(closing.pk, salt=SALT)


def closing_of_token(token: str) -> Closing | None:
    try:
        return Closing.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None
