"""Verbs of tools: somebody else answers for one."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from portal.audit.actions import log

from .models import EntryPage


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
    if entry.live and not had_draft:
        revision.publish()
    log(actor=taker, action="toolbox/given", target=entry, giver=giver.pk, user=taker.pk)
    return True
