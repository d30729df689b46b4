"""The verbs of a network's files: make a folder, bring an earlier version back."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Collection

from networks.models import Network
from networks.refusals import refused
from portal.audit.actions import log
from portal.cms.actions import set_collection_audience
from portal.files.actions import restore_version
from portal.files.models import FileVersion, PortalDocument

from .roles import NOT_YOURS
from .running import set_up

MOST_FOLDERS = 50


@transaction.atomic
def make_folder(*, network: Network, name: str, actor: AbstractBaseUser) -> Collection:
    """A folder that the readers of the network see, and its convenors fill by the rights they have already."""
    network = Network.objects.locked().get(pk=network.pk)
    if not network.can_run(actor):
        raise PermissionDenied(NOT_YOURS)
    if network.collection is None:
        set_up(network=network)
        network.refresh_from_db()
    folders = network.folders()
    if any(folder.name.casefold() == name.casefold() for folder in folders):
        raise refused("folder-is-there")
    if len(folders) >= MOST_FOLDERS:
        raise refused("too-many-folders")
    folder = network.collection.add_child(name=name)  # type: ignore[union-attr]
    set_collection_audience(collection=folder, tokens=[network.readers])
    log(actor=actor, action="networks/folder_made", target=network, collection=folder.pk)
    return folder


@transaction.atomic
def restore_file(*, network: Network, version: FileVersion, actor: AbstractBaseUser) -> PortalDocument:
    """The version of now stays, as an earlier one."""
    if not network.can_run(actor):
        raise PermissionDenied(NOT_YOURS)
    document = restore_version(version=version, by=actor)
    log(actor=actor, action="networks/file_restored", target=network, document=document.pk, version=version.pk)
    return document
