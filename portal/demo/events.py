"""Meetings of the demonstration: what was, what comes, who has a place and who waits for one."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from events import actions
from events.models import EventIndexPage, EventPage, Registration, ReservedSeats
from portal.cms.models import Theme
from portal.users.models import Role, User

from . import questions
from .cast import Cast
from .event_texts import ACCESS, FINANCE_DIRECTORS, FIRST_MEETING, OTHERS, Said, finance_directors_day

# Finance directors without an account, registered by a colleague.
WITHOUT_ACCOUNT = [
    ("Alison Wray", "alison.wray@portway.example"),
    ("Dominic Achebe", "dominic.achebe@chalkdown.example"),
    ("Marguerite Stone", "marguerite.stone@hartsfield.example"),
    ("Rajiv Menon", "rajiv.menon@fenbridge.example"),
]
# These sign in and register themselves in the demonstration: they must be free to do so.
LEFT_FREE = ["ovm", "finance-director", "second-finance-director"]


def load(cast: Cast) -> None:
    index = EventIndexPage.objects.get(pk=cast.sections["meetings"].pk)
    for said in [FIRST_MEETING, FINANCE_DIRECTORS, *OTHERS]:
        event = announce(cast, said, index)
        if said.part == "finance-directors":
            fill_finance_directors(cast, event)
        else:
            fill(cast, said, event)
        if said.part == "asks":
            questions.answer(event)
        if said.part == "london":
            actions.write_to(
                registrations=event.meeting.registrations.confirmed(),
                subject="Two figures to bring",
                text="Please bring how many interviews you held last month, and how many ended in an invoice.\n\n"
                "No names and no patients: two numbers are enough.",
                actor=cast.people["convenor"],
            )
        if said.part == "cancelled":
            actions.cancel_meeting(
                event=event,
                actor=cast.people["deputy-director"],
                reason="Two of the three speakers have changed jobs. What they prepared moves to the London meeting.",
            )


def announce(cast: Cast, said: Said, index: EventIndexPage) -> EventPage:
    starts_at = when(cast, said)
    event = EventPage(
        title=said.title,
        summary=said.summary,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=said.minutes),
        mode=said.mode,
        venue_name=said.venue,
        venue_address=said.address,
        venue_access=ACCESS if said.venue and said.part != "first" else "",
        joining_url="https://meet.example/room" if said.mode != "in-person" else "",
        chair=said.chair,
        body=[("text", said.about)] if said.about else [],
        agenda=[
            ("session", {"time": time.fromisoformat(at), "title": title, "speakers": speakers, "text": ""})
            for at, title, speakers in said.agenda
        ],
        preparation=said.prepare,
        for_roles=list(said.roles),
        members_only=said.members_only,
        capacity=said.capacity,
    )
    event.reserved_seats = [
        ReservedSeats(role=role, places=places, until=timezone.localdate(starts_at) - timedelta(days=7))
        for role, places in said.kept.items()
    ]
    if said.part == "asks":
        questions.ask(event)
    parent = cast.networks[said.network].page if said.network else index
    parent.refresh_from_db()
    parent.add_child(instance=event)
    event.themes.set(Theme.objects.filter(slug__in=said.themes))
    event.save_revision().publish()
    return EventPage.objects.with_meeting().get(pk=event.pk)


def when(cast: Cast, said: Said) -> datetime:
    """Its own day, the finance directors' day, or so many days from today, moved off a weekend."""
    if said.on:
        day = said.on
    elif said.part == "finance-directors":
        day = finance_directors_day(cast.today)
    else:
        day = cast.today + timedelta(days=said.days)
        day += timedelta(days=7 - day.weekday() if day.weekday() >= 5 else 0)
    return datetime.combine(day, time.fromisoformat(said.at), tzinfo=timezone.get_default_timezone())


def fill(cast: Cast, said: Said, event: EventPage) -> None:
    """People of its network first, then others, in an order that is the same each time."""
    people = [user for key, user in cast.people.items() if key not in LEFT_FREE and not user.is_staff]
    cast.rng.shuffle(people)
    near = {user.pk for user in cast.people_of(said.network)} if said.network else set()
    people.sort(key=lambda user: user.pk not in near)
    people = [user for user in people if not said.kept or user.role not in said.kept]
    chosen = people[: said.taken + said.waiting]
    rows = [row_of(event, user) for user in chosen]
    for row in rows[said.taken :]:
        row.state = Registration.State.WAITING
    put(cast, event, rows)


def fill_finance_directors(cast: Cast, event: EventPage) -> None:
    """All but one place: the first finance director who registers has it, the second waits."""
    directors = [
        user for key, user in cast.people.items() if user.role == Role.FINANCE_DIRECTOR and key not in LEFT_FREE
    ]
    rows = [row_of(event, user) for user in directors]
    for name, email in WITHOUT_ACCOUNT:
        trust = cast.trusts[email.partition("@")[2].partition(".")[0]]
        rows.append(
            Registration(
                meeting=event.meeting,
                name=name,
                email=email,
                trust=trust,
                role=Role.FINANCE_DIRECTOR,
                registered_by=cast.people["convenor"],
                state=Registration.State.CONFIRMED,
            )
        )
    put(cast, event, rows[: FINANCE_DIRECTORS.taken])


def row_of(event: EventPage, user: User) -> Registration:
    return Registration(
        meeting=event.meeting,
        user=user,
        name=str(user),
        email=user.email,
        trust=user.trust,
        role=user.role,
        registered_by=user,
        state=Registration.State.CONFIRMED,
    )


def put(cast: Cast, event: EventPage, rows: list[Registration]) -> None:
    """Without mails: they were sent when people registered, days or years ago."""
    last = min(cast.now, event.starts_at)
    rows = Registration.objects.bulk_create(rows)
    for number, row in enumerate(rows):
        row.created_at = last - timedelta(days=10, hours=-2 * number)
    Registration.objects.bulk_update(rows, ["created_at"])
