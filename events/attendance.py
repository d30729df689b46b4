"""Which trusts come to the meetings of a network or a series: what the organisers' map and its summary say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import Http404, QueryDict
from django.utils import timezone

from networks.models import Network
from portal.cms.audience import STAFF, may_see
from portal.organisations.models import Organisation

from .models import AgreedAction, EventPage, Registration, Series

MEETINGS = 12
A_YEAR = timedelta(days=365)
MISSING_AFTER = 3
STEPS = (1, 2, 3, 5)  # where each shade of the map begins


@dataclass(frozen=True)
class Cell:
    """How many of one trust came to one meeting, and how many had a place and did not."""

    came: int = 0
    missed: int = 0
    marked: bool = True  # somebody marked who came to this meeting

    @property
    def shade(self) -> str:
        """A word for the style: the numbers stand in the cell as well."""
        if not self.marked:
            return "unmarked" if self.missed else "none"
        if not self.came:
            return "missed" if self.missed else "none"
        return str(sum(self.came >= step for step in STEPS))


@dataclass(frozen=True)
class Row:
    trust: Organisation
    cells: list[Cell]

    @property
    def came(self) -> int:
        return sum(cell.came for cell in self.cells)

    @property
    def attended(self) -> int:
        """At how many meetings somebody of the trust was."""
        return sum(cell.came > 0 for cell in self.cells)

    @property
    def is_missing(self) -> bool:
        """Nobody at the last meetings at which it was marked who came."""
        last = [cell for cell in self.cells if cell.marked][-MISSING_AFTER:]
        return len(last) == MISSING_AFTER and not any(cell.came for cell in last)


class Attendance:
    """Of the last meetings that took place, the oldest first. Three queries, however many trusts and meetings."""

    def __init__(
        self,
        user: AbstractBaseUser | AnonymousUser,
        *,
        network: Network | None = None,
        series: Series | None = None,
    ) -> None:
        self.user, self.network, self.series = user, network, series

    @classmethod
    def asked(cls, user: AbstractBaseUser | AnonymousUser, query: QueryDict) -> Attendance:
        """`?network=3` or `?series=5`; what the reader may not see is not there (404)."""
        key = query.get("series") or query.get("network") or ""
        if not (key.isdigit() and len(key) < 10):
            raise Http404("Ask for a network or a series.")
        visible = Network.objects.visible_to(user)
        if query.get("series"):
            series = Series.objects.filter(models.Q(network=None) | models.Q(network__in=visible.values("pk")))
            found = series.select_related("network__page__region").filter(pk=key).first()
            if found is None:
                raise Http404("There is no such series.")
            return cls(user, network=found.network, series=found)
        network = visible.select_related("page__region").filter(pk=key).first()
        if network is None:
            raise Http404("There is no such network.")
        return cls(user, network=network)

    def can_be_seen(self) -> bool:
        """By whoever could see each of these lists of people: convenors of the network and the programme's staff."""
        return may_see(self.user, [STAFF, self.network.convenors] if self.network else [STAFF])

    @property
    def about(self) -> str:
        return str(self.series or self.network)

    @cached_property
    def events(self) -> list[EventPage]:
        events = EventPage.objects.visible_to(self.user).past().going_ahead()
        if self.series is not None:
            events = events.filter(series=self.series)
            if self.network is not None:
                events = events.filter(meeting__network=self.network)
        else:
            events = events.filter(meeting__network=self.network)
        return list(reversed(events.select_related("meeting")[:MEETINGS]))

    @cached_property
    def _counts(self) -> dict[tuple[int, int | None], tuple[int, int]]:
        meetings = [event.meeting.pk for event in self.events]
        rows = Registration.objects.confirmed().filter(meeting__in=meetings).order_by().values_list("meeting", "trust")
        seen = models.Count("pk", filter=models.Q(present_at__isnull=False))
        return {
            (meeting, trust): (came, held - came)
            for meeting, trust, held, came in rows.annotate(held=models.Count("pk"), came=seen)
        }

    @cached_property
    def marked(self) -> set[int]:
        return {meeting for (meeting, _), (came, _) in self._counts.items() if came}

    @cached_property
    def rows(self) -> list[Row]:
        """The trusts of the region and of the members, and whoever came besides."""
        belongs = models.Q(pk__in={trust for _, trust in self._counts if trust})
        if self.network is not None:
            belongs |= models.Q(pk__in=self.network.memberships.active().values("user__trust"))
            if self.network.page.region_id:
                of_region = Organisation.objects.trusts().filter(region=self.network.page.region_id)
                belongs |= models.Q(pk__in=of_region.values("pk"))
        trusts = Organisation.objects.filter(belongs).order_by("name")
        return [Row(trust, self._cells(trust.pk)) for trust in trusts] if self.events else []

    def _cells(self, trust: int | None) -> list[Cell]:
        return [
            Cell(*self._counts.get((event.meeting.pk, trust), (0, 0)), marked=event.meeting.pk in self.marked)
            for event in self.events
        ]

    @property
    def totals(self) -> list[Cell]:
        """Of each meeting, people without a trust included."""
        return [
            Cell(
                sum(came for (meeting, _), (came, _) in self._counts.items() if meeting == event.meeting.pk),
                sum(missed for (meeting, _), (_, missed) in self._counts.items() if meeting == event.meeting.pk),
                marked=event.meeting.pk in self.marked,
            )
            for event in self.events
        ]

    @property
    def without_trust(self) -> list[Cell]:
        cells = self._cells(None)
        return cells if any(cell.came or cell.missed for cell in cells) else []

    @property
    def missing(self) -> list[Row]:
        return [row for row in self.rows if row.is_missing]

    @property
    def came_at_all(self) -> int:
        return sum(row.attended > 0 for row in self.rows)


class MeetingsOf:
    """For those who run a network: its last meeting, what is still to do, and the trusts that never came in a year."""

    def __init__(self, user: AbstractBaseUser | AnonymousUser, network: Network) -> None:
        self.user, self.network = user, network
        self.today = timezone.localdate()

    @cached_property
    def last(self) -> EventPage | None:
        past = EventPage.objects.visible_to(self.user).past().going_ahead().filter(meeting__network=self.network)
        return past.select_related("meeting").first()

    @cached_property
    def _counts(self) -> dict[str, int]:
        actions = AgreedAction.objects.published().open().filter(meeting__network=self.network)
        late = models.Count("pk", filter=models.Q(due_on__lt=self.today))
        return actions.order_by().aggregate(to_do=models.Count("pk"), overdue=late)

    @property
    def to_do(self) -> int:
        return self._counts["to_do"]

    @property
    def overdue(self) -> int:
        return self._counts["overdue"]

    @cached_property
    def absent(self) -> list[Organisation]:
        """Trusts of the region; none while there was no meeting to come to."""
        region = self.network.page.region_id
        if region is None or self.last is None:
            return []
        since = timezone.now() - A_YEAR
        came = Registration.objects.filter(meeting__network=self.network, present_at__gte=since).values("trust")
        here = Organisation.objects.trusts().filter(region=region)
        return list(here.exclude(pk__in=came.filter(trust__isnull=False)).order_by("name"))
