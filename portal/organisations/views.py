"""The register's imports in the Wagtail admin: hand in, preview, confirm, discard, take the errors away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from . import actions, ods
from .forms import ConfirmForm, UploadForm
from .models import Organisation, RegisterImport

PREVIEW = "registerimport:inspect"
CHANGES_SHOWN = 200


class UploadView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Hand in a file."""

    model = RegisterImport
    permission_required = "add"
    form_class = UploadForm
    template_name = "organisations/admin/upload.html"
    page_title = "Import a register file"
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, *_trail(self.page_title)]

    def form_valid(self, form: UploadForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            one = actions.preview_import(
                actor=self.request.user, file=file.file, name=file.name, holds=form.cleaned_data["holds"]
            )
        except ods.NotRegisterFileError as error:
            form.add_error("file", f"{error} Nothing was kept.")
            return self.form_invalid(form)
        return redirect(PREVIEW, one.pk)

    def form_invalid(self, form: UploadForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ImportView(generic.InspectView):
    """What a file would do, or did."""

    template_name = "organisations/admin/import.html"
    page_title = "Import"
    header_more_buttons: list[Any] = []

    def get_object(self, queryset: Any = None) -> RegisterImport:
        imports = RegisterImport.objects.select_related("uploaded_by", "settled_by")
        return get_object_or_404(imports, pk=self.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, *_trail(str(self.object))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.object
        twin = RegisterImport.objects.filter(digest=one.digest, state=RegisterImport.State.DONE).exclude(pk=one.pk)
        return super().get_context_data(
            **kwargs,
            one=one,
            twin=twin.select_related("settled_by").first(),
            can_import=RegisterImport.can_import(self.request.user),
            form=ConfirmForm(initial={"plan": one.plan}),
            groups=[
                (heading, one.counts.get(name, 0), one.preview.get(name, []), name)
                for name, heading in (("new", "New"), ("changed", "Changed"), ("closed", "Closed"))
            ],
        )


class OrganisationView(generic.InspectView):
    """One organisation with its history."""

    template_name = "organisations/admin/organisation.html"
    page_title = "Register"

    def get_object(self, queryset: Any = None) -> Organisation:
        related = Organisation.objects.select_related("region", "peer_group", "successor__successor")
        return get_object_or_404(related, pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.object
        return super().get_context_data(
            **kwargs,
            one=one,
            former_names=one.former_names.all(),
            successions=one.successions.select_related("new"),
            preceded_by=one.preceded_by.select_related("old"),
            domains=one.domains.all(),
            peers=one.peers().order_by("name"),
            changes=one.imported_changes.select_related("source")[:CHANGES_SHOWN],
        )


class KeepingMixin:
    """Saves by the register's own verb, so that names and successors stay in the history."""

    def save_instance(self) -> Organisation:
        return actions.keep_organisation(actor=self.request.user, organisation=self.form.save(commit=False))


class AddOrganisationView(KeepingMixin, generic.CreateView):
    """A new entry, by hand."""


class EditOrganisationView(KeepingMixin, generic.EditView):
    """An entry, mended by hand."""


class DeleteOrganisationView(generic.DeleteView):
    """Only for what was typed by mistake and never used."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission("delete") or not self.object.is_referred_to():
            return super().dispatch(request, *args, **kwargs)
        messages.error(
            request, f"{self.object} stays: the register, people or meetings refer to it. Give it a last day instead."
        )
        return redirect("organisation:inspect", self.object.pk)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(RegisterImport, pk=pk)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return redirect(PREVIEW, pk)
    try:
        one = actions.confirm_import(actor=request.user, register_import=one, **form.cleaned_data)
    except actions.AlreadySettledError:
        messages.warning(request, "Nothing was done: this import was confirmed or discarded before.")
    except actions.BrokenRowsError:
        messages.error(request, "Nothing was imported. Read the errors, then say that these rows are to be left out.")
    except actions.RegisterChangedError:
        actions.preview_again(actor=request.user, register_import=one)
        messages.warning(
            request, "Nothing was imported: the register has changed since the preview. This is what it would do now."
        )
    else:
        messages.success(request, f"Imported: {one.changes} organisations were changed.")
    return redirect(PREVIEW, pk)


@require_POST
def preview_again(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(RegisterImport, pk=pk)
    try:
        actions.preview_again(actor=request.user, register_import=one)
    except actions.AlreadySettledError:
        messages.warning(request, "This import was confirmed or discarded before.")
    return redirect(PREVIEW, pk)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(RegisterImport, pk=pk)
    try:
        actions.discard_import(actor=request.user, register_import=one)
        messages.success(request, f"Discarded: {one.name} changed nothing.")
    except actions.AlreadySettledError:
        messages.warning(request, "Nothing was done: this import was confirmed or discarded before.")
    return redirect("registerimport:index")


def _trail(label: str) -> list[dict[str, str]]:
    return [{"url": reverse("registerimport:index"), "label": "Imports"}, {"url": "", "label": label}]
