"""How people come to the London network and leave it: invitations, an appeal, and messages between colleagues."""

from __future__ import annotations

from datetime import timedelta

from networks import actions
from networks.addressees import Addressee
from networks.models import Bar, Invitation
from portal.users.actions import answer_message, write_to_person, write_to_seat
from portal.users.models import Seat

from .cast import Cast

# Name, address, days ago, what became of it, why not.
INVITED = [
    ("Ama Boateng", "ama.boateng@northmarsh.example", 3, "sent", ""),
    ("Kit Lowell", "kit.lowell@lambwell.example", 16, "sent", ""),
    ("Rhian Moss", "rhian.moss@northmarsh.example", 9, "declined", "I retire in June. Ask my successor, please."),
    ("", "overseas.office@lambwell.example", 40, "sent", ""),
    ("Noel Tarrant", "noel.tarrant@consulting.example", 5, "promised", ""),
]
NOTE = "We meet on the next 25 February and would like to have every trust of London in the room."


def load(cast: Cast) -> None:
    invitations(cast)
    appeal(cast)
    messages(cast)


def invitations(cast: Cast) -> None:
    london = cast.networks["london"]
    people = [Addressee(email, name) for name, email, *_ in INVITED]
    actions.invite(network=london, people=people, actor=cast.people["convenor"], note=NOTE)
    for _, email, days, state, reason in INVITED:
        sent = cast.ago(days=days)
        Invitation.objects.filter(network=london, email=email).update(
            sent_at=sent,
            expires_at=sent + timedelta(days=28),
            reminded_at=sent + timedelta(days=14) if days > 14 else None,
            state=state,
            reason=reason,
            answered_at=None if state == "sent" else sent + timedelta(days=1),
        )


def appeal(cast: Cast) -> None:
    """Somebody was removed by the other convenor of London, and asks for another look."""
    london = cast.networks["london"]
    convenors = london.memberships.convening().exclude(user=cast.people["convenor"]).select_related("user")
    other = convenors.first()
    person = london.memberships.filter(role="member").exclude(user=cast.people["finance-director"]).last()
    if other is None or person is None:
        return
    actions.remove_member(
        membership=person, actor=other.user, reason="Three advertisements for a debt collector.", barred=True
    )
    Bar.objects.filter(network=london, user=person.user).update(at=cast.ago(days=6))
    actions.appeal(
        network=london,
        user=person.user,
        words="They were answers to a question about agencies. I should have said that we use one of them.",
    )


def messages(cast: Cast) -> None:
    maya, ruth = cast.people["ovm"], cast.people["convenor"]
    seat = Seat.objects.filter(organisation=maya.trust, role="ovm").first()
    if seat is not None:
        written = write_to_seat(
            sender=ruth,
            seat=seat,
            subject="Your card reader in the emergency department",
            body="I hear that you take payments at the bedside. May I come and see how, some morning next week?",
        )
        mine = [one for one in written if one.receiver == maya]
        if mine:
            answer_message(message=mine[0], sender=maya, body="Gladly. Tuesday before ten is quiet.")
    if ruth.shows("name", to=maya):
        write_to_person(
            sender=maya, receiver=ruth, subject="First interviews", body="May I listen to one of yours before I start?"
        )
