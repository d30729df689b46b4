"""Verbs of convenors: ask people by an address, ask again, take it back, remind once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from networks import invitation_links
from networks.addressees import Addressee, sort_out
from networks.models import Invitation, Network
from networks.models.invitation import in_four_weeks, new_nonce
from networks.refusals import refused
from portal.audit.actions import log
from portal.discussion.models import Comment
from portal.notifications.actions import Recipient, notify

from .roles import NOT_YOURS

A_DAY = 500  # invitations of one network


@transaction.atomic
def invite(
    *,
    network: Network,
    people: Iterable[Addressee],
    actor: AbstractBaseUser,
    note: str = "",
    comment: Comment | None = None,
) -> list[Invitation]:
    """Write to these people, each once. Who was asked, belongs here or does not want to be asked is left out.

    Whether an address has an account is neither asked nor told.
    """
    network = held(network, actor)
    found = sort_out(network, people).people
    yesterday = timezone.now() - timedelta(days=1)
    if network.invitations.since(yesterday).count() + len(found) > A_DAY:
        raise refused("too-many-invitations")
    again = {one.email: one for one in network.invitations.to(person.email for person in found)}
    rows = []
    for person in found:
        row = again.get(person.email) or Invitation(network=network, email=person.email)
        row.network, row.nonce, row.state, row.user, row.answered_at = network, new_nonce(), row.State.SENT, None, None
        row.name, row.note, row.comment, row.reason = person.name, note, comment, ""
        row.invited_by, row.sent_at, row.expires_at, row.reminded_at = actor, timezone.now(), in_four_weeks(), None
        row.save()
        rows.append(row)
    if rows:
        tell_invited(rows, kind="networks/invited", network=network)
        log(actor=actor, action="networks/invited", target=network, count=len(rows))
    return rows


@transaction.atomic
def resend_invitation(*, invitation: Invitation, actor: AbstractBaseUser) -> Invitation:
    """Send it once more; it holds for four weeks from now. The link of the mail before works too."""
    network = held(invitation.network, actor)
    invitation = again(invitation)
    if not invitation.can_resend:
        raise refused("not-again-yet" if invitation.state in Invitation.OPEN else "invitation-answered")
    invitation.sent_at, invitation.expires_at, invitation.reminded_at = timezone.now(), in_four_weeks(), None
    invitation.save(update_fields=["sent_at", "expires_at", "reminded_at"])
    tell_invited([invitation], kind="networks/invited", network=network)
    log(actor=actor, action="networks/invitation_resent", target=network, invitation=invitation.pk)
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, actor: AbstractBaseUser) -> Invitation:
    """Take it back: its link opens nothing any more. Who came in by it meanwhile stays, and the convenor is told."""
    network = held(invitation.network, actor)
    invitation = again(invitation)
    if invitation.state == Invitation.State.REVOKED:
        return invitation
    if not invitation.can_revoke:
        raise refused("invitation-answered")
    invitation.state, invitation.nonce, invitation.answered_at = Invitation.State.REVOKED, new_nonce(), timezone.now()
    invitation.save(update_fields=["state", "nonce", "answered_at"])
    log(actor=actor, action="networks/invitation_revoked", target=network, invitation=invitation.pk)
    return invitation


@transaction.atomic
def remind_invited(*, now: datetime) -> int:
    """Half-way, once, to those who have not answered. Safe to repeat."""
    waiting = Invitation.objects.to_remind(now).select_for_update(of=("self",), skip_locked=True)
    rows = list(waiting.with_network().order_by("pk")[:200])
    for row in rows:
        tell_invited([row], kind="networks/invited_reminder", network=row.network)
        log(actor=None, action="networks/invitation_reminded", target=row.network, invitation=row.pk)
    Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=now)
    return len(rows)


def held(network: Network, actor: AbstractBaseUser) -> Network:
    """The network's row, held until the end of the transaction, if this person runs it."""
    network = Network.objects.select_related("page").locked().get(pk=network.pk)
    if not network.can_run(actor):
        raise PermissionDenied(NOT_YOURS)
    return network


def again(invitation: Invitation) -> Invitation:
    """The row as it is now: its network is held, so nobody answers it meanwhile."""
    return Invitation.objects.select_related("network__page", "invited_by").get(pk=invitation.pk)


def tell_invited(rows: Iterable[Invitation], *, kind: str, network: Network) -> None:
    """A mail to each, with their own link. It names no account, for it may reach somebody who has none."""
    for row in rows:
        recipient = Recipient(
            email=row.email, name=row.name, target=row, words={"link": invitation_links.link_for(row), "note": row.note}
        )
        notify(
            recipients=[recipient],
            kind=kind,
            target=row,
            context={"network": network, "inviter": row.invited_by, "hidden": not network.words.listed},
            key=f"{row.sent_at:%Y%m%d%H%M%S%f}",
            about=network,
        )
