"""Verbs of seats: take one, leave it, choose which one to speak for, and vouch for a colleague's."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify
from portal.organisations.models import Domain, Organisation

from ..models import Seat, Tenure, User
from .finding import find_person


@transaction.atomic
def take_seat(*, actor: User | None, person: User, organisation: Organisation, role: str, approved: bool) -> Tenure:
    """Put a person into the seat of a role at an organisation; it is made if it is not there. Safe to repeat.

    Not `approved`: the tenure waits for the programme's answer and gives nothing until then.
    """
    seat, _ = Seat.objects.get_or_create(organisation=organisation, role=role)
    now = timezone.now()
    tenure, created = Tenure.objects.get_or_create(
        seat=seat,
        person=person,
        ended_on=None,
        defaults={
            "since": timezone.localdate(),
            "approved_at": now if approved else None,
            "confirmed_at": now if approved else None,
        },
    )
    if created:
        log(actor=actor, action="users/took-seat", target=tenure, person=person.pk, approved=approved)
    return tenure


@transaction.atomic
def claim_seat(*, person: User, organisation: Organisation, role: str) -> Tenure:
    """Say that one works in this role there. A trust's own roles count at once; others wait for the programme.

    Whoever speaks for nothing yet speaks for it.
    """
    if organisation.is_closed():
        raise ValidationError("This organisation has closed. Choose the one that followed it.", code="closed")
    seat = Seat(organisation=organisation, role=role)
    at_once = person.is_staff or (person.is_admitted and not seat.needs_approval)
    tenure = take_seat(actor=person, person=person, organisation=organisation, role=role, approved=at_once)
    if not tenure.is_current:
        if person.is_admitted:
            tell_staff_of_role(tenure=tenure)
        return tenure
    vouch_by_address(tenure=tenure)
    if person.trust_id is None:
        speak_for(person=person, tenure=tenure)
    return tenure


@transaction.atomic
def leave_seat(*, actor: User | None, tenure: Tenure) -> None:
    """End a tenure today. If the person spoke for it, they speak for the next they hold, or for none."""
    tenure.ended_on = timezone.localdate()
    tenure.save(update_fields=["ended_on"])
    person, seat = tenure.person, tenure.seat
    if person.trust_id == seat.organisation_id and person.role == seat.role:
        following = person.tenures.current().select_related("seat").first()
        person.trust = following.seat.organisation if following else None
        person.role = following.seat.role if following else ""
        person.save(update_fields=["trust", "role"])
        find_person(person=person)
    log(actor=actor, action="users/left-seat", target=tenure, person=person.pk)


@transaction.atomic
def speak_for(*, person: User, tenure: Tenure) -> None:
    """Choose the seat that stands beside a person's name: `User.trust` and `User.role` follow it."""
    if tenure.person_id != person.pk or not tenure.is_current:
        raise PermissionDenied("Nobody speaks for a seat they do not hold.")
    person.trust, person.role = tenure.seat.organisation, tenure.seat.role
    person.save(update_fields=["trust", "role"])
    find_person(person=person)
    log(actor=person, action="users/speaks-for", target=tenure)


@transaction.atomic
def vouch(*, actor: User, tenure: Tenure) -> None:
    """Say as a colleague that this seat is really theirs. Safe to repeat."""
    tenure = Tenure.objects.select_for_update(no_key=True, of=("self",)).select_related("seat").get(pk=tenure.pk)
    if not tenure.can_vouch(actor):
        raise PermissionDenied("Only a colleague of this trust, whose own seat is confirmed, may say so.")
    if tenure.vouched_at is None:
        tenure.vouched_at, tenure.vouched_by = timezone.now(), actor
        tenure.save(update_fields=["vouched_at", "vouched_by"])
        log(actor=actor, action="users/vouched", target=tenure, person=tenure.person_id)


def vouch_by_address(*, tenure: Tenure) -> None:
    """A confirmed address at a domain that belongs to this organisation alone says where somebody works."""
    if tenure.vouched_at is not None:
        return
    addresses = EmailAddress.objects.filter(user=tenure.person, verified=True).values_list("email", flat=True)
    names = [address.rpartition("@")[2].lower() for address in addresses]
    domains = Domain.objects.filter(name__in=names, shared=False).prefetch_related("organisations")
    alone = [list(domain.organisations.all()) for domain in domains]
    if any([one.pk for one in found] == [tenure.seat.organisation_id] for found in alone):
        tenure.vouched_at = timezone.now()
        tenure.save(update_fields=["vouched_at"])


def tell_staff_of_role(*, tenure: Tenure) -> None:
    """A role that waits for the programme's answer: its staff hear of it once."""
    notify(
        recipients=[Recipient.of(one) for one in User.objects.staff()],
        kind="users/role_asked",
        target=tenure,
        context={"url": reverse("people_joining")},
    )
