"""Doors of the Wagtail admin and of serving: pages and files only for their audience."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from portal.files.models import PortalDocument
from portal.files.tasks import tell_readers

from . import views
from .actions import may_have_file, note_pause
from .pauses import Pause, PublicationPausedError, WaitsInPauses, refuse_move


@hooks.register("before_serve_document")
def only_for_its_audience(document: PortalDocument, request: HttpRequest) -> None:
    if not may_have_file(user=request.user, collection_id=document.collection_id):
        raise Http404


@hooks.register("after_bulk_action")
def follow_moved_files(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Many files were put into another folder: whoever shows them hears whose they are now."""
    if action_type == "add_to_collection":
        for document in (one for one in objects if isinstance(one, PortalDocument)):
            tell_readers(document.pk)


@hooks.register("before_publish_page")
def keep_as_draft_in_a_pause(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Publish was pressed while publication is paused: the draft is saved by now, and says so."""
    return _paused(request, [page.get_latest_revision_as_object()], reverse("wagtailadmin_pages:edit", args=[page.pk]))


@hooks.register("before_move_page")
def stay_in_a_pause(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """The form of a move may be looked at; its button says why it waits."""
    if request.method != "POST":
        return None
    try:
        refuse_move(page, destination)
    except PublicationPausedError as paused:
        messages.warning(request, f"Not moved: everybody could read it there. {paused.pause.sentence} Move it then.")
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("before_bulk_action")
def keep_as_drafts_in_a_pause(request: HttpRequest, action: str, objects: list[Any], view: Any) -> HttpResponse | None:
    if action != "publish" or request.method != "POST":
        return None
    pages = [page.specific.get_latest_revision_as_object() for page in objects if isinstance(page, Page)]
    return _paused(request, pages, reverse("wagtailadmin_home"))


def _paused(request: HttpRequest, pages: list[Page], back: str) -> HttpResponse | None:
    for page in pages:
        later = page.go_live_at is not None and page.go_live_at > timezone.now()
        pause = page.pause() if isinstance(page, WaitsInPauses) and not later else None
        if pause is not None:
            messages.warning(request, f"Kept as a draft. {pause.sentence} Schedule it for later, or publish it then.")
            return redirect(back)
    return None


@hooks.register("after_create_snippet")
def note_new_pause(request: HttpRequest, instance: object) -> None:
    if isinstance(instance, Pause):
        note_pause(pause=instance, by=request.user, what="set")


@hooks.register("after_edit_snippet")
def note_changed_pause(request: HttpRequest, instance: object) -> None:
    if isinstance(instance, Pause):
        note_pause(pause=instance, by=request.user, what="changed")


@hooks.register("before_delete_snippet")
def note_deleted_pause(request: HttpRequest, instances: list[object]) -> None:
    for instance in instances:
        if isinstance(instance, Pause) and request.method == "POST":
            note_pause(pause=instance, by=request.user, what="deleted")


@hooks.register("register_admin_urls")
def safety_correction_url() -> list:
    return [path("pages/<int:pk>/safety-correction/", views.safety_correction, name="safety_correction")]
