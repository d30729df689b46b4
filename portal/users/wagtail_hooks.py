"""Doors of the editors' side to people: who asks to join, the terms, who agreed; and what asks before a page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.cms.audience import PUBLIC
from portal.cms.models import BasePage

from .actions import admit, publish_terms
from .agreement import ask
from .models import TermsVersion, User
from .reports import AgreementReport
from .staff_views import joining

# Other parts of the house that concern people add their items here: hooks.register("register_people_menu_item").
people_menu = Menu(register_hook_name="register_people_menu_item", construct_hook_name="construct_people_menu")


class StaffMenuItem(MenuItem):
    """For the programme's staff alone."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_staff


class PermittedMenuItem(MenuItem):
    """For those who hold a right."""

    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_menu_item")
def people_menu_item() -> MenuItem:
    return SubmenuMenuItem("People", people_menu, name="people", icon_name="group", order=650)


@hooks.register("register_people_menu_item")
def joining_menu_item() -> MenuItem:
    return StaffMenuItem("Asking to join", reverse("people_joining"), name="joining", icon_name="mail", order=10)


@hooks.register("register_people_menu_item")
def accounts_menu_item() -> MenuItem:
    return StaffMenuItem("Accounts", reverse("staff:people"), name="accounts", icon_name="user", order=15)


@hooks.register("register_people_menu_item")
def directory_menu_item() -> MenuItem:
    return StaffMenuItem("Directory", reverse("people:directory"), name="directory", icon_name="search", order=20)


@hooks.register("register_people_menu_item")
def terms_menu_item() -> MenuItem:
    return PermittedMenuItem(
        "Terms and code of conduct",
        reverse("wagtailsnippets_users_termsversion:list"),
        name="terms",
        icon_name="doc-full",
        order=80,
        permission="users.change_termsversion",
    )


@hooks.register("register_people_menu_item")
def agreements_menu_item() -> MenuItem:
    return PermittedMenuItem(
        "Who agreed to the terms",
        reverse("people_agreements"),
        name="agreements",
        icon_name="tick",
        order=90,
        permission="users.view_agreement",
    )


@hooks.register("register_admin_urls")
def people_urls() -> list[URLPattern]:
    return [
        path("people/joining/", joining, name="people_joining"),
        path("people/agreements/", AgreementReport.as_view(), name="people_agreements"),
        path(
            "people/agreements/results/", AgreementReport.as_view(results_only=True), name="people_agreements_results"
        ),
    ]


@hooks.register("register_permissions")
def agreement_permission() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="users", codename="view_agreement")


class TermsViewSet(SnippetViewSet):
    model = TermsVersion
    icon = "doc-full"
    list_display = ["__str__", "effective_from", "changes"]
    list_filter = ["kind"]


register_snippet(TermsViewSet)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def note_version(request: HttpRequest, instance: object) -> None:
    if isinstance(instance, TermsVersion):
        publish_terms(version=instance, actor=request.user)


@hooks.register("after_create_user")
def whom_staff_add_is_approved(request: HttpRequest, user: User) -> None:
    admit(person=user, actor=request.user)


@hooks.register("before_serve_page")
def ask_before_a_page_for_members(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """What the public may read is never in the way, and whoever may not see the page learns nothing of it."""
    if not isinstance(page, BasePage) or not request.user.is_authenticated:
        return None
    prefetch_related_objects([page], "audience_rows")  # what serving the page reads next
    for_members = PUBLIC not in {row.token for row in page.audience_rows.all()}
    return ask(request) if for_members and page.may_be_seen_by(request.user) else None
