"""Verbs of readers who find something wrong: report a comment, report a person."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.discussion import clock
from portal.discussion.answers import tell_to_decide, tell_writer
from portal.discussion.holding import ONE_WORKING_DAY
from portal.discussion.models import Comment, Concern, Report, Waiting
from portal.discussion.refusals import NotTaken
from portal.discussion.telling import disappear, moderators_for
from portal.organisations.working_days import moment_after

HIDDEN_BY = 3
"""So many different readers hide a comment until a moderator has looked."""
LIMIT_WITHIN = timedelta(hours=1)
GUEST_LIMIT = 5
MEMBER_LIMIT = 20


@transaction.atomic
def report_comment(
    *,
    comment: Comment,
    user: AbstractBaseUser | AnonymousUser,
    reason: str,
    words: str = "",
    guest_email: str = "",
    source: str = "",
) -> Report:
    """Say what is wrong with a comment. The same reader is heard once; the third reader hides it for now.

    What a signed-in reader says may identify a patient is hidden at once. What a moderator has let stand since is not
    hidden again by reports, nor is what the programme answered.
    """
    comment = (
        Comment.objects.select_for_update(no_key=True, of=("self",)).select_related("thread__page").get(pk=comment.pk)
    )
    if not comment.is_published() and not comment.was_published:
        raise NotTaken("This comment is no longer there. Thank you for looking out.")
    new = _new(user, reason, words, guest_email, source)
    new.comment = comment
    before = comment.reports.open().by_the_same_reader(new).first()
    if before is not None:
        return before
    _keep_within_limits(new)
    first = not comment.reports.open().exists()
    new.save()
    log(actor=user, action="discussion/reported", target=comment, page=comment.thread.page_id, reason=reason)
    if first and comment.is_published():
        _wait(comment, new)
    if comment.is_published() and _hides(comment, new):
        _hide(comment)
    if first:
        thread = comment.thread
        people = moderators_for(thread.page, besides=[comment.author_id], tokens=thread.tokens())
        tell_to_decide(people=people, kind="discussion/reported", target=new)
    return new


@transaction.atomic
def report_person(*, person: AbstractBaseUser, user: AbstractBaseUser, reason: str, words: str = "") -> Report:
    """Say what somebody does wrong. The programme's staff look; what several people say is collected."""
    if not user.is_authenticated or person.pk == user.pk:
        raise PermissionDenied
    get_user_model()._default_manager.select_for_update(no_key=True).get(pk=person.pk)  # two first reports, one concern
    concern, opened = Concern.objects.get_or_create(
        person=person, decided_at=None, defaults={"decide_by": moment_after(timezone.now(), ONE_WORKING_DAY)}
    )
    new = _new(user, reason, words)
    new.concern = concern
    before = concern.reports.open().by_the_same_reader(new).first()
    if before is not None:
        return before
    _keep_within_limits(new)
    new.save()
    log(actor=user, action="discussion/person_reported", target=concern, user=person.pk, reason=reason)
    if opened:
        staff = get_user_model()._default_manager.filter(is_staff=True, is_active=True).exclude(pk=person.pk)
        tell_to_decide(people=list(staff), kind="discussion/reported", target=new)
    return new


def _new(
    user: AbstractBaseUser | AnonymousUser, reason: str, words: str, guest_email: str = "", source: str = ""
) -> Report:
    if reason not in Report.Reason.values:
        raise PermissionDenied
    known = user.is_authenticated
    return Report(
        reporter=user if known else None,
        guest_email="" if known else guest_email,
        source="" if known else source,
        reason=reason,
        words=words.strip(),
    )


def _keep_within_limits(new: Report) -> None:
    lately = Report.objects.filter(created_at__gte=timezone.now() - LIMIT_WITHIN)
    if new.reporter_id:
        too_many = lately.filter(reporter=new.reporter_id).count() >= MEMBER_LIMIT
    else:
        too_many = lately.filter(reporter=None, source=new.source).count() >= GUEST_LIMIT
    if too_many:
        raise NotTaken("You have reported several things in a short time. Wait an hour, then send this one again.")


def _wait(comment: Comment, report: Report) -> None:
    """From the first report on a moderator has one working day."""
    comment.decide_by = moment_after(report.created_at, ONE_WORKING_DAY)
    comment.reminded = Waiting.Reminded.NOT_YET
    comment.save(update_fields=["decide_by", "reminded"])


def _hides(comment: Comment, report: Report) -> bool:
    if comment.is_staff_reply or comment.reports.filter(outcome=Report.Outcome.DISMISSED).exists():
        return False
    if report.reason == Report.Reason.PATIENT and report.reporter_id:
        return True
    return comment.reports.open().count_readers() >= HIDDEN_BY


def _hide(comment: Comment) -> None:
    comment.state = Comment.State.HELD
    comment.held_for = " ".join(dict.fromkeys([*comment.held_for.split(), str(Comment.Hold.REPORTED)]))
    comment.save(update_fields=["state", "held_for"])
    log(actor=None, action="discussion/comment_hidden", target=comment, page=comment.thread.page_id)
    clock.settle(comment.thread)
    disappear(comment)
    tell_writer(comment, "discussion/hidden")
