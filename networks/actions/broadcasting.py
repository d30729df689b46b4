"""Write to the members of a network: see who gets it, hold it for ten minutes, send it, send again what failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from networks.models import Broadcast, Membership, Network
from networks.refusals import refused
from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify
from portal.notifications.actions import send_again as send_mail_again
from portal.notifications.models import Bounce, Follow, Mail
from portal.notifications.querysets import label_of

from .hearing import mute
from .roles import NOT_YOURS

QUIET = "networks.quiet"


@dataclass(frozen=True)
class Readers:
    """Who gets a message, and who does not and why."""

    get_it: list[Membership]
    left_out: list[tuple[Membership, str]]


def readers_of(*, network: Network, to: str) -> Readers:
    rows = network.memberships.with_people()
    if to == Broadcast.To.LOOKING_AFTER:
        rows = rows.looking_after()
    muted = set(Follow.objects.filter(about=label_of(network), muted=True).values_list("person", flat=True))
    people = list(rows)
    blocked = set(Bounce.objects.blocked().to(*(row.user.email for row in people)).values_list("email", flat=True))
    get_it, left_out = [], []
    for row in people:
        if row.user_id in muted:
            left_out.append((row, "Has muted this network"))
        elif row.user.email.lower() in blocked:
            left_out.append((row, "Mail to them comes back"))
        else:
            get_it.append(row)
    return Readers(get_it, left_out)


@transaction.atomic
def write_broadcast(*, network: Network, actor: AbstractBaseUser, subject: str, text: str, to: str) -> Broadcast:
    """Hold a message for ten minutes; the tick sends it then."""
    network = Network.objects.locked().get(pk=network.pk)
    if not network.can_run(actor):
        raise PermissionDenied(NOT_YOURS)
    today = network.broadcasts.filter(created_at__gt=timezone.now() - timedelta(days=1))
    if today.exclude(state=Broadcast.State.STOPPED).count() >= Broadcast.A_DAY:
        raise refused("too-many-broadcasts")
    broadcast = Broadcast.objects.create(network=network, by=actor, subject=subject, text=text, to=to)
    log(actor=actor, action="networks/broadcast_written", target=broadcast, network=network.pk, to=to)
    return broadcast


@transaction.atomic
def stop_broadcast(*, broadcast: Broadcast, actor: AbstractBaseUser) -> None:
    """Take it back before it is sent."""
    broadcast = Broadcast.objects.select_for_update(of=("self",)).select_related("network").get(pk=broadcast.pk)
    if not broadcast.network.can_run(actor):
        raise PermissionDenied(NOT_YOURS)
    if not broadcast.can_stop(actor):
        raise refused("broadcast-gone")
    broadcast.state = Broadcast.State.STOPPED
    broadcast.save(update_fields=["state"])
    log(actor=actor, action="networks/broadcast_stopped", target=broadcast)


@transaction.atomic
def send_broadcast(*, broadcast_id: int, now: datetime) -> int:
    """A mail to each who should get it at this moment. Safe to repeat: it is sent once."""
    broadcast = Broadcast.objects.select_for_update(of=("self",)).select_related("network__page").get(pk=broadcast_id)
    if broadcast.state != Broadcast.State.HELD or broadcast.send_at > now:
        return 0
    network = broadcast.network
    recipients = [
        Recipient(
            row.user.email,
            str(row.user),
            row.user,
            unsubscribe_url=f"{settings.PORTAL_URL}{quiet_url(row)}",
            words={"quiet_url": quiet_url(row)},
        )
        for row in readers_of(network=network, to=broadcast.to).get_it
    ]
    words = {"network": network, "by": broadcast.by}
    mails = notify(recipients=recipients, kind="networks/broadcast", target=broadcast, context=words, about=broadcast)
    broadcast.state, broadcast.sent_at = Broadcast.State.SENT, now
    broadcast.save(update_fields=["state", "sent_at"])
    log(actor=None, action="networks/broadcast_sent", target=broadcast, mails=len(mails))
    return len(mails)


@transaction.atomic
def resend_failed(*, broadcast: Broadcast, actor: AbstractBaseUser) -> int:
    """Send again to those whose mail failed."""
    if not broadcast.network.can_run(actor):
        raise PermissionDenied(NOT_YOURS)
    failed = list(Mail.objects.about(broadcast).failed().exclude(to=""))
    for mail in failed:
        send_mail_again(actor=actor, mail=mail)
    log(actor=actor, action="networks/broadcast_resent", target=broadcast, mails=len(failed))
    return len(failed)


def quiet_url(membership: Membership) -> str:
    token = signing.dumps(membership.pk, salt=QUIET)
    return reverse("networks:quiet", args=[token])


def membership_of_token(token: str) -> Membership | None:
    try:
        pk = signing.loads(token, salt=QUIET)
    except signing.BadSignature:
        return None
    return Membership.objects.active().select_related("network__page", "user").filter(pk=pk).first()


def be_quiet(*, membership: Membership) -> None:
    """One press in a mail program: hear nothing more of this network."""
    mute(network=membership.network, user=membership.user, muted=True)
