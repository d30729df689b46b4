"""Verbs of the page kit: who may see a collection's files, and what a pause of publication leaves open."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Collection, Page

from portal.audit.actions import log
from portal.files.models import PortalDocument
from portal.files.tasks import tell_readers

from .audience import may_see
from .collections import audiences
from .models import CollectionAudience, Pause, SafetyCorrection


@transaction.atomic
def set_collection_audience(*, collection: Collection, tokens: Iterable[str]) -> None:
    """Say who may have the files of this collection. Safe to repeat."""
    wanted = set(tokens)
    rows = CollectionAudience.objects.filter(collection=collection)
    rows.exclude(token__in=wanted).delete()
    CollectionAudience.objects.bulk_create(
        [CollectionAudience(collection=collection, token=token) for token in wanted], ignore_conflicts=True
    )
    inside = PortalDocument.objects.filter(collection__path__startswith=collection.path)
    for document_id in inside.values_list("pk", flat=True):
        tell_readers(document_id)


def may_have_file(*, user: AbstractBaseUser | AnonymousUser, collection_id: int) -> bool:
    """Whether somebody may have the files of this collection."""
    return may_see(user, audiences(Collection.objects.filter(pk=collection_id))[collection_id])


def note_pause(*, pause: Pause, by: AbstractBaseUser, what: str) -> None:
    """A pause was set, changed or taken away in the editor."""
    data = {
        "region": pause.region_id,
        "from": f"{pause.starts_at:%Y-%m-%dT%H:%M}",
        "to": f"{pause.ends_at:%Y-%m-%dT%H:%M}",
    }
    log(actor=by, action=f"cms/pause_{what}", target=pause, **data)


@transaction.atomic
def correct_for_safety(*, page: Page, by: AbstractBaseUser, reason: str) -> SafetyCorrection:
    """Publish the latest draft although publication is paused, because what stands there is not safe."""
    page = page.specific
    revision = page.get_latest_revision()
    if revision is None or not page.permissions_for_user(by).can_publish():
        raise PermissionDenied
    correction = SafetyCorrection.objects.create(page_id=page.pk, pause=page.pause(), reason=reason[:300], by=by)
    publishing = PublishPageRevisionAction(revision, user=by)
    publishing.object.is_safety_correction = True
    publishing.execute()
    log(actor=by, action="cms/corrected_for_safety", target=page, correction=correction.pk)
    return correction
