"""The people invited to a meeting, for its organisers: where each stands, and how many of each."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from portal.files.tables import Column
from portal.users.models import User

from .models import Invitation, Meeting
from .tables import MeetingTable

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


class InvitedTable(MeetingTable):
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

    def rows(self) -> list[Invitation]:
        return Invited(self.managed, self.user).rows
