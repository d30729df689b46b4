"""Verbs of writers about their own words: change them, and take them back."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.discussion import clock, news
from portal.discussion.answers import answer_reports
from portal.discussion.attached import attach, detach
from portal.discussion.blocking import refuse_blocked
from portal.discussion.editing import is_editable, kept_wording, leaves_a_trace, why_not
from portal.discussion.holding import again_by, reasons_to_hold
from portal.discussion.models import Attachment, Comment, Report, Thread, Wording
from portal.discussion.refusals import NotTaken
from portal.discussion.telling import disappear, find_thread, tell_moderators

DELETED = "Deleted by its writer"
"""The title of what nobody else has said anything about."""


@transaction.atomic
def edit_comment(
    *,
    comment: Comment,
    by: AbstractBaseUser,
    body: str,
    suspected: Sequence[str] = (),
    files: Sequence[File] = (),
    without: Sequence[Attachment] = (),
) -> Comment:
    """Say it better. Everything is asked again that was asked of the first words; `without` are files that go.

    What it said before can be read by whoever can read it now; nothing of that is kept in its first minutes.
    """
    comment = _locked(comment)
    if comment.author_id != by.pk or not comment.thread.page.specific.can_comment(by):
        raise PermissionDenied
    refuse_blocked(user=by, page=comment.thread.page)
    if not is_editable(comment, user=by) or comment.thread.is_closed:
        raise NotTaken(why_not(comment))
    body = body.strip()
    if body == comment.body and not files and not without:
        return comment
    now, before = timezone.now(), comment.body
    if body != before and leaves_a_trace(comment):
        Wording.objects.create(
            comment=comment, body=kept_wording(before), since=comment.edited_at or comment.created_at, until=now
        )
        comment.edited_at = now
    comment.body, comment.suspected = body, " ".join(suspected)
    for attachment in without:
        detach(comment, only=attachment)
    attach(files, to=comment)
    if reasons := reasons_to_hold(comment):
        comment.state, comment.held_for = Comment.State.HELD, " ".join([*reasons, Comment.Hold.CHANGED])
        comment.decide_by, comment.reminded = again_by(now), Comment.Reminded.NOT_YET
    comment.save()
    log(actor=by, action="discussion/comment_changed", target=comment, thread=comment.thread_id, state=comment.state)
    if comment.is_published():
        find_thread(comment.thread)
        news.tell_of_change(comment)
    else:
        disappear(comment)
        clock.settle(comment.thread)
        tell_moderators(comment)
    return comment


@transaction.atomic
def delete_comment(*, comment: Comment, by: AbstractBaseUser) -> Comment:
    """Take one's own words back: they are erased, and a line says that something stood there."""
    comment = _locked(comment)
    if comment.author_id != by.pk:
        raise PermissionDenied
    if not comment.is_published():
        raise NotTaken("This comment is not published.")
    detach(comment)
    comment.wordings.all().delete()
    comment.mentions.all().delete()
    comment.body, comment.state, comment.reason = "", Comment.State.REMOVED, ""
    comment.decided_by, comment.decided_at = by, timezone.now()  # type: ignore[assignment]
    comment.save(update_fields=["body", "state", "reason", "decided_by", "decided_at"])
    log(actor=by, action="discussion/comment_deleted", target=comment, thread=comment.thread_id)
    answer_reports(comment.reports.open(), outcome=Report.Outcome.UPHELD)
    disappear(comment)
    clock.settle(comment.thread)
    _close_if_alone(comment)
    return comment


def _close_if_alone(comment: Comment) -> None:
    """A question that its writer takes back before anybody has answered waits for nobody."""
    thread = comment.thread
    if thread.title and not thread.comments.exclude(pk=comment.pk).exists():
        thread.title, thread.closed_at = DELETED, timezone.now()
        thread.save(update_fields=["title", "closed_at"])


def _locked(comment: Comment) -> Comment:
    comment = Comment.objects.select_for_update(no_key=True, of=("self",)).select_related("author").get(pk=comment.pk)
    comment.thread = Thread.objects.select_related("page").get(pk=comment.thread_id)
    return comment
