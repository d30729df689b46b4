"""Verbs of the programme: who writes for it, and who lets what they wrote be published."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

EDITORS = "Programme editors"
MODERATORS = "Programme moderators"
WORKFLOW = "Moderators approval"
COLLECTION = "Programme files"

GLOSSARY = [f"{verb}_{model}" for model in ("term", "interviewtool") for verb in ("add", "change", "delete")]
MAY = {
    EDITORS: (["add_page", "change_page"], ["add", "change", "choose"]),
    MODERATORS: (["add_page", "change_page", "publish_page", "lock_page", "unlock_page"], ["add", "change", "choose"]),
}


@transaction.atomic
def set_up_editing(*, sections: Iterable[Page]) -> dict[str, Group]:
    """Let editors write in these sections and moderators approve what they submit. Safe to repeat.

    Nobody gets a right outside the sections, and files come from a collection of their own: a right on the root
    collection would reach the files of every network.
    """
    sections = list(sections)
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in (EDITORS, MODERATORS)}
    collection = programme_files()
    for name, group in groups.items():
        on_pages, on_files = MAY[name]
        group.permissions.add(_permission("wagtailadmin", "access_admin"))
        for section in sections:
            for codename in on_pages:
                permission = _permission("wagtailcore", codename)
                GroupPagePermission.objects.get_or_create(group=group, page=section, permission=permission)
        for app, model in (("wagtaildocs", "document"), ("wagtailimages", "image")):
            for verb in on_files:
                permission = _permission(app, f"{verb}_{model}")
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=collection, permission=permission
                )
        group.permissions.add(*Permission.objects.filter(content_type__app_label="toolbox", codename__in=GLOSSARY))
    questions = Permission.objects.filter(content_type__app_label="programme", content_type__model="questionnaire")
    groups[MODERATORS].permissions.add(*questions)
    workflow = _workflow(groups[MODERATORS])
    for section in sections:
        WorkflowPage.objects.update_or_create(page=section, defaults={"workflow": workflow})
    return groups


def programme_files() -> Collection:
    """The public collection of what the programme publishes."""
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=COLLECTION).first() or root.add_child(name=COLLECTION)


def _workflow(moderators: Group) -> Workflow:
    """Wagtail's own workflow of that name where it is still there, with our moderators as approvers."""
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    task = GroupApprovalTask.objects.filter(name=WORKFLOW).first() or GroupApprovalTask.objects.create(name=WORKFLOW)
    task.groups.add(moderators)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    return workflow


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
