"""Verbs of offers: a member's tool goes before a reviewer, comes back with a wish, and is published or not taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.template.defaultfilters import linebreaks  # type: ignore[attr-defined]
from django.utils import timezone
from wagtail.models import Collection, Page, WorkflowState

from portal.audit.actions import log
from portal.cms.actions import set_collection_audience
from portal.cms.audience import STAFF
from portal.discussion.refusals import NotTaken
from portal.files.actions import keep_document
from portal.files.models import PortalDocument
from portal.notifications.actions import Recipient, notify
from portal.organisations.working_days import day_after

from ..models import EntryFile, EntryPage, Submission, SubmissionStep, ToolboxIndexPage
from ..vocabulary import Stage

DAYS_TO_REVIEW = 10  # working days
OFFERED = "Offered to the toolbox"
REMIND_AGAIN = timedelta(days=7)
State = Submission.State


def may_review(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whoever may publish in the toolbox: those who approve in the editor."""
    index = ToolboxIndexPage.objects.first()
    return bool(index and user.is_authenticated and index.permissions_for_user(user).can_publish_subpage())


def _reviewers() -> models.QuerySet:
    """Those who approve what is submitted in the toolbox."""
    index = ToolboxIndexPage.objects.first()
    workflow = index.get_workflow() if index else None
    tasks = [task.specific for task in workflow.tasks] if workflow else []
    groups = [group.pk for task in tasks if hasattr(task, "groups") for group in task.groups.all()]
    return get_user_model().objects.filter(groups__in=groups, is_active=True).distinct()


def credit_line(person: Any, choice: str) -> str:
    """As they chose, in words that stay on the tool when the account is closed."""
    trust = str(person.trust) if getattr(person, "trust", None) else ""
    if choice == Submission.Credit.UNNAMED:
        return ""
    return ", ".join(filter(None, [str(person) if choice == Submission.Credit.NAMED else "", trust]))[:200]


def offered_files() -> Collection:
    """Where the files of offered tools wait: the programme's staff alone may have them."""
    collection = Collection.objects.filter(name=OFFERED).first()
    if collection is None:
        collection = Collection.get_first_root_node().add_child(name=OFFERED)
        set_collection_audience(collection=collection, tokens=[STAFF])
    return collection


def keep_offered(*, file: UploadedFile, title: str, by: AbstractBaseUser) -> PortalDocument:
    """A file that came with an offer, looked into like every upload."""
    content = file.read()
    return keep_document(title=title, name=file.name or "file", content=content, collection=offered_files(), by=by)


def describe(
    entry: EntryPage,
    *,
    title: str,
    type: str,
    summary: str,
    words: str,
    contact_name: str,
    contact_email: str,
    themes: Sequence[Any] = (),
    first_contact: bool = False,
    asked_the_same: str = "",
) -> None:
    """Write what was typed into a tool that is not published; the rest of it stays an editor's."""
    entry.title, entry.type, entry.summary = title, type, summary
    entry.contact_name, entry.contact_email, entry.asked_the_same = contact_name, contact_email, asked_the_same
    entry.themes = list(themes)
    others = [stage for stage in entry.stages if stage != Stage.FIRST_CONTACT]
    entry.stages = [Stage.FIRST_CONTACT.value, *others] if first_contact else others
    if words:
        entry.body = [("text", linebreaks(words, autoescape=True))]  # type: ignore[assignment]


@transaction.atomic
def open_submission(
    *,
    entry: EntryPage,
    by: AbstractBaseUser,
    words: str = "",
    used_at: str = "",
    credit: str = Submission.Credit.UNNAMED,
    key: str = "",
) -> Submission:
    """Every draft that did not begin with an editor has one: from a form, a meeting's file, an answer."""
    submission = Submission.objects.create(
        entry=entry, offered_by=by, words=words, used_at=used_at, credit=credit, form_key=key, due=_due()
    )
    _step(submission, State.WAITING, by)
    log(actor=by, action="toolbox/submitted", target=submission, entry=entry.pk)
    return submission


@transaction.atomic
def claim(*, submission: Submission, by: AbstractBaseUser) -> Submission:
    """Say that one looks at it. Taking it over from somebody is said the same way."""
    submission = _locked(submission)
    if not may_review(by):
        raise PermissionDenied
    if not submission.is_open:
        raise NotTaken("Nobody has to look at this any more.")
    if submission.reviewer_id != by.pk:
        submission.reviewer = by  # type: ignore[assignment]
        _step(submission, State.REVIEWING, by)
        log(actor=by, action="toolbox/submission_claimed", target=submission)
    return submission


@transaction.atomic
def ask_for_changes(*, submission: Submission, by: AbstractBaseUser, reason: str) -> Submission:
    """Through the workflow, as the editor does: what it says comes back by its signal."""
    submission = _locked(submission)
    if not may_review(by):
        raise PermissionDenied
    if not submission.is_open:
        raise NotTaken("Somebody has answered this already.")
    task = submission.entry.current_workflow_task_state
    if task is not None:
        task.specific.reject(user=by, comment=reason)  # its signal calls `note_rejected`
    else:
        note_changes(submission=submission, by=by, reason=reason)
    submission.refresh_from_db()
    return submission


@transaction.atomic
def note_changes(*, submission: Submission, by: AbstractBaseUser | None, reason: str) -> None:
    """It went back to whoever offered it. Safe to repeat."""
    submission = _locked(submission)
    if not submission.is_open:
        return
    _step(submission, State.CHANGES, by, reason)
    log(actor=by, action="toolbox/submission_returned", target=submission)
    _tell(submission, "offer_changes", reason=reason)


def note_rejected(*, state: WorkflowState, by: AbstractBaseUser | None) -> None:
    page = state.content_object
    submission = Submission.objects.filter(entry=page.pk).first() if isinstance(page, Page) else None
    if submission is not None:
        task = state.current_task_state
        note_changes(submission=submission, by=by, reason=task.comment if task else "")


@transaction.atomic
def send_again(
    *,
    submission: Submission,
    by: AbstractBaseUser,
    file: UploadedFile | None = None,
    words: str,
    used_at: str,
    credit: str,
    **typed: Any,
) -> Submission:
    """What was asked for is changed: the draft says it, and the same approval goes on."""
    submission = _locked(submission)
    if submission.offered_by_id != by.pk:
        raise PermissionDenied
    if submission.state != State.CHANGES:
        raise NotTaken("This was sent already.")
    draft = submission.entry.get_latest_revision_as_object()
    rewritten = words if words != submission.words else ""
    describe(draft, words=rewritten, **typed)
    draft.credit = credit_line(by, credit)
    if file is not None:
        document = keep_offered(file=file, title=typed["title"], by=by)
        draft.files = [EntryFile(document=document)]
    draft.save_revision(user=by, log_action=True)
    submission.words, submission.used_at, submission.credit = words, used_at, credit
    submission.due, submission.reminded_on = _due(), None
    submission.save(update_fields=["words", "used_at", "credit", "due", "reminded_on"])
    _step(submission, State.REVIEWING if submission.reviewer_id else State.WAITING, by)
    _approve_again(submission.entry, by)
    log(actor=by, action="toolbox/submission_sent_again", target=submission)
    return submission


@transaction.atomic
def decline(*, submission: Submission, by: AbstractBaseUser, reason: str) -> Submission:
    """It is not taken. The draft stays with the editors; whoever offered it reads why."""
    submission = _locked(submission)
    if not may_review(by):
        raise PermissionDenied
    if submission.state in (State.PUBLISHED, State.DECLINED):
        raise NotTaken("Somebody has answered this already.")
    _step(submission, State.DECLINED, by, reason)
    state = submission.entry.current_workflow_state
    if state is not None:
        state.cancel(user=by)
    log(actor=by, action="toolbox/submission_declined", target=submission)
    _tell(submission, "offer_declined", reason=reason)
    return submission


@transaction.atomic
def note_published(*, entry: EntryPage, by: AbstractBaseUser | None) -> bool:
    """The tool can be read. True the first time."""
    submission = Submission.objects.filter(entry=entry).select_for_update(no_key=True, of=("self",)).first()
    if submission is None or submission.state == State.PUBLISHED:
        return False
    _step(submission, State.PUBLISHED, by)
    log(actor=by, action="toolbox/submission_published", target=submission)
    _tell(submission, "offer_published")
    return True


@transaction.atomic
def remind_reviewers(*, today: date) -> int:
    """Whoever claimed it, else all who may answer: on the day it is due, and each week while it is late."""
    waiting = Submission.objects.to_remind(today, again_before=today - REMIND_AGAIN)
    told = 0
    for submission in waiting.select_for_update(no_key=True, of=("self",)).select_related("entry", "reviewer"):
        people = [submission.reviewer] if submission.reviewer else list(_reviewers())
        notify(
            recipients=[Recipient.of(person) for person in people if person.is_active],
            kind="toolbox/offer_due",
            target=submission,
            context={"late": submission.due < today},
            key=today.isoformat(),
        )
        log(actor=None, action="toolbox/reviewers_reminded", target=submission, people=len(people))
        submission.reminded_on = today
        submission.save(update_fields=["reminded_on"])
        told += 1
    return told


def _due() -> date:
    return day_after(timezone.localdate(), DAYS_TO_REVIEW)


def _locked(submission: Submission) -> Submission:
    rows = Submission.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("entry", "offered_by").get(pk=submission.pk)


def _step(submission: Submission, state: str, by: AbstractBaseUser | None, reason: str = "") -> None:
    submission.state = state
    submission.save(update_fields=["state", "reviewer"])
    SubmissionStep.objects.create(submission=submission, by=by, state=state, reason=reason[:2000])


def _approve_again(entry: EntryPage, by: AbstractBaseUser) -> None:
    entry = EntryPage.objects.get(pk=entry.pk)
    state = entry.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=by)
    elif state is None and (workflow := entry.get_workflow()) is not None:
        workflow.start(entry, by)


def _tell(submission: Submission, kind: str, *, reason: str = "") -> None:
    person = submission.offered_by
    if person is None or not person.is_active:
        return
    notify(
        recipients=[Recipient.of(person)],
        kind=f"toolbox/{kind}",
        target=submission,
        context={"reason": reason},
        key=str(submission.steps.count()),
    )
