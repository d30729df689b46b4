"""The queue of those who ask to join a network, as its convenors filter it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone

from .models import JoinRequest, Network


class Queue:
    """Two queries, however many rows; the longest waiting first."""

    def __init__(self, network: Network, asked: dict[str, Any]) -> None:
        self.network, self.show = network, asked.get("show") or "waiting"
        self.words = (asked.get("q") or "").strip()

    @cached_property
    def everybody_waiting(self) -> list[JoinRequest]:
        return self.of(self.network.requests.waiting())

    @cached_property
    def late(self) -> int:
        return sum(1 for row in self.everybody_waiting if row.is_late)

    @property
    def decides(self) -> bool:
        return self.show != "decided"

    @cached_property
    def rows(self) -> list[JoinRequest]:
        if self.show == "decided":
            return self.of(self.network.requests.decided().filter(self.matching()).order_by("-decided_at", "-pk"))
        found = self.everybody_waiting
        if self.words:
            keys = set(self.network.requests.waiting().filter(self.matching()).values_list("pk", flat=True))
            found = [row for row in found if row.pk in keys]
        return [row for row in found if row.is_late] if self.show == "late" else found

    def matching(self) -> Q:
        """By name, trust or what stands behind the @ of the address: never by the address itself."""
        some = Q()
        for word in self.words.split()[:5]:
            some &= (
                Q(user__first_name__icontains=word)
                | Q(user__last_name__icontains=word)
                | Q(user__trust__name__icontains=word)
                | Q(user__trust__code__iexact=word)
                | Q(user__email__iendswith=f"@{word.lstrip('@')}")
            )
        return some

    def of(self, rows: Any) -> list[JoinRequest]:
        found = list(rows.select_related("user__trust__successor", "decided_by"))
        today = timezone.localdate()
        for row in found:
            row.network = self.network
            row.age = (today - timezone.localdate(row.asked_at)).days  # type: ignore[attr-defined]
            row.domain = row.user.email.rpartition("@")[2]  # type: ignore[attr-defined]
        return found
