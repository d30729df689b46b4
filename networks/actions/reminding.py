"""Remind of requests to join that wait too long: the convenors once, the programme's staff once when they go on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from networks.models import JoinRequest, Network
from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify
from portal.organisations.working_days import is_working_day

AT_ONCE = 500  # a minute's work; the rest comes with the next
Reminded = JoinRequest.Reminded


@transaction.atomic
def remind_of_requests(*, now: datetime) -> int:
    """On working days, one mail for each network and stage. Safe to repeat; how many requests were noted."""
    today = timezone.localdate(now)
    if not is_working_day(today):
        return 0
    waiting = JoinRequest.objects.waiting().exclude(reminded=Reminded.STAFF).filter(network__page__live=True)
    rows = waiting.select_for_update(of=("self",), skip_locked=True).select_related("network__page")[:AT_ONCE]
    late: dict[tuple[Network, Reminded], list[JoinRequest]] = defaultdict(list)
    for row in rows:
        if stage := row.to_remind(today):
            late[row.network, stage].append(row)
    for (network, stage), requests in late.items():
        JoinRequest.objects.filter(pk__in=[row.pk for row in requests]).update(reminded=stage)
        log(actor=None, action="networks/requests_reminded", target=network, stage=int(stage), number=len(requests))
        notify(
            recipients=list(deciders(network, stage)),
            kind="networks/requests_late",
            target=network,
            context={
                "network": network,
                "number": len(requests),
                "for_staff": stage == Reminded.STAFF,
                "queue_url": reverse("networks:requests", args=[network.pk]),
            },
            key=f"{stage}:{now:%Y%m%d%H%M}",
        )
    return sum(len(requests) for requests in late.values())


def deciders(network: Network, stage: Reminded) -> Iterable[Recipient]:
    """A network without a convenor has its requests decided by the staff from the first."""
    convenors = [row.user for row in network.memberships.convening().active().select_related("user")]
    staff = get_user_model()._default_manager.filter(is_staff=True, is_active=True)
    for person in convenors if convenors and stage == Reminded.CONVENORS else staff:
        yield Recipient.of(person)
