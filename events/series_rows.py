"""What series, surveys and polls hold about people, how long, and what of it goes with a seat. Asked by `providers`."""

from __future__ import annotations

from datetime import timedelta

from portal.privacy.holdings import Holding, blank, erase, stay
from portal.privacy.retention import Rule
from portal.users.charges import Charge, Private

from .actions import forget_words
from .models import DatePoll, PollVote, SeriesDecision, SurveyAnswer, SurveyReceipt


def personal_data() -> list[Holding]:
    return [
        Holding(  # before the registrations: these lose whose they are
            name="Surveys you answered (what you answered has no name)",
            table=SurveyReceipt,
            person=["registration__user"],
            emails=["registration__email"],
            show=lambda row: {"meeting": row.registration.meeting.page.title},
            becomes="Deleted. What you answered says nobody's name, and stays.",
            close=erase,
            merge=stay,  # follows the registration
            related=["registration__meeting__page"],
        ),
        Holding(
            name="Dates you said you can make",
            table=PollVote,
            person=["user"],
            show=lambda row: {
                "meeting": row.option.poll.title,
                "date": row.option.starts_at,
                "answer": row.get_says_display(),
            },
            becomes="Deleted.",
            close=erase,
            related=["option__poll"],
        ),
        Holding(
            name="Polls for a date you began",
            table=DatePoll,
            person=["made_by"],
            show=lambda row: {"title": row.title, "begun": row.created_at},
            becomes="Stays for the network, without your name.",
            close=blank(made_by=None),
        ),
        Holding(
            name="Decisions on series of meetings you recorded",
            table=SeriesDecision,
            person=["decided_by"],
            show=lambda row: {
                "series": row.series.name,
                "decision": row.get_verdict_display(),
                "why": row.reason,
                "next": row.next_step,
                "recorded": row.decided_at,
            },
            becomes="Stays with the series, without your name.",
            close=blank(decided_by=None),
            related=["series"],
        ),
    ]


def retention() -> list[Rule]:
    return [
        Rule(
            key="events/survey-receipts",
            record="Who answered a meeting's survey",
            table=SurveyReceipt,
            keep_for=timedelta(days=30),
            counted_from="the end of the meeting",
            date="registration__meeting__ends_at",
            happens="The row is deleted. Surveys close after 14 days.",
            why="Keeps anybody from answering twice while the survey is open.",
            rows=lambda before: SurveyReceipt.objects.filter(registration__meeting__ends_at__lt=before),
        ),
        Rule(
            key="events/survey-words",
            record="What was written in a meeting's survey",
            table=SurveyAnswer,
            keep_for=timedelta(days=2 * 365),
            counted_from="the end of the meeting",
            date="meeting__ends_at",
            happens="The words are taken out. How useful the meeting was stays, as a number.",
            why="Serves the next meetings of the series and the decision about it.",
            rows=lambda before: SurveyAnswer.objects.with_words().filter(meeting__ends_at__lt=before),
            away=lambda answers: forget_words(answers=answers),
        ),
        Rule(
            key="events/poll-votes",
            record="Which dates members could make",
            table=PollVote,
            keep_for=timedelta(days=180),
            counted_from="the day the poll closed to votes",
            date="option__poll__closes_at",
            happens="The row is deleted.",
            why="Of no use once the meeting has a date.",
            rows=lambda before: PollVote.objects.filter(option__poll__closes_at__lt=before),
        ),
    ]


def hand_over() -> list[Charge | Private]:
    return [
        Private(tables=["events.SurveyReceipt"], because="Whether you answered a survey concerns nobody else."),
        Private(tables=["events.PollVote"], because="Which dates you can make says nothing of your successor."),
        Private(tables=["events.DatePoll"], because="A poll belongs to its network; any convenor can take the date."),
        Private(tables=["events.SeriesDecision"], because="A decision stays with who recorded it."),
    ]
