"""Verbs of reviews: somebody says that a tool is right; nobody does, and it goes step by step into the archive."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify
from portal.search.actions import put_page

from ..models import EntryPage, Review
from ..reviewing import Step, asked_at, due_for, may_review_again

AT_ONCE = 50
MAILS = {Step.BANNER: "toolbox/review_late", Step.ARCHIVED: "toolbox/review_archived"}


@transaction.atomic
def check_entry(*, entry: EntryPage, by: AbstractBaseUser, review_by: date) -> EntryPage:
    """The tool was read and is right as it stands, until that day. A draft somebody is writing stays a draft."""
    entry = EntryPage.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if not entry.live or not may_review_again(by, entry):
        raise PermissionDenied
    today = timezone.localdate()
    had_draft = entry.has_unpublished_changes
    draft = entry.get_latest_revision_as_object()
    for page in (entry, draft):
        page.last_reviewed, page.review_by = today, review_by
    entry.save(update_fields=["last_reviewed", "review_by"])
    revision = draft.save_revision(user=by, clean=False, changed=had_draft)
    if had_draft or entry.pause():
        settle_review(entry=entry)
        put_page(page=entry)
    else:
        revision.publish(user=by, skip_permission_checks=True)
    log(actor=by, action="toolbox/checked", target=entry, review_by=review_by.isoformat())
    return entry


@transaction.atomic
def settle_review(*, entry: EntryPage) -> bool:
    """A tool was published: what was asked about an earlier day, or from the archive, is over. Safe to repeat."""
    over = Review.objects.filter(entry=entry)
    if not over.filter(step=Step.ARCHIVED).exists():
        over = over.exclude(review_by=entry.review_by)
    settled = bool(over.delete()[0])
    if settled:
        log(actor=None, action="toolbox/review_settled", target=entry)
    return settled


def step_reviews(*, today: date) -> int:
    """Ask, ask further, warn, archive: one step at a time. Safe to repeat."""
    taken = 0
    for step in Step:
        for pk in due_for(step, today).order_by("review_by", "pk").values_list("pk", flat=True)[:AT_ONCE]:
            taken += _take(pk, step, today)
    return taken


@transaction.atomic
def _take(pk: int, step: Step, today: date) -> bool:
    entry = EntryPage.objects.select_for_update(of=("self",)).get(pk=pk)
    if not due_for(step, today).filter(pk=pk).exists():
        return False  # somebody checked it meanwhile
    review, _ = Review.objects.update_or_create(
        entry=entry, defaults={"review_by": entry.review_by, "step": step, "stepped_on": today}
    )
    people = asked_at(step, entry)
    if step == Step.ARCHIVED:
        entry.unpublish()
    notify(
        recipients=[Recipient.of(person) for person in people],
        kind=MAILS.get(step, "toolbox/review_due"),
        target=entry,
        context={"review": review, "step": step.name.lower()},
        key=f"{entry.review_by.isoformat()}:{step.value}",
    )
    log(actor=None, action="toolbox/review_stepped", target=entry, step=step.name.lower(), people=len(people))
    return True
