"""The national list: every seat, who holds it and whether that is still true. For the programme's staff."""

from __future__ import annotations

from typing import Any, Protocol

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from portal.audit.actions import log_view
from portal.audit.reports import ReportOfRows
from portal.organisations.models import Organisation, Region

from .models import Role, Seat, Tenure
from .querysets import SeatQuerySet

SILENT = "silent"


class HeldSeat(Protocol):
    """A seat read with its holders."""

    state: Seat.State
    holders: list[Tenure]


def national_seats() -> SeatQuerySet:
    return Seat.objects.listed().with_holders().order_by("organisation__name", "role")


class SeatFilters(WagtailFilterSet):
    words = django_filters.CharFilter(label="Organisation, code or name of a holder", method="search")
    state = django_filters.ChoiceFilter(
        label="State", choices=[*Seat.State.choices, (SILENT, "No answer for four weeks")], method="in_state"
    )
    role = django_filters.ChoiceFilter(label="Role", choices=Role.choices)
    region = django_filters.ModelChoiceFilter(
        label="Region", field_name="organisation__region", queryset=Region.objects.all()
    )
    trust_type = django_filters.ChoiceFilter(
        label="Type of trust", field_name="organisation__trust_type", choices=Organisation.TrustType.choices
    )

    class Meta:
        model = Seat
        fields: list[str] = []

    def search(self, queryset: SeatQuerySet, name: str, value: str) -> SeatQuerySet:
        return queryset.called(value)

    def in_state(self, queryset: SeatQuerySet, name: str, value: str) -> SeatQuerySet:
        return queryset.silent() if value == SILENT else queryset.in_state(value)


def holders(seat: HeldSeat) -> str:
    return ", ".join(str(tenure.person) for tenure in seat.holders)


def addresses(seat: HeldSeat) -> str:
    return ", ".join(tenure.person.email for tenure in seat.holders)


def state_of(seat: HeldSeat) -> str:
    """The state in words, with what speaks against the holder."""
    doubts = {tenure.get_doubt_display() for tenure in seat.holders if tenure.doubt}
    return seat.state.label + (f": {'; '.join(sorted(doubts))}" if doubts else "")


def confirmed(seat: HeldSeat) -> Any:
    moments = [tenure.confirmed_at for tenure in seat.holders if tenure.confirmed_at]
    return max(moments) if moments else None


class SeatColumn(TitleColumn):
    def get_link_url(self, instance: Seat, parent_context: dict[str, Any]) -> str:
        return instance.get_absolute_url()


class ConfirmedColumn(Column):
    cell_template_name = "users/admin/_confirmed_cell.html"


class NationalList(ReportOfRows):
    """Who to call, at every trust. Each look at it stands in the log."""

    model = Seat
    template_name = "users/admin/seats.html"
    results_template_name = "wagtailadmin/reports/base_report_results.html"
    page_title = "Seats: the national list"
    header_icon = "group"
    verbose_name_plural = "seats"
    filterset_class = SeatFilters
    index_url_name = "people_seats"
    index_results_url_name = "people_seats_results"
    permission_required = None  # type: ignore[assignment]
    list_key = "users/seats"
    columns = [
        SeatColumn("organisation", label="Organisation"),
        Column("role", label="Role", accessor="get_role_display"),
        Column("region", label="Region", accessor="organisation.region"),
        Column("holders", label="Held by", accessor=holders),
        Column("addresses", label="Email", accessor=addresses),
        Column("state", label="State", accessor=state_of),
        ConfirmedColumn("confirmed", label="Confirmed", accessor=confirmed),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_staff:
            raise PermissionDenied
        if not self.results_only:
            log_view(viewer=request.user, target=request.user, what="national-list")
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> SeatQuerySet:
        return national_seats()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context if self.results_only else context | {"regions": by_region()}


def by_region() -> list[dict[str, Any]]:
    """How many seats of each region are confirmed, not confirmed and vacant; one query."""
    held = Tenure.objects.current().values("seat")
    sure = Tenure.objects.confirmed().values("seat")
    counted = Region.objects.annotate(
        seats=Count("organisations__seats", distinct=True),
        held=Count("organisations__seats", filter=Q(organisations__seats__in=held), distinct=True),
        filled=Count("organisations__seats", filter=Q(organisations__seats__in=sure), distinct=True),
    ).order_by("order")
    rows = []
    most = 1
    for region in counted:
        most = max(most, region.seats)
        rows.append(
            {
                "region": region,
                "filled": region.filled,
                "unconfirmed": region.held - region.filled,
                "vacant": region.seats - region.held,
                "seats": region.seats,
            }
        )
    for row in rows:  # bars of up to 300 units, one beside the other
        row["widths"] = {name: round(300 * row[name] / most) for name in ("filled", "unconfirmed", "vacant")}
        row["at"] = {"unconfirmed": row["widths"]["filled"]}
        row["at"]["vacant"] = row["at"]["unconfirmed"] + row["widths"]["unconfirmed"]
    return rows
