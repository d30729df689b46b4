"""Verbs that keep seats true: ask who holds them, hear the answer, and notice when somebody has gone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify
from portal.notifications.models import Mail

from ..models import SeatReport, Tenure, User

SALT = "users.confirm-seat"
LINK_HOLDS = timedelta(days=60)
BATCH = 500
REPORTS_A_DAY = 5
GONE = r"^55[013]\D|5\.1\.[0-9]"  # what a server says of an address, not of one mail, its size or its words


def seat_token(tenure: Tenure) -> str:
    """Good for this tenure and for nothing else."""
    return signing.dumps(tenure.pk, salt=SALT)


def tenure_of_token(token: str) -> Tenure | None:
    """The tenure a link is about; None where it is not ours, is too old, or the tenure has ended."""
    try:
        key = signing.loads(token, salt=SALT, max_age=LINK_HOLDS)
    except signing.BadSignature:
        return None
    return Tenure.objects.current().select_related("seat__organisation", "person").filter(pk=key).first()


def ask_holders(*, now: datetime) -> int:
    """Ask everybody who has not confirmed for half a year, or whose seat is in doubt. Each is asked once."""
    asked = 0
    while batch := _ask_some(now=now, again=False):
        asked += batch
    return asked


def remind_holders(*, now: datetime) -> int:
    """Ask once more after two weeks."""
    asked = 0
    while batch := _ask_some(now=now, again=True):
        asked += batch
    return asked


@transaction.atomic
def _ask_some(*, now: datetime, again: bool) -> int:
    due = Tenure.objects.to_remind(now) if again else Tenure.objects.to_ask(now)
    rows = due.select_for_update(of=("self",), skip_locked=True).select_related("seat__organisation", "person")
    batch = list(rows.order_by("pk")[:BATCH])
    for tenure in batch:
        tell_holder(tenure=tenure, now=now, again=again)
    column = "reminded_at" if again else "asked_at"
    Tenure.objects.filter(pk__in=[tenure.pk for tenure in batch]).update(**{column: now})
    if batch:
        log(actor=None, action="users/asked-holders", target=batch[0], count=len(batch), again=again)
    return len(batch)


def tell_holder(*, tenure: Tenure, now: datetime, again: bool, key: str = "") -> None:
    person = tenure.person
    since = tenure.doubted_at or tenure.confirmed_at or tenure.approved_at or now
    notify(
        recipients=[Recipient.of(person)],
        kind="users/confirm_seat",
        target=tenure,
        context={
            "tenure": tenure,
            "again": again,
            "link": settings.PORTAL_URL + reverse("seats:link", args=[seat_token(tenure)]),
        },
        key=key or f"{since:%Y%m%d%H%M%S}{'-again' if again else ''}",
    )


@transaction.atomic
def confirm_seat(*, tenure: Tenure, actor: User | None) -> None:
    """The holder says that the seat is still theirs: by their account, or by the link that only they were sent."""
    tenure = Tenure.objects.select_for_update().get(pk=tenure.pk)
    if actor is not None and actor.pk != tenure.person_id and not actor.is_staff:
        raise PermissionDenied("Only the holder can confirm a seat.")
    if not tenure.is_current:
        raise PermissionDenied("This seat is not held any more.")
    tenure.confirmed_at = timezone.now()
    tenure.asked_at = tenure.reminded_at = tenure.doubted_at = None
    tenure.doubt = ""
    tenure.save(update_fields=["confirmed_at", "asked_at", "reminded_at", "doubted_at", "doubt"])
    tenure.reports.open().update(settled_at=tenure.confirmed_at)
    log(actor=actor or tenure.person, action="users/confirmed-seat", target=tenure, person=tenure.person_id)


@transaction.atomic
def ask_again(*, tenure: Tenure, actor: User) -> None:
    """Staff: write to the holder once more, now."""
    if not actor.is_staff:
        raise PermissionDenied("Only programme staff can ask a holder again.")
    tenure = (
        Tenure.objects.select_for_update(of=("self",)).select_related("seat__organisation", "person").get(pk=tenure.pk)
    )
    if not tenure.is_current:
        return
    now = timezone.now()
    tenure.asked_at, tenure.reminded_at = now, None
    tenure.save(update_fields=["asked_at", "reminded_at"])
    tell_holder(tenure=tenure, now=now, again=False, key=f"{now:%Y%m%d}-asked")
    log(actor=actor, action="users/asked-again", target=tenure, person=tenure.person_id)


@transaction.atomic
def doubt_seat(*, tenure: Tenure, doubt: str, actor: User | None = None) -> bool:
    """Note what speaks against somebody still holding a seat; `tick` asks them. False: it was in doubt already."""
    tenure = Tenure.objects.select_for_update().get(pk=tenure.pk)
    if not tenure.is_current or tenure.doubted_at is not None:
        return False
    tenure.doubted_at, tenure.doubt = timezone.now(), Tenure.Doubt(doubt)
    tenure.asked_at = tenure.reminded_at = None
    tenure.save(update_fields=["doubted_at", "doubt", "asked_at", "reminded_at"])
    log(actor=actor, action="users/doubted-seat", target=tenure, person=tenure.person_id, doubt=doubt)
    return True


@transaction.atomic
def report_seat(*, tenure: Tenure, reporter: User, reason: str = "") -> SeatReport:
    """A colleague says that somebody has left. The same colleague says it once; the holder is asked."""
    recent = reporter.seat_reports.filter(at__gte=timezone.now() - timedelta(days=1)).count()
    if recent >= REPORTS_A_DAY:
        raise PermissionDenied("You have reported several seats today. Write to the programme if there are more.")
    report, created = SeatReport.objects.get_or_create(
        tenure=tenure, reporter=reporter, settled_at=None, defaults={"reason": reason}
    )
    if created:
        log(actor=reporter, action="users/reported-seat", target=report, tenure=tenure.pk)
        doubt_seat(tenure=tenure, doubt=Tenure.Doubt.REPORTED, actor=reporter)
    return report


def doubt_moved_address(*, person: User, before: str, after: str) -> int:
    """An address at another domain may mean another employer: each seat is in doubt until its holder says otherwise."""
    if before.rpartition("@")[2].lower() == after.rpartition("@")[2].lower():
        return 0
    held = Tenure.objects.current().filter(person=person)
    return sum(doubt_seat(tenure=tenure, doubt=Tenure.Doubt.NEW_ADDRESS, actor=person) for tenure in held)


def doubt_bounced(*, now: datetime) -> int:
    """Mail that a server refused for good, since the holder last confirmed. Doubts each seat of that address once."""
    refused = Mail.objects.filter(state=Mail.State.FAILED, error__regex=GONE, created_at__gte=now - timedelta(days=2))
    last: dict[str, datetime] = {}
    for address, written in refused.order_by("created_at").values_list("to", "created_at"):
        last[address.lower()] = written
    if not last:
        return 0
    held = Tenure.objects.current().filter(doubted_at=None, person__email__in=last).select_related("person")
    gone = [
        tenure for tenure in held if (tenure.confirmed_at or tenure.approved_at) < last[tenure.person.email.lower()]
    ]
    return sum(doubt_seat(tenure=tenure, doubt=Tenure.Doubt.BOUNCED) for tenure in gone)


def doubt_closed_trusts(*, now: datetime) -> int:
    """Seats at organisations that have closed."""
    held = Tenure.objects.current().filter(doubted_at=None, seat__organisation__closed_on__lte=now.date())
    # Whoever confirmed after the closing has answered already.
    gone = [one for one in held.select_related("seat__organisation") if not _confirmed_after_closing(one)]
    return sum(doubt_seat(tenure=tenure, doubt=Tenure.Doubt.CLOSED) for tenure in gone)


def _confirmed_after_closing(tenure: Tenure) -> bool:
    closed_on = tenure.seat.organisation.closed_on
    return bool(tenure.confirmed_at and closed_on and tenure.confirmed_at.date() > closed_on)
