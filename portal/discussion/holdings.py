"""What looking after discussions holds about people, and how long."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from portal.privacy.holdings import Holding, erase, stay
from portal.privacy.retention import Rule

from .models import Appeal, Block, Concern, Draft, Mention, Reading, Report, Useful


def holdings() -> list[Holding]:
    return [
        Holding(
            name="Reports you made",
            table=Report,
            person=["reporter"],
            emails=["guest_email"],
            show=lambda row: {
                "reason": row.get_reason_display(),
                "words": row.words,
                "made": row.created_at,
                "outcome": row.get_outcome_display(),
            },
            becomes="Stay without your name until a moderator's answer is 12 months old.",
        ),
        Holding(
            name="Reports about you that moderators looked at",
            table=Concern,
            person=["person"],
            others=["claimed_by", "decided_by"],
            show=lambda row: {"opened": row.opened_at, "decided": row.decided_at},
            becomes="Deleted.",
            close=erase,
            merge=stay,
        ),
        Holding(
            name="Where you may not write",
            table=Block,
            person=["person"],
            others=["by", "lifted_by"],
            show=lambda row: {
                "where": row.where,
                "reason": row.reason,
                "since": row.at,
                "until": row.until,
                "lifted": row.lifted_at,
            },
            becomes="Deleted.",
            close=erase,
            related=["page"],
        ),
        Holding(
            name="Your appeals against moderators' decisions",
            table=Appeal,
            person=["writer"],
            others=["claimed_by", "decided_by"],
            show=lambda row: {
                "words": row.words,
                "made": row.created_at,
                "outcome": row.get_outcome_display(),
                "answer": row.answer,
            },
            becomes="Stay without your name until the answer is 12 months old.",
        ),
        Holding(
            name="How far you have read",
            table=Reading,
            person=["person"],
            show=lambda row: {"in": str(row.thread), "read until": row.read_up_to},
            becomes="Deleted.",
            close=erase,
            merge=stay,
            related=["thread__page"],
        ),
        Holding(
            name="Comments you found useful",
            table=Useful,
            person=["person"],
            show=lambda row: {"comment": row.comment.get_absolute_url()},
            becomes="Deleted.",
            close=erase,
            merge=stay,
            related=["comment"],
        ),
        Holding(
            name="Comments that mention you",
            table=Mention,
            person=["person"],
            show=lambda row: {"comment": row.comment.get_absolute_url()},
            becomes="Deleted. Your name stays in the words as their writer typed it.",
            close=erase,
            merge=stay,
            related=["comment"],
        ),
        Holding(
            name="What you began to write and did not send",
            table=Draft,
            person=["person"],
            show=lambda row: {"where": row.place, "words": row.words, "typed": row.saved_at},
            becomes="Deleted.",
            close=erase,
            merge=stay,
        ),
    ]


def rules() -> list[Rule]:
    year = timedelta(days=365)
    why = "Long enough to answer a complaint, and to see who is reported again."
    return [
        Rule(
            key="discussion/reports",
            record="What readers reported about comments, and who did",
            table=Report,
            keep_for=year,
            counted_from="the decision",
            date="decided_at",
            happens="The row is deleted.",
            why=why,
            rows=lambda before: Report.objects.filter(concern=None, decided_at__lt=before),
        ),
        Rule(
            key="discussion/concerns",
            record="What readers reported about somebody, and who did",
            table=Concern,
            keep_for=year,
            counted_from="the decision",
            date="decided_at",
            happens="The reports are deleted together.",
            why=why,
            rows=lambda before: Concern.objects.filter(decided_at__lt=before),
        ),
        Rule(
            key="discussion/appeals",
            record="Appeals against moderators' decisions",
            table=Appeal,
            keep_for=year,
            counted_from="the answer",
            date="decided_at",
            happens="The row is deleted.",
            why="Long enough to answer a complaint.",
            rows=lambda before: Appeal.objects.filter(decided_at__lt=before),
        ),
        Rule(
            key="discussion/blocks",
            record="That somebody could not write for a while, and why",
            table=Block,
            keep_for=2 * year,
            counted_from="its end",
            date="at",
            happens="The row is deleted.",
            why="A second block is judged by the first.",
            rows=lambda before: Block.objects.filter(Q(lifted_at__lt=before) | Q(until__lt=before)),
        ),
        Rule(
            key="discussion/readings",
            record="How far somebody has read a discussion",
            table=Reading,
            keep_for=year,
            counted_from="the last look",
            date="read_up_to",
            happens="The row is deleted.",
            why="What was not looked at for a month is news to nobody.",
            rows=lambda before: Reading.objects.filter(read_up_to__lt=before),
        ),
        Rule(
            key="discussion/drafts",
            record="What somebody began to write and did not send",
            table=Draft,
            keep_for=timedelta(days=30),
            counted_from="the last letter",
            date="saved_at",
            happens="The row is deleted.",
            why="Long enough to come back to it.",
            rows=lambda before: Draft.objects.filter(saved_at__lt=before),
        ),
    ]
