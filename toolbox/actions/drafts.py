"""Verbs of drafts: open one for comment, say something of a paragraph, answer it, close."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from networks.models import Network
from portal.audit.actions import log
from portal.discussion.blocking import refuse_blocked
from portal.discussion.holding import is_read_first
from portal.discussion.refusals import NotTaken
from portal.organisations.working_days import is_working_day

from .. import news
from ..drafting import may_edit, networks_for, paragraphs_of
from ..models import DraftAnswer, DraftForComment, DraftParagraph, DraftRemark, EntryPage

REMIND_BEFORE = timedelta(days=8)  # so that every weekly digest says it before the draft closes


@transaction.atomic
def open_draft(
    *,
    entry: EntryPage,
    by: AbstractBaseUser,
    closes_on: date,
    for_members: bool = False,
    networks: Collection[Network] = (),
    ask: str = "",
) -> DraftForComment:
    """Show the words of the latest draft, as they are now, to an audience until a day."""
    entry = EntryPage.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if not may_edit(by, entry):
        raise PermissionDenied
    if not for_members and not networks:
        raise NotTaken("Choose who reads the draft.")
    offered = {network.pk for network in networks_for(entry, by=by)}
    if (for_members and entry.network()) or not {network.pk for network in networks} <= offered:
        raise PermissionDenied  # what a network writes is read in it
    if closes_on <= timezone.localdate() or not is_working_day(closes_on):
        raise NotTaken("Choose a working day to come.")
    if entry.drafts_for_comment.filter(closed_at=None).exists():
        raise NotTaken("A draft of this tool is open for comment already. Close it first.")
    found = paragraphs_of(entry)
    if not found:
        raise NotTaken("The draft has no words to comment on yet.")
    title = entry.get_latest_revision_as_object().title
    draft = DraftForComment.objects.create(
        entry=entry, title=title, ask=ask.strip(), for_members=for_members, closes_on=closes_on, opened_by=by
    )
    if not for_members:
        draft.networks.set(networks)
    DraftParagraph.objects.bulk_create(
        DraftParagraph(draft=draft, number=number, heading=heading[:200], words=words)
        for number, (heading, words) in enumerate(found, start=1)
    )
    log(actor=by, action="toolbox/draft_opened", target=draft, entry=entry.pk, paragraphs=len(found))
    news.tell_of_draft(draft, by=by)
    return draft


@transaction.atomic
def say_of_paragraph(
    *, paragraph: DraftParagraph, by: AbstractBaseUser, words: str, key: str = "", suspected: bool = False
) -> DraftRemark:
    """A comment on one paragraph. Sent twice, it is taken once. What would be held as a comment waits for an editor."""
    draft = DraftForComment.objects.select_for_update(of=("self",)).get(pk=paragraph.draft_id)
    if not DraftForComment.objects.visible_to(by).filter(pk=draft.pk).exists() and not may_edit(by, draft.entry):
        raise PermissionDenied
    refuse_blocked(user=by, page=draft.entry)
    if not draft.is_open:
        raise NotTaken("This draft is closed for comments. You can still read it, with the answers.")
    if key and (said := paragraph.remarks.filter(form_key=key[:40]).first()):
        return said
    held = not may_edit(by, draft.entry) and (suspected or is_read_first(by, words))
    remark = DraftRemark.objects.create(
        paragraph=paragraph, writer=by, words=words.strip(), form_key=key[:40], held=held
    )
    log(actor=by, action="toolbox/draft_remarked", target=remark, draft=draft.pk, paragraph=paragraph.number, held=held)
    return remark


@transaction.atomic
def answer_remark(*, remark: DraftRemark, by: AbstractBaseUser, answer: str, reason: str) -> DraftRemark:
    """Accepted or not, each with its reason; words that must not stand there are taken down. It may be said anew."""
    rows = DraftRemark.objects.select_for_update(of=("self",)).select_related("paragraph__draft__entry", "writer")
    remark = rows.get(pk=remark.pk)
    if not may_edit(by, remark.paragraph.draft.entry) or not answer or answer not in DraftAnswer.values:
        raise PermissionDenied
    if not reason.strip():
        raise NotTaken("Say why: its writer and all readers see it.")
    remark.answer, remark.reason = answer, reason.strip()[:1000]
    remark.answered_by, remark.answered_at = by, timezone.now()  # type: ignore[assignment]
    remark.held = False  # an editor has read it: it stands there with the answer, or is taken down
    remark.save(update_fields=["answer", "reason", "answered_by", "answered_at", "held"])
    log(actor=by, action=f"toolbox/draft_remark_{answer}", target=remark, draft=remark.paragraph.draft_id)
    news.tell_of_answer(remark)
    return remark


@transaction.atomic
def close_draft(*, draft: DraftForComment, by: AbstractBaseUser, reason: str = "") -> DraftForComment:
    """No more comments. Where some have no answer, readers see why."""
    draft = DraftForComment.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if not may_edit(by, draft.entry):
        raise PermissionDenied
    if draft.closed_at is not None:
        return draft
    unanswered = DraftRemark.objects.filter(paragraph__draft=draft, answer=DraftAnswer.OPEN).count()
    if unanswered and not reason.strip():
        raise NotTaken("Comments have no answer yet: answer them, or say why they get none.")
    draft.closed_at, draft.closed_by, draft.reason = timezone.now(), by, reason.strip()[:500]  # type: ignore[assignment]
    draft.save(update_fields=["closed_at", "closed_by", "reason"])
    log(actor=by, action="toolbox/draft_closed", target=draft, entry=draft.entry_id, unanswered=unanswered)
    return draft


def remind_of_drafts(*, now: datetime) -> int:
    """Readers hear once that a draft closes soon, unless it was opened a few days ago: then they have just heard."""
    soon = DraftForComment.objects.closing_by(timezone.localdate(now) + REMIND_BEFORE)
    reminded = 0
    for draft in soon.filter(opened_at__lte=now - REMIND_BEFORE, reminded_at=None):
        with transaction.atomic():
            draft = DraftForComment.objects.select_for_update(of=("self",)).get(pk=draft.pk)
            if draft.reminded_at is not None or draft.closed_at is not None:
                continue
            draft.reminded_at = now
            draft.save(update_fields=["reminded_at"])
            news.tell_of_closing(draft)
            log(actor=None, action="toolbox/draft_reminded", target=draft, entry=draft.entry_id)
        reminded += 1
    return reminded
