"""Answers to what people ask of moderators: to reports about somebody, and to appeals."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.discussion.answers import answer_reports, tell_appeal_answered
from portal.discussion.models import Appeal, Comment, Concern, Report
from portal.discussion.refusals import NotTaken
from portal.discussion.telling import find_thread

from .blocking import BlockTerms, block_writer, end_block
from .claiming import let_go, locked

DECIDED = "Somebody has decided this one already."


def may_settle(*, user: AbstractBaseUser, concern: Concern) -> bool:
    """The programme's staff, and nobody about themselves."""
    return bool(getattr(user, "is_staff", False)) and user.is_active and user.pk != concern.person_id


def may_answer(*, user: AbstractBaseUser, appeal: Appeal) -> bool:
    """Another than who decided first: somebody who looks after the place, or the staff as the last instance."""
    if not user.is_active or user.pk in (appeal.decider_id, appeal.writer_id):
        return False
    if getattr(user, "is_staff", False):
        return True
    page = appeal.comment.thread.page if appeal.comment else appeal.block.page  # type: ignore[union-attr]
    return page is not None and user in page.specific.moderators()


@transaction.atomic
def settle_concern(
    *, concern: Concern, by: AbstractBaseUser, upheld: bool, reason: str = "", block: BlockTerms | None = None
) -> Concern:
    """End the reports about somebody; whoever reported hears whether something was done. `block` keeps them out."""
    concern = locked(concern, by=by)
    if not may_settle(user=by, concern=concern):
        raise PermissionDenied
    if concern.decided_at is not None:
        raise NotTaken(DECIDED)
    concern.decided_by, concern.decided_at = by, timezone.now()  # type: ignore[assignment]
    concern.save(update_fields=["decided_by", "decided_at", *let_go(concern)])
    outcome = Report.Outcome.UPHELD if upheld else Report.Outcome.DISMISSED
    log(actor=by, action="discussion/concern_settled", target=concern, user=concern.person_id, outcome=outcome)
    if block is not None:
        block_writer(person=concern.person, reason=reason, by=by, **block)
    answer_reports(concern.reports.open(), outcome=outcome)
    return concern


@transaction.atomic
def answer_appeal(*, appeal: Appeal, by: AbstractBaseUser, granted: bool, answer: str) -> Appeal:
    """Undo the first decision or let it stand, and say why. It is the last word.

    A comment that was taken down comes back. One that was refused was erased: its writer may send it again.
    """
    appeal = locked(appeal, by=by)
    if not may_answer(user=by, appeal=appeal):
        raise PermissionDenied
    if appeal.outcome != Appeal.Outcome.OPEN:
        raise NotTaken(DECIDED)
    appeal.outcome = Appeal.Outcome.GRANTED if granted else Appeal.Outcome.REFUSED
    appeal.answer, appeal.decided_by, appeal.decided_at = answer[:300], by, timezone.now()  # type: ignore[assignment]
    appeal.save(update_fields=["outcome", "answer", "decided_by", "decided_at", *let_go(appeal)])
    comment, block = appeal.comment, appeal.block
    page = comment.thread.page_id if comment else block.page_id  # type: ignore[union-attr]
    log(actor=by, action=f"discussion/appeal_{appeal.outcome}", target=appeal, page=page)
    if granted and comment and comment.is_removed():
        comment.state, comment.reason = Comment.State.PUBLISHED, ""
        comment.save(update_fields=["state", "reason"])
        find_thread(comment.thread)
    if granted and block and block.is_in_force():
        end_block(block, by=by)
    tell_appeal_answered(appeal)
    return appeal
