"""The verb that makes a case of what a guest wrote under a page: an invitation, or a proposal with its reply."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from networks.addressees import Addressee
from networks.models import Network, Proposal
from networks.refusals import refused
from portal.audit.actions import log
from portal.cms.audience import may_see
from portal.discussion.models import Comment
from portal.notifications.actions import Recipient, notify

from .inviting import invite
from .proposing import STAFF_ONLY, answer_proposal


@transaction.atomic
def take_up_comment(
    *,
    comment: Comment,
    actor: AbstractBaseUser,
    kind: str,
    target_date: date,
    words: str = "",
    network: Network | None = None,
) -> Proposal:
    """One step: the case with its owner and date, and a mail to the guest. A comment becomes one case.

    With a network the guest is invited to it; else `words` are the reply, and without words they read who answers by
    when. The guest's address goes into the case and the mail and is shown beside nothing.
    """
    if not getattr(actor, "is_staff", False) or not may_see(actor, comment.thread.tokens()):
        raise PermissionDenied(STAFF_ONLY)
    if not comment.guest_email or not comment.is_published():
        raise refused("no-guest")
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                kind=kind,
                name=comment.guest_name,
                email=comment.guest_email,
                workplace=comment.guest_capacity,
                message=comment.body[:2000],
                comment=comment,
                state=Proposal.State.IN_HAND,
                owner=actor,
                target_date=target_date,
            )
    except IntegrityError:
        raise refused("taken-up-already") from None
    log(actor=actor, action="networks/comment_taken_up", target=proposal, comment=comment.pk, kind=kind)
    if network is not None:
        invite_guest(proposal=proposal, network=network, actor=actor, words=words)
    elif words:
        answer_proposal(proposal=proposal, actor=actor, reply=words)
    else:
        notify(
            recipients=[Recipient(proposal.email, proposal.name)],
            kind="networks/taken_up",
            target=proposal,
            context={"actor": actor, "comment": comment},
        )
    return proposal


def invite_guest(*, proposal: Proposal, network: Network, actor: AbstractBaseUser, words: str) -> None:
    """The invitation is the reply."""
    guest = Addressee(proposal.email.lower(), proposal.name)
    if not invite(network=network, people=[guest], actor=actor, note=words[:600], comment=proposal.comment):
        raise refused("cannot-invite")
    proposal.state, proposal.replied_at = Proposal.State.ANSWERED, timezone.now()
    proposal.reply = words or f"Invited to {network}."
    proposal.save(update_fields=["state", "replied_at", "reply"])
