"""Doors of the editors' side to people: who asks to join, the terms, who agreed; and what asks before a page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.cms.audience import PUBLIC
from portal.cms.models import BasePage

from .actions import admit, publish_terms, record_specialist
from .agreement import ask
from .forms.seats import SpecialistForm
from .models import Absence, Specialist, TermsVersion, User
from .national_list import NationalList
from .reports import AgreementReport
from .seat_staff import doubts, seat
from .staff_views import joining

RIGHTS = [
    "view_agreement",
    *(f"{verb}_{one}" for one in ("specialist", "absence") for verb in ("view", "add", "change", "delete")),
]

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
def reported_messages_menu_item() -> MenuItem:
    return StaffMenuItem(
        "Reported messages", reverse("people:reported"), name="reported-messages", icon_name="warning", order=25
    )


@hooks.register("register_people_menu_item")
def seats_menu_item() -> MenuItem:
    return StaffMenuItem("Seats", reverse("people_seats"), name="seats", icon_name="list-ul", order=30)


@hooks.register("register_people_menu_item")
def doubts_menu_item() -> MenuItem:
    return StaffMenuItem(
        "Seats in doubt", reverse("people_seat_doubts"), name="seat-doubts", icon_name="warning", order=35
    )


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
        path("people/seats/", NationalList.as_view(), name="people_seats"),
        path("people/seats/results/", NationalList.as_view(results_only=True), name="people_seats_results"),
        path("people/seats/doubts/", doubts, name="people_seat_doubts"),
        path("people/seats/<int:pk>/", seat, name="people_seat"),
        path("people/agreements/", AgreementReport.as_view(), name="people_agreements"),
        path(
            "people/agreements/results/", AgreementReport.as_view(results_only=True), name="people_agreements_results"
        ),
    ]


@hooks.register("register_permissions")
def permissions_of_people() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="users", codename__in=RIGHTS)


class TermsViewSet(SnippetViewSet):
    model = TermsVersion
    icon = "doc-full"
    list_display = ["__str__", "effective_from", "changes"]
    list_filter = ["kind"]


register_snippet(TermsViewSet)


class LogsSpecialist:
    """Who answers for a theme stands in the log."""

    def save_instance(self) -> Specialist:
        specialist = super().save_instance()  # type: ignore[misc]
        record_specialist(specialist=specialist, actor=self.request.user)  # type: ignore[attr-defined]
        return specialist


class AddSpecialist(LogsSpecialist, generic.CreateView):
    pass


class EditSpecialist(LogsSpecialist, generic.EditView):
    pass


class SpecialistViewSet(ModelViewSet):
    model = Specialist
    add_view_class = AddSpecialist
    edit_view_class = EditSpecialist
    icon = "pick"
    copy_view_enabled = False
    list_display = ["person", "theme", "day_names", "note"]
    list_filter = ["theme"]
    list_export: ClassVar[list[str]] = []

    def get_form_class(self, for_update: bool = False) -> type[SpecialistForm]:
        return SpecialistForm


class AbsenceViewSet(ModelViewSet):
    model = Absence
    icon = "date"
    copy_view_enabled = False
    form_fields: ClassVar[list[str]] = ["person", "first_day", "last_day", "cover"]
    list_display = ["person", "first_day", "last_day", "cover"]


@hooks.register("register_admin_viewset")
def specialists() -> list[ModelViewSet]:
    return [SpecialistViewSet("specialists"), AbsenceViewSet("specialists_leave")]


@hooks.register("register_people_menu_item")
def specialists_menu_item() -> MenuItem:
    return PermittedMenuItem(
        "Specialists",
        reverse("specialists:index"),
        name="specialists",
        icon_name="pick",
        order=40,
        permission="users.view_specialist",
    )


@hooks.register("register_people_menu_item")
def leave_menu_item() -> MenuItem:
    return PermittedMenuItem(
        "Leave of specialists",
        reverse("specialists_leave:index"),
        name="specialists-leave",
        icon_name="date",
        order=50,
        permission="users.view_absence",
    )


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
    if PUBLIC in {row.token for row in page.audience_rows.all()}:
        return None
    question = ask(request)  # nothing, nearly always: what is inside an open network is looked at last
    if question is None or not page.may_be_seen_by(request.user) or page.may_be_seen_by(AnonymousUser()):
        return None
    return question
