"""Verbs of somebody who was invited: come in, promise to once the account is ready, or do not."""

from __future__ import annotations

from contextlib import suppress

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from networks.models import Invitation, Membership
from networks.models.network import verified_addresses
from networks.refusals import refused
from portal.audit.actions import log
from portal.cms.audience import takes_part
from portal.users.actions import admit, ask_to_join
from portal.users.models import User

from .joining import become_member, locked, tell_convenors


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User) -> Membership | None:
    """Come in. None: the account waits for the programme's approval, and they are in as soon as that is there.

    An invitation is for whoever proved its address to be theirs. By the programme's staff it approves the account too;
    by a convenor it is the reason that the programme reads.
    """
    invitation = standing(invitation)
    network = invitation.network
    if invitation.email not in {address.lower() for address in verified_addresses(user)}:
        raise refused("somebody-else's")
    if not user.is_active:
        raise refused("account-closed")
    if network.bars.filter(user=user).exists():
        raise refused("barred")
    if not takes_part(user) and not approved_by_it(invitation, user):
        promise(invitation, user=user)
        return None
    membership = network.memberships.filter(user=user).first()
    if membership is None:
        membership = become_member(network=network, user=user)
    settle(invitation, Invitation.State.ACCEPTED, user=user)
    log(actor=user, action="networks/invitation_accepted", target=network, invitation=invitation.pk)
    tell_convenors(network=network, user=user, how="has accepted an invitation to", key=f"invited:{membership.pk}")
    return membership


@transaction.atomic
def promise_to_join(*, invitation: Invitation) -> Invitation:
    """Accept by the link of the mail without an account: whoever proves the address later is in from then on."""
    invitation = standing(invitation)
    promise(invitation, user=None)
    return invitation


@transaction.atomic
def decline_invitation(*, invitation: Invitation, user: AbstractBaseUser | None = None, reason: str = "") -> Invitation:
    """Do not want to. This network does not invite the address again."""
    invitation = standing(invitation)
    if invitation.state != Invitation.State.DECLINED:
        invitation.reason = reason[:300]
        settle(invitation, Invitation.State.DECLINED, user=None)
        log(
            actor=user or AnonymousUser(),
            action="networks/invitation_declined",
            target=invitation.network,
            invitation=invitation.pk,
        )
    return invitation


def keep_promises(*, user: User, just_proved: bool = False) -> int:
    """Let in whoever accepted before the address was confirmed or the account approved. Safe to repeat.

    A mail may be passed on: a press by its link draws nobody in whose account was there before. They find the
    invitation on their own page and press themselves.
    """
    kept, promised = 0, Invitation.objects.promised().to(verified_addresses(user))
    if not just_proved:
        promised = promised.kept_for(user)
    for invitation in promised.with_network():
        try:
            kept += accept_invitation(invitation=invitation, user=user) is not None
        except (ValidationError, PermissionDenied):
            continue  # barred or taken back meanwhile: they read why when they open it
    return kept


def standing(invitation: Invitation) -> Invitation:
    """The invitation, held with its network, if it may still be answered."""
    network = locked(invitation.network)
    invitation = Invitation.objects.select_related("invited_by").get(pk=invitation.pk)
    invitation.network = network
    if invitation.state == Invitation.State.REVOKED:
        raise refused("invitation-revoked")
    if invitation.state == Invitation.State.ACCEPTED:
        raise refused("invitation-answered")
    if not invitation.can_answer:
        raise refused("invitation-over")
    return invitation


def promise(invitation: Invitation, *, user: User | None) -> None:
    """With an account that waits it is theirs; without one it is for whoever proves the address from now on."""
    if invitation.state == Invitation.State.PROMISED and (user is None or invitation.user_id == user.pk):
        return
    invitation.state, invitation.user, invitation.answered_at = Invitation.State.PROMISED, user, timezone.now()
    invitation.save(update_fields=["state", "user", "answered_at"])
    log(
        actor=user or AnonymousUser(),
        action="networks/invitation_promised",
        target=invitation.network,
        invitation=invitation.pk,
    )


def approved_by_it(invitation: Invitation, user: User) -> bool:
    """Whether the invitation approves the account. Else it asks the programme in their name, once."""
    inviter = invitation.invited_by
    if inviter is not None and inviter.is_staff and takes_part(inviter):
        admit(person=user, actor=inviter)  # type: ignore[arg-type]
        user.refresh_from_db(fields=["admitted_at"])
        return True
    with suppress(ValidationError):  # asked already, or answered twice
        ask_to_join(user=user, reason=f"{inviter or 'A convenor'} invited this address to a network.")
    return False


def settle(invitation: Invitation, state: str, *, user: AbstractBaseUser | None) -> None:
    invitation.state, invitation.user, invitation.answered_at = Invitation.State(state), user, timezone.now()  # type: ignore[assignment]
    invitation.save(update_fields=["state", "user", "answered_at", "reason"])
