"""What the toolbox answers when a lower app asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from portal.notifications.kinds import NewsKind
from portal.notifications.models.news import Level
from portal.privacy.holdings import Exempt, Holding
from portal.search.actions import put_page
from portal.search.findable import Findable
from portal.users.charges import Charge, Private

from .actions import give_entry, remind_of_drafts, remind_readers, remind_reviewers, step_reviews, tell_of_parents
from .finding import findable_term, key_of_term
from .jobs import write_pack
from .models import Adoption, DeskPack, DraftRemark, EntryPage, Problem, Submission, Term, Usefulness, entries_with
from .news import ANSWERED, CLOSING, DRAFT, EDITION, PARENT, PUBLISHED, READING

PACK_EVERY = timedelta(days=7)


def document_read(document_id: int) -> None:
    """The words of a file are known now: the tools that offer it are found by them."""
    for entry in entries_with([document_id]):
        put_page(page=entry)
    tell_of_parents(document_id=document_id)


def terms() -> Iterator[tuple[str, Sequence[Findable]]]:
    """Every term of the glossary, for search."""
    for term in Term.objects.all():
        yield key_of_term(term), [findable_term(term)]


def remind_of_offers(now: datetime) -> int:
    """Offers whose answer is due, or late."""
    return remind_reviewers(today=timezone.localdate(now))


def reviews_due(now: datetime) -> int:
    """Tools that must be checked again, and those that nobody checked."""
    return step_reviews(today=timezone.localdate(now))


def packs_due(now: datetime) -> int:
    """A new desk pack is looked for once a week, where a tool was published since the last."""
    last = DeskPack.objects.first()
    if last is not None and now - last.made_at < PACK_EVERY:
        return 0
    since = EntryPage.objects.live().filter(last_published_at__gt=last.made_at) if last else EntryPage.objects.live()
    if not since.exists():
        return 0
    write_pack.enqueue()
    return 1


def news() -> list[NewsKind]:
    replies = "Replies to you and mentions of you"
    return [
        NewsKind(key=PUBLISHED, topic="tools", name="New and changed tools"),
        NewsKind(key=PARENT, topic="replies", name=replies),
        NewsKind(key=READING, topic="replies", name=replies),
        NewsKind(key=EDITION, topic="replies", name=replies, level=Level.AT_ONCE),
        NewsKind(key=DRAFT, topic="tools", name="New and changed tools"),
        NewsKind(key=CLOSING, topic="tools", name="New and changed tools"),
        NewsKind(key=ANSWERED, topic="replies", name=replies, level=Level.AT_ONCE),
    ]


def remind(now: datetime) -> int:
    """Due in every tick: readers hear that a draft closes soon."""
    return remind_of_drafts(now=now)


def personal_data() -> list[Holding | Exempt]:
    return [
        Holding(
            name="Tools you answer for",
            table=EntryPage,
            person=["owned_by"],
            show=tool,
            becomes="The tools stay, with the name they were published under, until they have a new owner.",
        ),
        Holding(
            name="Your comments on drafts",
            table=DraftRemark,
            person=["writer"],
            others=["answered_by"],
            show=remark,
            becomes="Stay, under the name “A former member”.",
            related=["paragraph__draft"],
        ),
        Holding(
            name="Tools that others may ask you about",
            table=Adoption,
            person=["contact"],
            show=adoption,
            becomes="What your trust said stays, without your name.",
            related=["entry", "organisation"],
        ),
        Holding(
            name="What you said of tools",
            table=Usefulness,
            person=["person"],
            show=opinion,
            becomes="Stays as a yes or a no that nobody's name stands beside.",
            related=["entry"],
        ),
        Holding(
            name="Problems with tools that you reported",
            table=Problem,
            person=["reporter"],
            others=["answered_by"],
            show=problem,
            becomes="Stay with the tool, under the name “A former member”.",
            related=["entry"],
        ),
        Exempt(table="toolbox.OwnCopy", fields=["made_by"], because="what somebody did for their trust"),
        Exempt(
            table="toolbox.TrustDetails",
            fields=["changed_by", "email"],
            because="a team's shared mailbox, and who kept it",
        ),
        Exempt(table="toolbox.DeskPack", fields=["made_by"], because="what staff did in their office"),
        Exempt(table="toolbox.AdoptionStep", fields=["said_by"], because="what somebody said for their trust"),
        Holding(
            name="Tools you offered",
            table=Submission,
            person=["offered_by"],
            others=["reviewer"],
            show=offer,
            becomes="Stay with what was published, under the credit you chose.",
            related=["entry"],
        ),
        Exempt(
            table="toolbox.Citation",
            fields=["by", "checked_by"],
            because="on what a tool or a comment rests, and that somebody looked; the log has who",
        ),
        Exempt(table="toolbox.SubmissionStep", fields=["by"], because="what was done with an offer, in an office"),
        Exempt(
            table="toolbox.DraftForComment",
            fields=["opened_by", "closed_by"],
            because="what an editor did in an office",
        ),
        Exempt(table="toolbox.EntryPage", fields=["contact_email"], because="a shared mailbox; a person's is refused"),
    ]


def tool(entry: EntryPage) -> dict[str, Any]:
    return {"tool": entry.title, "owner": entry.owner_name, "review by": entry.review_by, "address": entry.url_path}


def offer(row: Submission) -> dict[str, Any]:
    return {
        "tool": row.entry.title,
        "words": row.words,
        "used at": row.used_at,
        "offered": row.offered_at,
        "state": row.get_state_display(),
        "credit": row.get_credit_display(),
    }


def remark(row: DraftRemark) -> dict[str, Any]:
    return {
        "on": f"{row.paragraph.draft}, paragraph {row.paragraph.number}",
        "words": row.words,
        "written": row.at,
        "answer": row.get_answer_display(),
        "reason": row.reason,
    }


def adoption(row: Adoption) -> dict[str, Any]:
    return {"tool": row.entry.title, "trust": row.organisation.name, "status": row.get_status_display()}


def opinion(row: Usefulness) -> dict[str, Any]:
    return {"tool": row.entry.title, "useful": row.useful, "reason": row.reason, "said": row.said_at}


def problem(row: Problem) -> dict[str, Any]:
    return {"tool": row.entry.title, "words": row.words, "reported": row.reported_at, "answer": row.answer}


def hand_over() -> list[Charge | Private]:
    return [
        Private(tables=["toolbox.DraftRemark"], because="What you said of a draft keeps the name of who wrote it."),
        Private(
            tables=["toolbox.Adoption", "toolbox.AdoptionStep", "toolbox.Usefulness", "toolbox.Problem"],
            because="What somebody said of a tool was said by them, and whoever follows says their own.",
        ),
        Private(tables=["toolbox.OwnCopy"], because="A copy is the trust's: whoever works there sees it."),
        Private(
            tables=["toolbox.Submission"],
            because="What you offered is yours. A review goes to whoever claims it.",
        ),
        Charge(
            key="toolbox/entries",
            name="Tools that you answer for",
            rows=lambda giver: EntryPage.objects.filter(owned_by=giver).order_by("title"),
            give=lambda row, giver, taker: give_entry(entry=row, giver=giver, taker=taker),
            label=lambda row: row.title,
        ),
    ]


def readings_due(now: datetime) -> int:
    """Requests to read that are due today: the late are reminded once."""
    return remind_readers(now=now)
