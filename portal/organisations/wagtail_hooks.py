"""The register of trusts, regions and email domains in the Wagtail admin, as tables to filter and take away."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from .models import Domain, Organisation, Region


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    icon = "group"
    menu_label = "Trusts and others"
    form_fields = [
        "code",
        "name",
        "kind",
        "trust_type",
        "region",
        "opened_on",
        "closed_on",
        "successor",
        "invented",
    ]
    list_display = ["name", "code", "kind", "trust_type", "region", "closed_on"]
    list_filter = ["kind", "trust_type", "region"]
    list_export = ["code", "name", "kind", "trust_type", "region", "opened_on", "closed_on", "successor"]
    search_fields = ["name", "code"]
    list_per_page = 50
    inspect_view_enabled = True


class RegionViewSet(ModelViewSet):
    model = Region
    icon = "globe"
    menu_label = "Regions"
    form_fields = ["name", "slug", "code", "order", "opened_on", "closed_on"]
    list_display = ["name", "code", "opened_on", "closed_on"]


class DomainViewSet(ModelViewSet):
    model = Domain
    icon = "mail"
    menu_label = "Email domains"
    form_fields = ["name", "organisations", "shared"]
    list_display = ["name", "shared"]
    list_filter = ["shared"]
    search_fields = ["name"]


class RegisterGroup(ModelViewSetGroup):
    """Who is who in the NHS, as far as the portal needs it."""

    items = (OrganisationViewSet, RegionViewSet, DomainViewSet)
    menu_icon = "group"
    menu_label = "Register"
    menu_order = 700


@hooks.register("register_admin_viewset")
def register() -> RegisterGroup:
    return RegisterGroup()
