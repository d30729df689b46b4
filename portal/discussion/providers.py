"""What discussions answer when a lower app asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from portal.notifications.kinds import NewsKind
from portal.notifications.models.news import Level
from portal.privacy.holdings import Exempt, Holding, change_rows, stay
from portal.privacy.retention import Rule
from portal.users.charges import Charge, Private

from . import actions, attached, holdings, moderation
from .blocking import lasting_longest, words_of
from .models import Attachment, Block, Comment, Idea, Thread, Wording


def silence(person: AbstractBaseUser) -> str:
    """What somebody reads who may not write anywhere: messages to other people are writing, too."""
    block = lasting_longest(Block.objects.everywhere(person))
    return words_of(block) if block else ""


def personal_data() -> list[Holding | Exempt]:
    return [
        Holding(
            name="Questions and discussions you started",
            table=Thread,
            person=["created_by"],
            others=["specialist"],
            show=lambda thread: {
                "title": thread.title,
                "kind": thread.get_kind_display(),
                "started": thread.created_at,
            },
            becomes="Stay, under the name “Former member”.",
        ),
        Holding(
            name="Comments you wrote",
            table=Comment,
            person=["author"],
            emails=["guest_email"],
            others=["decided_by", "claimed_by"],
            show=comment,
            becomes="Stay, under the name “Former member”. Comments you wrote as a guest stay as they are: we delete "
            "the address you gave 12 months after you wrote them.",
            close=forget_titles,
            related=["thread__page"],
        ),
        Holding(
            name="Files you added to comments",
            table=Attachment,
            person=["comment__author"],
            show=lambda row: {"file": row.name, "with": row.comment.get_absolute_url(), "added": row.created_at},
            files=lambda row: [row.file],
            becomes="Stay with the comment.",
            merge=stay,
            related=["comment"],
        ),
        Holding(
            name="What your comments said before you changed them",
            table=Wording,
            person=["comment__author"],
            show=lambda row: {"comment": row.comment.get_absolute_url(), "said": row.body, "until": row.until},
            becomes="Stays with the comment.",
            merge=stay,
            related=["comment"],
        ),
        Exempt(table="discussion.Turn", fields=["by"], because="what somebody decided in an office, which readers see"),
        Exempt(table="discussion.Mark", fields=["by"], because="what somebody judged of an answer, like a decision"),
        Exempt(table="discussion.Promotion", fields=["by"], because="who put an answer forward, like a decision"),
        Exempt(table="discussion.Idea", fields=["owner"], because="who has it in an office, which readers see"),
        Exempt(
            table="discussion.IdeaStep", fields=["owner", "by"], because="what was decided in an office, and by whom"
        ),
        *holdings.holdings(),
    ]


def comment(row: Comment) -> dict[str, Any]:
    said = {
        "on": row.thread.title or row.thread.page.title,
        "text": row.body,
        "state": row.get_state_display(),
        "written": row.created_at,
        "job title then": row.author_title,
    }
    if row.author_id is None:
        said |= {"as a guest named": row.guest_name, "email": row.guest_email, "capacity": row.guest_capacity}
    return said


def forget_titles(holding: Holding, person: AbstractBaseUser) -> int:
    """The job title of a small trust names somebody. A reply of the programme keeps its office."""
    titled = Comment.objects.filter(author=person.pk, is_staff_reply=False).exclude(author_title="")
    forgotten = change_rows(titled, author_title="")
    return forgotten + change_rows(Comment.objects.filter(author=person.pk, wants_replies=True), wants_replies=False)


def retention() -> list[Rule]:
    comments = Comment.objects
    return [
        Rule(
            key="discussion/refused",
            record="Names and addresses of guests whose comment was refused",
            table=Comment,
            keep_for=timedelta(days=90),
            counted_from="the refusal",
            date="decided_at",
            happens="Name, address and capacity are taken out. The words went when it was refused.",
            why="Long enough for a guest to ask why.",
            rows=lambda before: comments.refused().exclude(guest_name="").filter(decided_at__lt=before),
            away=lambda rows: rows.update(guest_name="", guest_email="", guest_capacity=""),
        ),
        Rule(
            key="discussion/guest-addresses",
            record="Email addresses of guests who commented",
            table=Comment,
            keep_for=timedelta(days=365),
            counted_from="the day of the comment",
            date="created_at",
            happens="The address is taken out. The comment and the name it was published under stay.",
            why="It serves to tell a guest of replies.",
            rows=lambda before: comments.exclude(guest_email="").filter(created_at__lt=before),
            away=lambda rows: rows.update(guest_email="", wants_replies=False),
        ),
        Rule(
            key="discussion/sources",
            record="Keyed hashes of where guests wrote from",
            table=Comment,
            keep_for=timedelta(days=30),
            counted_from="the day of the comment",
            date="created_at",
            happens="The hash is taken out.",
            why="It serves to limit how much one source sends, and is a day's own.",
            rows=lambda before: comments.exclude(source="").filter(created_at__lt=before),
            away=lambda rows: rows.update(source=""),
        ),
        *holdings.rules(),
    ]


def hand_over() -> list[Charge | Private]:
    return [
        Charge(
            key="discussion/ideas",
            name="Ideas that you have taken on",
            rows=lambda giver: Idea.objects.filter(owner=giver).exclude(state=Idea.State.DECLINED).for_list(),
            give=lambda row, giver, taker: moderation.give_idea(idea=row, giver=giver, taker=taker),
        ),
        Private(
            tables=["discussion.Thread", "discussion.Comment", "discussion.Attachment", "discussion.Wording"],
            because="Questions and comments, with their files, keep the name of who wrote them.",
        ),
        Private(
            tables=["discussion.Reading", "discussion.Useful", "discussion.Mention"],
            because="What you read and found useful, and where you are mentioned, is about you and no office.",
        ),
        Private(tables=["discussion.Draft"], because="What you began to write, only you ever see."),
        Private(
            tables=["discussion.Report", "discussion.Concern", "discussion.Block", "discussion.Appeal"],
            because="What you reported, and what was decided about you, is yours.",
        ),
    ]


def news() -> list[NewsKind]:
    replies, threads = "Replies to you and mentions of you", "Questions and discussions"
    return [
        NewsKind(key="discussion/reply", topic="replies", name=replies, level=Level.AT_ONCE),
        NewsKind(key="discussion/mention", topic="replies", name=replies, level=Level.AT_ONCE),
        NewsKind(key="discussion/promoted", topic="replies", name=replies, level=Level.AT_ONCE),
        NewsKind(key="discussion/challenged", topic="replies", name=replies, level=Level.AT_ONCE),
        NewsKind(key="discussion/idea_answered", topic="replies", name=replies, level=Level.AT_ONCE),
        NewsKind(key="discussion/idea_changed", topic="threads", name=threads, members=False),
        NewsKind(key="discussion/referred", topic="threads", name=threads),
        NewsKind(key="discussion/marked", topic="threads", name=threads, members=False),
        NewsKind(key="discussion/merged", topic="threads", name=threads, members=False),
        NewsKind(key="discussion/closed", topic="threads", name=threads, members=False),
        NewsKind(key="discussion/comment", topic="threads", name=threads, members=False),
        NewsKind(key="discussion/started", topic="threads", name=threads),
        NewsKind(
            key="discussion/announced",
            topic="announcements",
            name="Announcements",
            level=Level.AT_ONCE,
        ),
    ]


def remind(now: datetime) -> int:
    """Due in every tick: moderators hear of what is near its time, the programme's staff of what is late."""
    return moderation.remind(now)


def refer(now: datetime) -> int:
    """Due in every tick: questions that nobody has answered go to a specialist."""
    return actions.refer_due(now=now)


def remind_of_ideas(now: datetime) -> int:
    """Due in every tick: whoever has an idea hears once that its day has passed."""
    return moderation.remind_of_ideas(now)


def sweep_files(now: datetime) -> int:
    """Once a day, files that no comment has any more."""
    return attached.sweep()
