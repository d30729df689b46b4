"""Verbs of coming in: at once by an approved domain, or by asking; the programme answers either way."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.audit.actions import log
from portal.cms.audience import forget_tokens
from portal.notifications.actions import Recipient, notify
from portal.organisations.models import Domain

from ..models import TRIES, Application, Tenure, User
from .finding import find_person
from .seats import speak_for, vouch_by_address

NOT_YOURS = "Only the programme's staff decide who joins."
SENTENCES = {
    "approved": "Your account is approved already.",
    "waiting": "You have asked already. There is nothing more to do.",
    "too-often": "We have answered twice. Write to the programme if this is wrong.",
    "unverified": "Confirm your email address first: follow the link in the mail that we sent you.",
    "decided": "Somebody has decided this one already. Nothing was changed.",
}


def refused(code: str) -> ValidationError:
    return ValidationError(SENTENCES[code], code=code)


@transaction.atomic
def admit_by_domain(*, user: User) -> bool:
    """Approve an account at once where a confirmed address is at an approved domain. Safe to repeat."""
    person = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user.pk)
    if person.admitted_at is not None:
        return False
    addresses = person.emailaddress_set.filter(verified=True).values_list("email", flat=True)
    names = [address.rpartition("@")[2].lower() for address in addresses]
    if not Domain.objects.filter(name__in=names).exists():
        return False
    admit(person=person, actor=None)
    user.admitted_at = person.admitted_at
    forget_tokens(user)
    return True


@transaction.atomic
def admit(*, person: User, actor: User | None) -> None:
    """Approve an account, and with it the seats of trusts that were claimed meanwhile. Other roles still wait."""
    person.admitted_at = timezone.now()
    person.save(update_fields=["admitted_at"])
    forget_tokens(person)
    log(actor=actor, action="users/admitted", target=person)
    person.applications.waiting().update(
        state=Application.State.APPROVED, decided_at=person.admitted_at, decided_by=actor
    )
    for tenure in person.tenures.waiting().select_related("seat__organisation"):
        if not tenure.seat.needs_approval:
            grant(tenure=tenure, actor=actor)
    find_person(person=person)


@transaction.atomic
def ask_to_join(*, user: User, reason: str) -> Application:
    """Say why one should take part, once the address is confirmed. The programme's staff are told."""
    person = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user.pk)
    refusals = {
        "approved": person.is_admitted,
        "unverified": not person.email_is_verified,
        "waiting": person.applications.waiting().exists(),
        "too-often": person.applications.declined().count() >= TRIES,
    }
    for code, stands in refusals.items():
        if stands:
            raise refused(code)
    application = Application.objects.create(person=person, reason=reason.strip())
    log(actor=person, action="users/asked-to-join", target=application)
    tell_staff(kind="users/asked_to_join", target=application)
    return application


@transaction.atomic
def approve_application(*, application: Application, actor: User) -> None:
    """Let somebody in, with the seats they said are theirs, and tell them."""
    application = held(application, actor)
    person = application.person
    decide(application, Application.State.APPROVED, actor=actor)
    if not person.is_admitted:
        admit(person=person, actor=actor)
    for tenure in person.tenures.waiting().select_related("seat"):
        grant(tenure=tenure, actor=actor)
    log(actor=actor, action="users/application-approved", target=application)
    tell(person, kind="users/approved", target=application)


@transaction.atomic
def decline_application(*, application: Application, actor: User, reason: str) -> None:
    """Say no, and why. They may ask once more."""
    application = held(application, actor)
    decide(application, Application.State.DECLINED, actor=actor, answer=reason)
    log(actor=actor, action="users/application-declined", target=application)
    again = application.person.applications.declined().count() < TRIES
    tell(application.person, kind="users/declined", target=application, reason=reason, again=again)


@transaction.atomic
def approve_tenure(*, tenure: Tenure, actor: User) -> None:
    """Say that somebody holds the role they claimed, and tell them."""
    tenure = held_tenure(tenure, actor)
    grant(tenure=tenure, actor=actor)
    log(actor=actor, action="users/role-approved", target=tenure)
    tell(tenure.person, kind="users/role_approved", target=tenure)


@transaction.atomic
def decline_tenure(*, tenure: Tenure, actor: User, reason: str) -> None:
    """Say that somebody does not hold the role they claimed, and why."""
    tenure = held_tenure(tenure, actor)
    tenure.ended_on = timezone.localdate()
    tenure.save(update_fields=["ended_on"])
    log(actor=actor, action="users/role-declined", target=tenure)
    tell(tenure.person, kind="users/role_declined", target=tenure, reason=reason)


def grant(*, tenure: Tenure, actor: User | None) -> None:
    """The tenure counts from now; whoever speaks for nothing yet speaks for it."""
    tenure.approved_at = tenure.confirmed_at = timezone.now()
    if actor is not None:
        tenure.vouched_at, tenure.vouched_by = tenure.approved_at, actor
    tenure.save(update_fields=["approved_at", "confirmed_at", "vouched_at", "vouched_by"])
    vouch_by_address(tenure=tenure)
    person = tenure.person
    person.refresh_from_db(fields=["trust", "role"])
    if person.trust_id is None:
        speak_for(person=person, tenure=tenure)


def held(application: Application, actor: User) -> Application:
    """The application, held until the end of the transaction, if this person may decide it and it still waits."""
    rows = Application.objects.select_for_update(no_key=True, of=("self",)).select_related("person")
    application = rows.get(pk=application.pk)
    if not actor.is_active or not actor.is_staff:
        raise PermissionDenied(NOT_YOURS)
    if application.state != Application.State.WAITING:
        raise refused("decided")
    return application


def held_tenure(tenure: Tenure, actor: User) -> Tenure:
    rows = Tenure.objects.select_for_update(no_key=True, of=("self",)).select_related("person", "seat__organisation")
    tenure = rows.get(pk=tenure.pk)
    if not actor.is_active or not actor.is_staff:
        raise PermissionDenied(NOT_YOURS)
    if tenure.approved_at is not None or tenure.ended_on is not None:
        raise refused("decided")
    return tenure


def decide(application: Application, state: str, *, actor: User, answer: str = "") -> None:
    application.state, application.decided_by, application.answer = state, actor, answer
    application.decided_at = timezone.now()
    application.save(update_fields=["state", "decided_by", "decided_at", "answer"])


def tell(person: User, *, kind: str, target: Application | Tenure, **words: object) -> None:
    notify(recipients=[Recipient.of(person)], kind=kind, target=target, context=words)


def tell_staff(*, kind: str, target: Application | Tenure) -> None:
    """Everybody of the programme, with the address of the list."""
    staff = User.objects.staff()
    notify(
        recipients=[Recipient.of(one) for one in staff],
        kind=kind,
        target=target,
        context={"url": reverse("people_joining")},
    )
