"""What publishing a tool sets off."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.models import Revision, WorkflowState
from wagtail.signals import page_published, page_unpublished, workflow_rejected

from portal.discussion.moderation import note_edition

from . import news
from .actions import note_published, note_readers, note_rejected, note_version, release_files, settle_review
from .models import EntryPage


@receiver(page_published, sender=EntryPage, dispatch_uid="toolbox.release_files")
def release_offered_files(instance: EntryPage, **kwargs: Any) -> None:
    release_files(entry=instance)


@receiver(page_published, sender=EntryPage, dispatch_uid="toolbox.tell_of_tool")
def tell_of_tool(instance: EntryPage, revision: Revision | None = None, **kwargs: Any) -> None:
    news.tell(instance, by=revision.user if revision else None)


@receiver([page_published, page_unpublished], sender=EntryPage, dispatch_uid="toolbox.note_edition")
def note_edition_of_answers(instance: EntryPage, **kwargs: Any) -> None:
    note_edition(page=instance)


@receiver(page_published, sender=EntryPage, dispatch_uid="toolbox.note_version")
def note_its_version(instance: EntryPage, **kwargs: Any) -> None:
    note_version(entry=instance)


@receiver([page_published, page_unpublished], sender=EntryPage, dispatch_uid="toolbox.note_readers")
def note_who_may_read_it(instance: EntryPage, **kwargs: Any) -> None:
    note_readers(entry=instance)


@receiver(page_published, sender=EntryPage, dispatch_uid="toolbox.settle_review")
def settle_its_review(instance: EntryPage, **kwargs: Any) -> None:
    settle_review(entry=instance)


@receiver(page_published, sender=EntryPage, dispatch_uid="toolbox.note_published")
def note_that_an_offer_is_published(instance: EntryPage, revision: Revision | None = None, **kwargs: Any) -> None:
    note_published(entry=instance, by=revision.user if revision else None)


@receiver(workflow_rejected, sender=WorkflowState, dispatch_uid="toolbox.note_rejected")
def note_that_changes_are_asked_for(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    note_rejected(state=instance, by=user)
