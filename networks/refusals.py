"""What a person is told when something cannot be done: one sentence for each mishap, by code."""

from __future__ import annotations

from django.core.exceptions import ValidationError

SENTENCES = {
    "already-member": "You are already a member of this network.",
    "already-asked": "You have already asked to join. A convenor will decide; there is nothing more to do.",
    "not-verified": "Confirm your email address first: follow the link in the mail that we sent you.",
    "not-approved": "This account waits for the programme's approval. It can join once that is there.",
    "barred": "You were removed from this network and cannot join it again. You may appeal if this is wrong.",
    "ask-first": "This network decides who joins. Ask to join and a convenor will answer.",
    "invitation-only": "People join this network only when a convenor adds them.",
    "not-member": "You are not a member of this network any more.",
    "led-already": "This network has a convenor again. Nothing was changed.",
    "last-convenor": (
        "You are the only convenor. Hand the network over to another member first, so that it is not left without one."
    ),
    "last-convenor-other": "This is the only convenor. Make somebody else a convenor first.",
    "already-decided": "This request has been decided already. Nothing was changed.",
    "request-withdrawn": "The person has withdrawn this request. Nothing was changed.",
    "account-closed": "This account has been closed or suspended, so it cannot join.",
    "hand-over-to-yourself": "Choose somebody else to hand over to.",
    "same-kind": "The network is of this kind already.",
    "wider-than-parent": (
        "A sub-group cannot be seen by more people than the network it stands in. Choose a narrower kind."
    ),
    "narrower-than-child": (
        "A sub-group of this network may be seen by more people than that. Make the sub-group narrower first."
    ),
    "folder-is-there": "There is a folder of this name already.",
    "too-many-folders": "This network has 50 folders. Use one of them, or ask the programme to tidy up.",
    "already-opened": "A network was opened from this proposal already.",
    "already-answered": "This proposal has been answered already.",
    "too-many-invitations": "This network has sent 500 invitations within a day. Please wait until tomorrow.",
    "not-again-yet": "This invitation went out within the last day. Give them a little time.",
    "invitation-answered": "They have answered this invitation already. Nothing was changed.",
    "invitation-revoked": "The convenors have taken this invitation back. Ask them if you think this is wrong.",
    "invitation-over": "This invitation has run out. Ask whoever sent it for a new one.",
    "somebody-else's": (
        "This invitation was sent to another address. Sign in with the account it belongs to, or confirm that address "
        "in your account first."
    ),
    "too-late-to-return": "The time to come back with one press is over. Ask to join instead.",
    "appealed-already": "You have appealed already. There is one appeal, and its answer stands.",
    "no-appeal": "There is no appeal to answer.",
    "no-guest": "This comment was not left by a guest who can be written to.",
    "taken-up-already": "Somebody has made a case of this comment already.",
    "cannot-invite": "This person belongs there, was invited already, or does not want to be. Choose another way.",
    "too-many-broadcasts": "This network has sent two messages since yesterday. Please wait until tomorrow.",
    "nobody-to-write-to": "Nobody but you would get it. Choose other members.",
    "broadcast-gone": "It is too late: the message was sent, or stopped before.",
    "too-many": "You have sent us five proposals today. Please wait until tomorrow.",
}


def refused(code: str) -> ValidationError:
    """The sentence for this mishap, to raise."""
    return ValidationError(SENTENCES[code], code=code)
