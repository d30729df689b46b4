"""Invitations of the demonstration: who was asked to the finance directors' meeting, and an assistant who acts."""

from __future__ import annotations

from datetime import timedelta

from events import actions
from events.attendees import Attendee
from events.models import Delegation, EventPage, Invitation
from portal.users.models import Role

from .cast import Cast
from .event_texts import FINANCE_DIRECTORS

# Finance directors without an account: name, trust, and how they answered.
INVITED = [
    ("Imogen Fairley", "northmarsh", Invitation.State.SENT),
    ("Declan Moss", "portway", Invitation.State.SENT),
    ("Shanthi Rao", "chalkdown", Invitation.State.DECLINED),
    ("Gareth Pugh", "hartsfield", Invitation.State.NOT_SENT),
]


def load(cast: Cast) -> None:
    event = EventPage.objects.with_meeting().get(title=FINANCE_DIRECTORS.title)
    convenor, assistant = cast.people["convenor"], cast.people["ovm"]
    people = [
        Attendee(name=name, email=address(name, trust), role=Role.FINANCE_DIRECTOR, trust_id=cast.trusts[trust].pk)
        for name, trust, _ in INVITED
    ]
    actions.invite(event=event, people=people[:3], actor=convenor)
    actions.send_invitations(event=event, actor=convenor)
    actions.invite(event=event, people=people[3:], actor=convenor)
    for name, trust, state in INVITED:
        row = Invitation.objects.filter(meeting=event.meeting, email=address(name, trust))
        if state == Invitation.State.DECLINED:
            row.update(state=state, reason="Our board meets that day.", answered_at=cast.ago(days=1))
        row.exclude(sent_at=None).update(sent_at=cast.ago(days=4))
    Delegation.objects.create(
        director_name="Imogen Fairley",
        director_email=address("Imogen Fairley", "northmarsh"),
        assistant=assistant,
        state=Delegation.State.GRANTED,
        granted_at=cast.now - timedelta(days=20),
    )


def address(name: str, trust: str) -> str:
    first, last = name.lower().split()
    return f"{first}.{last}@{trust}.example"
