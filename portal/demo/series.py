"""The London network's series of the demonstration: what was said of its first meeting, and a poll for a date."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from events.actions import ask_for_date, decide_on_series
from events.models import EventPage, MeetingKit, PollVote, Series, SurveyAnswer

from .cast import Cast

SAID = [
    (5, "Ask at the first contact, not after the bed is given.", "How others talk to doctors about it"),
    (5, "Share the card reader with the hospital next door.", ""),
    (4, "", "Writing off: when, and who signs"),
    (4, "Take the interview script home and try it for a week.", ""),
    (3, "", ""),
    (4, "Show our finance director the figures of the others.", "A board paper, written together"),
    (5, "", ""),
]


def load(cast: Cast) -> None:
    london, convenor = cast.networks["london"], cast.people["convenor"]
    series = Series.objects.create(
        name="London network meetings",
        about="Where London's managers compare how each of them works, and agree what they do next.",
        network=london,
    )
    for event in EventPage.objects.of_network(london).filter(meeting__network=london):
        event.series = series
        event.save_revision().publish()
    held = EventPage.objects.filter(series=series).past().with_meeting()
    for event in held:
        SurveyAnswer.objects.bulk_create(
            SurveyAnswer(meeting=event.meeting, useful=useful, differently=differently, next_topic=topic)
            for useful, differently, topic in SAID
        )
    decide_on_series(
        series=series,
        verdict="support",
        reason="Most found the first meetings useful, and two regions asked how they are run.",
        next_step="Lend the kit and an hour of help to the North West.",
        actor=convenor,
    )
    poll = ask_for_date(
        network=london,
        title="Summer meeting",
        about="Two hours in one room. Say which of these days you can make.",
        starts=[on_a_weekday(cast, days, 14) for days in (40, 43, 50)],
        closes_at=on_a_weekday(cast, 20, 17),
        kit=MeetingKit.objects.get(name="Network meeting"),
        actor=convenor,
    )
    voters = [user for user in cast.people_of("london") if user != cast.people["ovm"]][:6]
    says = [PollVote.Says.YES, PollVote.Says.MAYBE, PollVote.Says.YES, PollVote.Says.NO]
    PollVote.objects.bulk_create(
        PollVote(option=option, user=user, says=says[(n + 2 * m) % 4])
        for n, user in enumerate(voters)
        for m, option in enumerate(poll.options.all())
    )


def on_a_weekday(cast: Cast, days: int, hour: int) -> datetime:
    """So many days from today, moved off a weekend."""
    day = cast.today + timedelta(days=days)
    day += timedelta(days=7 - day.weekday() if day.weekday() >= 5 else 0)
    return timezone.make_aware(datetime.combine(day, time(hour)))
