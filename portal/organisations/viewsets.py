"""The register of trusts, regions, email domains and imports in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from . import views
from .forms import OrganisationForm
from .models import Domain, Geography, Organisation, PeerGroup, Region, RegisterImport
from .querysets import OrganisationQuerySet


class OrganisationIndexView(generic.IndexView):
    """The search also finds the names that an organisation had."""

    def search_queryset(self, queryset: OrganisationQuerySet) -> QuerySet:
        return queryset.called(self.search_query) if self.is_searching else queryset


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    icon = "group"
    menu_label = "Trusts and others"
    index_view_class = OrganisationIndexView
    add_view_class = views.AddOrganisationView
    edit_view_class = views.EditOrganisationView
    inspect_view_class = views.OrganisationView
    delete_view_class = views.DeleteOrganisationView
    copy_view_enabled = False
    list_display = ["name", "code", "kind", "trust_type", "region", "closed_on", "successor"]
    list_filter = ["kind", "trust_type", "region", "peer_group"]
    list_export = [
        *("code", "name", "kind", "trust_type", "region", "peer_group", "address", "postcode"),
        *("opened_on", "closed_on", "successor", "succeeded_on"),
    ]
    search_fields = ["name", "code"]
    list_per_page = 50
    inspect_view_enabled = True

    def get_form_class(self, for_update: bool = False) -> type[OrganisationForm]:
        return OrganisationForm


class RegionViewSet(ModelViewSet):
    model = Region
    icon = "globe"
    menu_label = "Regions"
    form_fields = ["name", "slug", "code", "order", "opened_on", "closed_on"]
    list_display = ["name", "code", "opened_on", "closed_on"]


class GeographyViewSet(ModelViewSet):
    model = Geography
    icon = "site"
    menu_label = "Geographies"
    form_fields = ["code", "name", "region"]
    list_display = ["code", "name", "region"]
    list_filter = ["region"]
    search_fields = ["code", "name"]


class PeerGroupViewSet(ModelViewSet):
    model = PeerGroup
    icon = "list-ul"
    menu_label = "Peer groups"
    form_fields = ["name", "description"]
    list_display = ["name", "description"]


class DomainViewSet(ModelViewSet):
    model = Domain
    icon = "mail"
    menu_label = "Email domains"
    form_fields = ["name", "organisations", "shared"]
    list_display = ["name", "shared"]
    list_filter = ["shared"]
    search_fields = ["name"]


class ImportIndexView(generic.IndexView):
    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("uploaded_by").defer("faults", "preview")


class RegisterImportViewSet(ModelViewSet):
    """Imports are handed in, read and settled; nobody edits or deletes one."""

    model = RegisterImport
    icon = "upload"
    menu_label = "Import"
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ImportIndexView
    add_view_class = views.UploadView
    inspect_view_class = views.ImportView
    list_display = [
        "name",
        Column("get_holds_display", label="Holds"),
        Column("get_state_display", label="State"),
        DateColumn("uploaded_at", label="Handed in"),
        Column("uploaded_by", label="By", accessor=lambda one: one.uploaded_by or "The portal"),
    ]
    list_filter = ["state", "holds"]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        gone = {"edit_url_name": None, "delete_url_name": None, "history_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**{**gone, **kwargs})

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {}

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {}

    def register_admin_url_finder(self) -> None:
        """There is no page to edit one on."""

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/confirm/", views.confirm, name="confirm"),
            path("<int:pk>/preview-again/", views.preview_again, name="preview_again"),
            path("<int:pk>/discard/", views.discard, name="discard"),
        ]


class RegisterGroup(ModelViewSetGroup):
    """Who is who in the NHS, as far as the portal needs it."""

    items = (
        OrganisationViewSet,
        RegisterImportViewSet,
        RegionViewSet,
        GeographyViewSet,
        PeerGroupViewSet,
        DomainViewSet,
    )
    menu_icon = "group"
    menu_label = "Register"
    menu_order = 700
