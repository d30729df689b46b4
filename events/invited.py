"""The people invited to a meeting, for its organisers: where each stands, and how many of each."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from portal.files.tables import Column, Table
from portal.users.models import User

from .models import EventPage, Invitation, Meeting

State = Invitation.State


class Invited:
    """Two queries, however many rows."""

    def __init__(self, meeting: Meeting, viewer: AbstractBaseUser) -> None:
        self.meeting, self.viewer = meeting, viewer

    @cached_property
    def rows(self) -> list[Invitation]:
        now = timezone.now()
        rows = list(self.meeting.invitations.select_related("trust", "registration", "invited_by"))
        accounts = User.objects.filter(pk__in=[row.user_id for row in rows if row.user_id])
        people = {person.pk: person for person in accounts.with_reach(self.viewer)}
        for row in rows:
            row.meeting = self.meeting
            row.standing = row.in_words(now)
            account = people.get(row.user_id)
            # Whoever was found by their seat has not given the organiser an address.
            row.address = row.email if account is None or account.shows("email", to=self.viewer) else ""
        return rows

    def count(self, *states: State) -> int:
        return sum(1 for row in self.rows if row.state in states)

    @property
    def counts(self) -> list[tuple[str, int]]:
        return Counter(row.standing for row in self.rows).most_common()

    @property
    def coming(self) -> int:
        return sum(1 for row in self.rows if row.current and row.current.has_a_place)

    @property
    def unsent(self) -> int:
        return self.count(State.NOT_SENT)

    @property
    def unanswered(self) -> int:
        return self.count(State.SENT)


class InvitedTable(Table):
    """The same people as a list to take away: `?event=42`."""

    key = "events/invitations"
    title = "Who is invited"
    columns = [
        Column("Name", "name"),
        Column("Email", "address"),
        Column("Role", "get_role_display"),
        Column("Trust", "trust"),
        Column("Answer", "standing"),
        Column("Reason", "reason"),
        Column("Deputy", lambda row: row.registration.name if row.state == State.DEPUTY and row.registration else ""),
        Column("Sent", "sent_at", "moment"),
        Column("Answered", "answered_at", "moment"),
    ]
    coded = ("event",)

    @cached_property
    def event(self) -> EventPage:
        key = self.asked.get("event", "")
        visible = EventPage.objects.visible_to(self.user).with_meeting()
        event = visible.filter(pk=key).first() if key.isdigit() and len(key) < 10 else None
        if event is None:
            raise Http404("There is no such meeting.")
        return event

    def rows(self) -> list[Invitation]:
        if not self.event.can_manage(self.user):
            raise PermissionDenied("Only convenors of the network and programme staff can see this.")
        return Invited(self.event.meeting, self.user).rows

    def target(self) -> Meeting:
        return self.event.meeting

    def name(self) -> str:
        return f"Who is invited: {self.event.title}"

    def filters(self) -> list[tuple[str, str]]:
        return []
