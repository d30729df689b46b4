"""The list of agreed actions: somebody's own, and those of the meetings they organise; on a page and to take away."""

from __future__ import annotations

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import QueryDict
from django.utils import timezone

from networks.models import Network
from portal.files.tables import Column, Table

from .models import AgreedAction, EventPage, Series

ON_A_PAGE = 50
SHOWN = {"open": "Open", "overdue": "Overdue", "mine": "Mine", "closed": "Closed"}


class AgreedList:
    """What was asked for in the address: which ones, of which network, of which series."""

    def __init__(self, user: AbstractBaseUser, asked: QueryDict) -> None:
        self.user, self.asked = user, asked
        show = asked.get("show", "open")
        self.show = show if show in SHOWN else "open"

    @cached_property
    def network(self) -> Network | None:
        return next((one for one in self.networks if str(one.pk) == self.asked.get("network")), None)

    @cached_property
    def series(self) -> Series | None:
        return next((one for one in self.all_series if str(one.pk) == self.asked.get("series")), None)

    @cached_property
    def networks(self) -> list[Network]:
        """Those whose meetings have actions that concern this person."""
        meetings = AgreedAction.objects.concerning(self.user).order_by().values("meeting__network")
        return list(Network.objects.filter(pk__in=meetings).select_related("page").order_by("page__title"))

    @cached_property
    def all_series(self) -> list[Series]:
        series = AgreedAction.objects.concerning(self.user).order_by().values("meeting__page__series")
        return list(Series.objects.filter(pk__in=series))

    @property
    def rows(self) -> models.QuerySet:
        rows = AgreedAction.objects.concerning(self.user)
        if self.network:
            rows = rows.filter(meeting__network=self.network)
        if self.series:
            rows = rows.filter(meeting__page__series=self.series)
        if self.show == "closed":
            return rows.closed().with_event().order_by("-closed_at", "-pk")
        chosen = {
            "open": rows.open(),
            "overdue": rows.overdue(timezone.localdate()),
            "mine": rows.open().of(self.user),
        }
        return chosen[self.show].with_event().by_day()

    @cached_property
    def page(self) -> Page:
        return Paginator(self.rows, ON_A_PAGE).get_page(self.asked.get("page"))

    @property
    def choices(self) -> list[tuple[str, str]]:
        return list(SHOWN.items())

    @cached_property
    def managed(self) -> frozenset[int]:
        """The meetings of this page that the reader organises: there they may change and drop."""
        pages = {row.meeting.page_id for row in self.page.object_list}
        managed = EventPage.objects.managed_by(self.user).filter(pk__in=pages).order_by()
        return frozenset(managed.values_list("pk", flat=True))


class AgreedTable(Table):
    key = "events/agreed"
    title = "Agreed actions"
    columns = [
        Column("Meeting", "meeting.page.title"),
        Column("Held", "meeting.starts_at", "date"),
        Column("Network", "meeting.network"),
        Column("Action", "text"),
        Column("Owner", "owner"),
        Column("Role", "owner_role"),
        Column("By", "due_on", "date"),
        Column("State", "get_state_display"),
        Column("Closed", "closed_at", "date"),
        Column("What came of it", "outcome"),
    ]
    coded = ("show", "network", "series")

    def rows(self) -> models.QuerySet:
        return AgreedList(self.user, self.asked).rows
