"""What came of two meetings of the demonstration: the first London one by its facts, a later one with open actions."""

from __future__ import annotations

from datetime import timedelta

from events.models import AgreedAction, Decision, EventPage, MeetingFile, Minutes, Registration
from portal.search.actions import put_page

from .cast import Cast
from .event_texts import FIRST_MEETING

LATER = "London: informatics and flags in the patient system"
PROGRAMME = "Programme team"

FIRST_HEARD = (
    "People from many of London's hospitals met for the first time, to support and to challenge each other. "
    "The chair thanked everybody for the daily work, and said what the money is for: care of patients.\n\n"
    "Two wishes came from every table: guidance that is clearer, and a toolbox to use on the ward."
)
FIRST_DECIDED = [
    "Meet again, as the first of a series.",
    "Bring senior NHS leaders and commissioners into the network.",
    "Hold the next London meeting for finance directors, on 25 February.",
    "If these meetings prove useful, support networks in other regions.",
]
FIRST_AGREED = [
    ("Invite London's finance directors to 25 February", PROGRAMME, "They were invited the same week."),
    ("Take the ideas of the day into the decisions for the national roll-out", PROGRAMME, "They were."),
    ("Name a senior leader and a commissioner to ask", "Overseas visitor managers", "Most trusts named one."),
]

LATER_HEARD = (
    "Three trusts showed how their patient system asks every patient the same question at booking. It took one of "
    "them a year and the others a month: the difference was a sponsor in informatics."
)
LATER_DECIDED = [
    "Everybody is asked the same question at booking; nobody is picked out.",
    "Share the wording of the flag, so that no trust starts from an empty page.",
]


def load(cast: Cast) -> None:
    first = write(cast, FIRST_MEETING.title, FIRST_HEARD, FIRST_DECIDED, days_after=2)
    for order, (text, role, outcome) in enumerate(FIRST_AGREED):
        AgreedAction.objects.create(
            meeting=first.meeting,
            text=text,
            owner_role=role,
            state=AgreedAction.State.DONE,
            outcome=outcome,
            closed_at=first.ends_at + timedelta(days=20),
            order=order,
        )
    later = write(cast, LATER, LATER_HEARD, LATER_DECIDED, days_after=3)
    manager, convenor = cast.people["ovm"], cast.people["convenor"]
    for order, (text, owner, in_days, state) in enumerate(
        [
            ("Send round the wording of the flag", manager, -30, AgreedAction.State.DONE),
            ("Ask two more trusts to try the wording for a month", manager, 12, AgreedAction.State.OPEN),
            ("Find a speaker from informatics for the next meeting", convenor, -4, AgreedAction.State.OPEN),
        ]
    ):
        done = state == AgreedAction.State.DONE
        AgreedAction.objects.create(
            meeting=later.meeting,
            text=text,
            owner=owner,
            owner_role=owner.get_role_display(),
            due_on=cast.today + timedelta(days=in_days),
            state=state,
            outcome="It went to every member." if done else "",
            closed_at=cast.ago(days=32) if done else None,
            closed_by=owner if done else None,
            given_at=later.ends_at + timedelta(days=3),
            reminded=AgreedAction.Reminded.OVERDUE,
            order=order,
        )
    MeetingFile.objects.create(
        meeting=later.meeting, kind="recording", title="The three talks", url="https://video.example/london-flags"
    )
    MeetingFile.objects.create(
        meeting=later.meeting,
        kind="transcript",
        title="The three talks, in words",
        text="Good afternoon. We asked ourselves one question: who remembers to ask, at three in the morning?\n\n"
        "Nobody. So the system asks.",
    )
    for event in (first, later):
        put_page(page=event)


def write(cast: Cast, title: str, heard: str, decided: list[str], *, days_after: int) -> EventPage:
    """Published, without mails: it was long ago. All but one of those with a place were there."""
    event = EventPage.objects.with_meeting().get(title=title)
    when = event.ends_at + timedelta(days=days_after)
    Minutes.objects.create(
        meeting=event.meeting, heard=heard, published_at=when, changed_at=when, written_by=cast.people["convenor"]
    )
    for order, text in enumerate(decided):
        Decision.objects.create(meeting=event.meeting, text=text, order=order)
    came = list(Registration.objects.confirmed().filter(meeting=event.meeting).values_list("pk", flat=True))[1:]
    Registration.objects.filter(pk__in=came).update(present_at=event.starts_at)
    return event
