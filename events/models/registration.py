"""Who has a place, who waits for one, and the secret link to somebody's own calendar."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.conf import settings
from django.db import models

from portal.users.models import Role

from ..querysets import CalendarLinkQuerySet, RegistrationQuerySet
from .meeting import Meeting

# Said aloud and typed at a door: no letter that looks like a figure.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def new_code() -> str:
    """Eight letters, shown at the door: 31^8, too many to guess and few enough to type."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))


class Registration(models.Model):
    """That a person has a place at a meeting or waits for one. Rows that ended stay; coming again is a new row."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", "Has a place"
        OFFERED = "offered", "Has been offered a place"
        WAITING = "waiting", "On the waiting list"
        REQUESTED = "requested", "Waits for an organiser's yes"
        DECLINED = "declined", "Declined"
        LAPSED = "lapsed", "Did not take the offer"
        WITHDRAWN = "withdrawn", "Withdrawn"

    ENDED = (State.DECLINED, State.LAPSED, State.WITHDRAWN)
    HOLDS_A_PLACE = (State.CONFIRMED, State.OFFERED)  # nobody else can have it

    class Via(models.TextChoices):
        """How the person came to be registered."""

        SELF = "self", "Registered themselves"
        COLLEAGUE = "colleague", "By a colleague"
        INVITATION = "invitation", "By an invitation"
        DELEGATE = "delegate", "By their assistant"
        ORGANISER = "organiser", "By an organiser"
        DOOR = "door", "Walked in"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="registrations")
    # The person as they were when they registered; an account is optional and may be closed later.
    name = models.CharField(max_length=200)
    email = models.EmailField()
    trust = models.ForeignKey(
        "organisations.Organisation", models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    role = models.CharField(max_length=30, choices=Role, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="registrations"
    )
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    via = models.CharField(max_length=10, choices=Via, default=Via.SELF)
    instead_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="substitutes", help_text="Whose place it was."
    )
    state = models.CharField(max_length=10, choices=State)
    priority = models.PositiveSmallIntegerField(default=0, help_text="Higher goes first; equal ones as they came.")
    offered_until = models.DateTimeField(null=True, blank=True, help_text="When an offer of a place ends.")
    shown = models.BooleanField(default=False, help_text="People of the same trust or region may see that they come.")
    note = models.CharField(max_length=500, blank=True, help_text="For organisers only.")
    # Typed or scanned at the door. It opens nothing else.
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    present_at = models.DateTimeField(null=True, blank=True, help_text="When they were seen at the meeting.")
    present_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    promoted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    FORGOTTEN = "Former member"  # the name in a row whose person has gone

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "email"],
                condition=~models.Q(state__in=["declined", "lapsed", "withdrawn"]),
                name="one_registration_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")), name="registration_email_is_lower_case"
            ),
        ]
        indexes = [models.Index(fields=["meeting", "state", "role"])]

    def __str__(self) -> str:
        return f"{self.name}: {self.meeting}"

    @property
    def has_a_place(self) -> bool:
        return self.state == self.State.CONFIRMED

    @property
    def is_offered(self) -> bool:
        return self.state == self.State.OFFERED

    @property
    def holds_a_place(self) -> bool:
        """Theirs, or theirs to take: nobody else can have it."""
        return self.state in self.HOLDS_A_PLACE

    @property
    def is_requested(self) -> bool:
        return self.state == self.State.REQUESTED

    @property
    def is_declined(self) -> bool:
        return self.state == self.State.DECLINED

    @property
    def is_lapsed(self) -> bool:
        return self.state == self.State.LAPSED

    def offer_holds(self, now: datetime) -> bool:
        """Whether the place on offer can still be taken."""
        if not self.is_offered or self.offered_until is None:
            return False
        return now < min(self.offered_until, self.meeting.starts_at) and self.meeting.is_going_ahead

    @property
    def how_it_ended(self) -> str:
        if self.is_declined:
            return "An organiser has said no to this request."
        return "You did not take the offer in time." if self.is_lapsed else "You have withdrawn already."

    @property
    def what_stays(self) -> str:
        """What they keep while a meeting is moved or put off, for a mail."""
        if self.has_a_place:
            return "You keep your place."
        if self.is_offered:
            return "The place on offer stays yours to take."
        return "Your request to come still stands." if self.is_requested else "You keep your turn on the waiting list."

    @property
    def goodness(self) -> tuple[int, int, int]:
        """For sorting, the best first: a place, an offer, a turn in the order of the line, a request."""
        order = [self.State.CONFIRMED, self.State.OFFERED, self.State.WAITING, self.State.REQUESTED]
        return (order.index(self.State(self.state)), -self.priority, self.pk)

    @property
    def has_ended(self) -> bool:
        return self.state in self.ENDED

    @property
    def last_name(self) -> str:
        """What a list on paper is ordered by; as good as a name in one field allows."""
        return self.name.split()[-1] if self.name.split() else ""

    @property
    def letter(self) -> str:
        return self.last_name[:1].upper()

    @property
    def was_present(self) -> bool:
        return self.present_at is not None

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_withdrawn(self) -> bool:
        return self.state == self.State.WITHDRAWN

    @property
    def position(self) -> int:
        """The number in the queue, from 1."""
        ahead = models.Q(priority__gt=self.priority) | models.Q(priority=self.priority, pk__lte=self.pk)
        return self.meeting.registrations.waiting().filter(ahead).count()


class CalendarLink(models.Model):
    """A secret address of somebody's own meetings, shown once: only its digest is kept. Deleting it revokes it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_link")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CalendarLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Calendar of {self.user}"

    @staticmethod
    def digest_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()
