"""Lists of networks to take away: members, for those who run a network; proposals, for staff."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404

from portal.audit.models import LogEntry
from portal.audit.names import name_all
from portal.files.tables import Column, Table

from .log import entries_of
from .models import Membership, Network, Proposal


class MemberTable(Table):
    """Who belongs to a network, as far as people name themselves to those who run it: `?network=3`."""

    key = "networks/members"
    title = "Members"
    columns = [
        Column("Name", lambda row: row["one"].user),
        Column("Role", lambda row: row["one"].user.get_role_display() if row["shows_seat"] else ""),
        Column("Trust", lambda row: row["one"].user.trust if row["shows_seat"] else ""),
        Column("In the network", lambda row: row["one"].get_role_display()),
        Column("Joined", lambda row: row["one"].joined_at, "date"),
    ]
    coded = ("network",)

    @cached_property
    def network(self) -> Network:
        key = self.asked.get("network", "")
        visible = Network.objects.visible_to(self.user).select_related("page")
        network = visible.filter(pk=key).first() if key.isdigit() and len(key) < 10 else None
        if network is None:
            raise Http404("There is no such network.")
        return network

    def rows(self) -> list[Membership]:
        if not self.network.can_run(self.user):
            raise PermissionDenied("Only those who run this network can take the list of its members away.")
        role = self.network.role_of(self.user)
        return [one for one in self.network.memberships.with_people() if one.names_itself_to(self.user, role)]

    def dressed(self, rows: list[Membership]) -> list[dict]:
        """Role and trust of those who show them to whoever asks."""
        return [{"one": one, "shows_seat": one.user.shows("seat", to=self.user)} for one in rows]

    def target(self) -> Network:
        return self.network

    def name(self) -> str:
        return f"Members of {self.network}"

    def filters(self) -> list[tuple[str, str]]:
        return []


class InvitationTable(MemberTable):
    """Who was invited to a network and what became of it: `?network=3`. A guest's address is nobody's to take away."""

    key = "networks/invitations"
    title = "Invitations"
    columns = [
        Column("Name", "name"),
        Column("Email", lambda row: "" if row.comment_id else row.email),
        Column("Standing", "in_words"),
        Column("Reason", "reason"),
        Column("Invited by", "invited_by"),
        Column("Sent", "sent_at", "moment"),
        Column("Reminded", "reminded_at", "moment"),
        Column("Runs out", "expires_at", "moment"),
        Column("Answered", "answered_at", "moment"),
    ]

    def rows(self) -> models.QuerySet:  # type: ignore[override]
        if not self.network.can_run(self.user):
            raise PermissionDenied("Only those who run this network can take its invitations away.")
        return self.network.invitations.select_related("invited_by")

    def dressed(self, rows: list) -> list:
        return rows

    def name(self) -> str:
        return f"Invitations to {self.network}"


class ProposalTable(Table):
    key = "networks/proposals"
    title = "Proposals of networks"
    columns = [
        Column("Case", "pk", "number"),
        Column("What", "get_kind_display"),
        Column("Name", "name"),
        Column("Email", "email"),
        Column("Workplace", "workplace"),
        Column("Region", "region.name"),
        Column("Message", "message"),
        Column("State", "get_state_display"),
        Column("Owner", "owner"),
        Column("Reply by", "target_date", "date"),
        Column("Written", "created_at", "moment"),
        Column("Answered", "replied_at", "moment"),
    ]
    coded = ("all",)

    def rows(self) -> models.QuerySet:
        if not getattr(self.user, "is_staff", False):
            raise PermissionDenied("Only programme staff can take this list away.")
        found = Proposal.objects.with_people()
        return found if "all" in self.asked else found.unanswered()

    def filters(self) -> list[tuple[str, str]]:
        return [] if "all" in self.asked else [("State", "open")]


class NetworkLogTable(MemberTable):
    """What was done in a network, for those who run it: `?network=3`."""

    key = "networks/log"
    title = "Log"
    columns = [
        Column("When", "at", "moment"),
        Column("Who", "actor_name"),
        Column("Did", "action"),
        Column("To", "target_name"),
        Column("Details", "details"),
    ]

    def rows(self) -> models.QuerySet:
        if not self.network.can_run(self.user):
            raise PermissionDenied("Only those who run this network can take its log away.")
        return entries_of(self.network)

    def dressed(self, rows: list[LogEntry]) -> Iterable[LogEntry]:  # type: ignore[override]
        return name_all(rows)

    def name(self) -> str:
        return f"Log of {self.network}"
