"""What people are told of a moderator's decision: the writer, and whoever reported something."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone

from portal.notifications.actions import Recipient, notify

from .models import Appeal, Block, Comment
from .querysets import ReportQuerySet

SALT = "discussion.appeals"


def tell_writer(comment: Comment, kind: str, **more: object) -> None:
    """A mail to whoever wrote it, with the way to appeal where there is something to appeal against."""
    recipient = writer_as_recipient(comment)
    if recipient is None:
        return
    context = {"comment": comment, "thread_title": title_of(comment), "appeal_url": appeal_address(comment)} | more
    key = comment.decided_at.isoformat() if comment.decided_at else ""
    notify(recipients=[recipient], kind=kind, target=comment, context=context, key=key)


def writer_as_recipient(comment: Comment) -> Recipient | None:
    email = comment.author.email if comment.author else comment.guest_email
    return Recipient(email, comment.named, comment.author) if email else None  # their own name, to themselves


def title_of(comment: Comment) -> str:
    return comment.thread.title or comment.thread.page.title


def appeal_address(comment: Comment) -> str:
    """A member appeals signed in, a guest by the link in their mail."""
    if comment.author_id:
        return reverse("discussion:appeal_comment", args=[comment.pk])
    return reverse("discussion:appeal_by_link", args=[signing.dumps(comment.pk, salt=SALT)])


def comment_of_appeal_link(token: str) -> Comment | None:
    try:
        return Comment.objects.filter(pk=signing.loads(token, salt=SALT), author=None).first()
    except signing.BadSignature:
        return None


def answer_reports(reports: ReportQuerySet, *, outcome: str) -> None:
    """Each reader who reported hears what became of it, once."""
    for report in reports.select_related("reporter", "comment__thread__page", "concern"):
        report.outcome, report.decided_at = outcome, timezone.now()
        report.save(update_fields=["outcome", "decided_at"])
        email = report.reporter.email if report.reporter else report.guest_email
        if email:
            name = str(report.reporter) if report.reporter else ""
            context = {"report": report, "thread_title": title_of(report.comment) if report.comment else ""}
            recipient = Recipient(email, name, report.reporter)
            notify(recipients=[recipient], kind="discussion/report_answered", target=report, context=context)


def tell_blocked(block: Block, *, lifted: bool = False) -> None:
    kind = "discussion/block_lifted" if lifted else "discussion/blocked"
    recipient = Recipient.of(block.person)
    notify(recipients=[recipient], kind=kind, target=block, context={"decided": block})


def tell_appeal_answered(appeal: Appeal) -> None:
    recipient = writer_as_recipient(appeal.comment) if appeal.comment else None
    if appeal.block:
        recipient = Recipient.of(appeal.block.person)
    if recipient is not None:
        notify(recipients=[recipient], kind="discussion/appeal_answered", target=appeal, context={"appeal": appeal})


def tell_to_decide(*, people: list[AbstractBaseUser], kind: str, target: models.Model, key: str = "") -> None:
    """A mail to moderators that something waits; it never says what was written."""
    recipients = [Recipient.of(person) for person in people]
    notify(recipients=recipients, kind=kind, target=target, context={"queue_url": reverse("discussion:queue")}, key=key)
