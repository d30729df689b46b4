"""Verbs of tools: somebody offers one, somebody else answers for one."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from wagtail.models import Collection

from portal.audit.actions import log
from portal.discussion.models import Comment
from portal.discussion.moderation import promote
from portal.discussion.text import as_html, as_words
from portal.files.actions import keep_document
from portal.files.models import PortalDocument

from ..models import EntryFile, EntryPage, Submission, ToolboxIndexPage
from ..vocabulary import EntryType
from .submissions import OFFERED, credit_line, describe, keep_offered, offered_files, open_submission

FIRST_REVIEW = timedelta(days=365)
EDITORS = "The editors of the toolbox"


@transaction.atomic
def give_entry(*, entry: EntryPage, giver: AbstractBaseUser, taker: AbstractBaseUser) -> bool:
    """Let a successor answer for a tool, on the page that is read and in the draft that an editor may have open.

    False: somebody else answers for it already.
    """
    entry = EntryPage.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.owned_by_id != giver.pk:
        return False
    had_draft = entry.has_unpublished_changes
    draft = entry.get_latest_revision_as_object()
    entry.owned_by = draft.owned_by = taker
    entry.save(update_fields=["owned_by", "owner_name"])
    draft.owner_name = entry.owner_name
    revision = draft.save_revision(clean=False, changed=had_draft)
    if entry.live and not had_draft and not entry.pause():  # else it is published with the next change
        revision.publish()
    log(actor=taker, action="toolbox/given", target=entry, giver=giver.pk, user=taker.pk)
    return True


@transaction.atomic
def release_files(*, entry: EntryPage) -> int:
    """Let whoever may see a published tool have the files that were offered with it. Safe to repeat."""
    waiting = PortalDocument.objects.filter(entry_files__entry=entry, collection__name=OFFERED)
    network = entry.network()
    place = network.collection if network and network.collection else Collection.get_first_root_node()
    released = waiting.update(collection=place)
    if released:
        log(actor=None, action="toolbox/files-released", target=entry, files=released)
    return released


@transaction.atomic
def offer_entry(
    *,
    actor: AbstractBaseUser,
    document: PortalDocument | None = None,
    file: UploadedFile | None = None,
    source: str = "",
    key: str = "",
    words: str = "",
    used_at: str = "",
    credit: str = Submission.Credit.NAMED,
    **typed: Any,
) -> EntryPage:
    """Make a draft in the toolbox and put it before its editors. A second press finds the first draft again.

    A file from elsewhere is copied: there it stays with those who may have it, and here it follows the tool.
    """
    index = ToolboxIndexPage.objects.live().get()
    get_user_model().objects.select_for_update(no_key=True, of=("self",)).get(pk=actor.pk)  # two presses, one draft
    mine = EntryPage.objects.child_of(index).filter(submission__offered_by=actor)
    before = mine.filter(submission__form_key=key).first() if key else None
    if document is not None and before is None:
        before = mine.filter(live=False, files__document__file_hash=document.get_file_hash()).first()
    if before is not None:
        return before
    today = timezone.localdate()
    named = credit == Submission.Credit.NAMED
    entry = EntryPage(
        owned_by=actor if named else None,
        owner_name="" if named else EDITORS,
        owner=actor,
        credit=credit_line(actor, credit),
        last_reviewed=today,
        review_by=today + FIRST_REVIEW,
        live=False,
        has_unpublished_changes=True,
    )
    describe(entry, words=words, **typed)
    if source:
        said = format_html('<p>From <a href="{}">a meeting</a>.</p>', settings.PORTAL_URL + source)
        blocks = [(block.block_type, block.value) for block in entry.body]
        entry.body = [*blocks, ("text", said)]  # type: ignore[assignment]
    if document is not None:
        with document.file.open("rb") as content:
            copy = keep_document(
                title=document.title,
                name=document.filename,
                content=content.read(),
                collection=offered_files(),
                by=actor,
            )
        entry.files = [EntryFile(document=copy)]
    elif file is not None:
        entry.files = [EntryFile(document=keep_offered(file=file, title=typed["title"], by=actor))]
    _put_before_editors(entry, index, actor, words=words, used_at=used_at, credit=credit, key=key)
    log(actor=actor, action="toolbox/offered", target=entry, document=document.pk if document else None)
    return entry


@transaction.atomic
def promote_answer(*, actor: AbstractBaseUser, comment: Comment) -> EntryPage:
    """Make a draft of an answer in a discussion, and put it before the editors. A second press finds it again.

    Its words are copied as they stand; whom it thanks follows from the answer's writer (`discussion.Promotion`).
    """
    index = ToolboxIndexPage.objects.live().get()
    comment = Comment.objects.select_for_update(no_key=True, of=("self",)).select_related("author").get(pk=comment.pk)
    before = EntryPage.objects.filter(promotion__comment=comment).first()
    if before is not None:
        return before
    today = timezone.localdate()
    entry = EntryPage(
        title=comment.thread.title,
        summary=Truncator(" ".join(as_words(comment.body).split())).chars(250),
        type=EntryType.PROCEDURE,
        contact_name=EDITORS,
        contact_email=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        owned_by=actor,
        owner=actor,
        last_reviewed=today,
        review_by=today + FIRST_REVIEW,
        body=[("text", as_html(comment.body))],
        live=False,
        has_unpublished_changes=True,
    )
    _put_before_editors(entry, index, actor)
    credit = reverse("toolbox:credit", args=[comment.pk])
    promote(comment=comment, page=entry.page_ptr, by=actor, url=credit)
    log(actor=actor, action="toolbox/promoted", target=entry, comment=comment.pk)
    return entry


def _put_before_editors(entry: EntryPage, index: ToolboxIndexPage, actor: AbstractBaseUser, **offered: Any) -> None:
    index.add_child(instance=entry)
    entry.save_revision(user=actor, log_action=True)
    open_submission(entry=entry, by=actor, **offered)
    workflow = entry.get_workflow()
    if workflow is not None:
        workflow.start(entry, actor)
