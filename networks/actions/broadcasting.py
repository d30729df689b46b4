"""Write to the members of a network: hold it for ten minutes, send it, send again what failed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from networks.broadcasts import readers_of
from networks.models import Broadcast, Membership, Network
from networks.quiet import quiet_url
from networks.refusals import refused
from portal.audit.actions import log
from portal.cms.pauses import pause_over
from portal.notifications.actions import Recipient, notify
from portal.notifications.actions import send_again as send_mail_again
from portal.notifications.models import Mail

from .hearing import mute
from .roles import NOT_YOURS


@transaction.atomic
def write_broadcast(*, network: Network, actor: AbstractBaseUser, subject: str, text: str, to: str) -> Broadcast:
    """Hold a message for ten minutes; the tick sends it then."""
    network = Network.objects.locked().get(pk=network.pk)
    if not network.can_run(actor):
        raise PermissionDenied(NOT_YOURS)
    if not readers_of(network=network, to=to, writer=actor).get_it:
        raise refused("nobody-to-write-to")
    today = network.broadcasts.filter(created_at__gt=timezone.now() - timedelta(days=1))
    if today.exclude(state=Broadcast.State.STOPPED).count() >= Broadcast.A_DAY:
        raise refused("too-many-broadcasts")
    broadcast = Broadcast.objects.create(network=network, by=actor, subject=subject, text=text, to=to)
    log(actor=actor, action="networks/broadcast_written", target=network, broadcast=broadcast.pk, to=to)
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
    log(actor=actor, action="networks/broadcast_stopped", target=broadcast.network, broadcast=broadcast.pk)


@transaction.atomic
def send_broadcast(*, broadcast_id: int, now: datetime) -> int:
    """A mail to each who should get it at this moment, and a copy to its writer. Safe to repeat: it is sent once.

    A message to the members is an announcement: while publication is paused it waits, and may still be stopped.
    """
    broadcasts = Broadcast.objects.select_for_update(of=("self",)).select_related("network__page", "by")
    broadcast = broadcasts.get(pk=broadcast_id)
    if broadcast.state != Broadcast.State.HELD or broadcast.send_at > now or pause_over(broadcast.network.page):
        return 0
    readers = readers_of(network=broadcast.network, to=broadcast.to, writer=broadcast.by).get_it
    words = {"network": broadcast.network, "by": broadcast.by}
    mails = notify(
        recipients=[recipient_of(row) for row in readers],
        kind="networks/broadcast",
        target=broadcast,
        context=words,
        about=broadcast,
    )
    if broadcast.by is not None:
        copy = Recipient(broadcast.by.email, str(broadcast.by), broadcast.by, words={"copied": len(mails)})
        notify(recipients=[copy], kind="networks/broadcast", target=broadcast, context=words)
    broadcast.state, broadcast.sent_at, broadcast.told = Broadcast.State.SENT, now, len(mails)
    broadcast.save(update_fields=["state", "sent_at", "told"])
    log(
        actor=None,
        action="networks/broadcast_sent",
        target=broadcast.network,
        broadcast=broadcast.pk,
        mails=len(mails),
    )
    return len(mails)


def recipient_of(row: Membership) -> Recipient:
    quiet = quiet_url(row)
    stop = f"{settings.PORTAL_URL}{quiet}"
    return Recipient(row.user.email, str(row.user), row.user, unsubscribe_url=stop, words={"quiet_url": quiet})


@transaction.atomic
def resend_failed(*, broadcast: Broadcast, actor: AbstractBaseUser) -> int:
    """Send again to those whose mail failed."""
    if not broadcast.network.can_run(actor):
        raise PermissionDenied(NOT_YOURS)
    failed = list(Mail.objects.about(broadcast).failed().exclude(to=""))
    for mail in failed:
        send_mail_again(actor=actor, mail=mail)
    log(
        actor=actor,
        action="networks/broadcast_resent",
        target=broadcast.network,
        broadcast=broadcast.pk,
        mails=len(failed),
    )
    return len(failed)


def be_quiet(*, membership: Membership) -> None:
    """One press in a mail program: hear nothing more of this network."""
    mute(network=membership.network, user=membership.user, muted=True)
