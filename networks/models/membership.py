"""Who belongs to a network, who asked to, and who may not."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from networks.querysets import JoinRequestQuerySet, MembershipQuerySet
from portal.cms.audience import takes_part
from portal.organisations.working_days import day_after
from portal.users.models import TRUST_ROLES, Tenure
from portal.users.visibility import Reach

from .network import Network

WORKING_DAYS_TO_DECIDE = 3  # about a request to join
WORKING_DAYS_TO_STAFF = 5  # after which the programme's staff decide what the convenors left
WORKING_DAYS_TO_ANSWER = 10  # an appeal


class Membership(models.Model):
    """That somebody belongs to a network, in a role."""

    class Role(models.TextChoices):
        MEMBER = "member", "Member"
        MODERATOR = "moderator", "Moderator"
        CONVENOR = "convenor", "Convenor"

    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at"]
        constraints = [models.UniqueConstraint(fields=["network", "user"], name="one_membership_a_person")]

    def __str__(self) -> str:
        return f"{self.user} in {self.network}"

    @property
    def convenes(self) -> bool:
        return self.role == self.Role.CONVENOR

    def names_itself_to(self, viewer: AbstractBaseUser | AnonymousUser, role: str) -> bool:
        """Whether this member chose to be seen by somebody who holds `role` ("" for none) in the same network.

        Convenors always are: they are whom to ask.
        """
        self.be_reached(by=viewer, role=role)
        return self.convenes or self.user.shows("name", to=viewer)

    def be_reached(self, *, by: AbstractBaseUser | AnonymousUser, role: str) -> None:
        """What belonging to the same network lets a viewer see of this member, asked without a query."""
        if by.pk == self.user_id or getattr(by, "is_staff", False):
            reach = Reach.STAFF
        elif role == self.Role.CONVENOR:
            reach = Reach.CONVENORS
        else:
            reach = Reach.NETWORKS if role else Reach.SIGNED_IN
        self.user.be_reached(by=by, reach=reach)

    def is_last_convenor(self) -> bool:
        """Whether the network would be left without anybody to run it."""
        return self.convenes and not self.network.memberships.convening().active().exclude(pk=self.pk).exists()


class JoinRequest(models.Model):
    """That somebody asked to join, what they said, and what was decided."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        APPROVED = "approved", "Approved"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Reminded(models.IntegerChoices):
        NOT_YET = 0, "Not yet"
        CONVENORS = 1, "The convenors"
        STAFF = 2, "The programme's staff"

    network = models.ForeignKey(Network, models.CASCADE, related_name="requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="network_requests")
    message = models.TextField(blank=True, max_length=1000)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="decided_network_requests"
    )
    reason = models.TextField(blank=True, max_length=1000)
    reminded = models.PositiveSmallIntegerField(choices=Reminded, default=Reminded.NOT_YET)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "user"], condition=models.Q(state="waiting"), name="one_waiting_request_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} asks to join {self.network}"

    @property
    def due_on(self) -> date:
        """The day by which a convenor decides."""
        return day_after(timezone.localdate(self.asked_at), WORKING_DAYS_TO_DECIDE)

    @property
    def is_late(self) -> bool:
        return self.state == self.State.WAITING and timezone.localdate() > self.due_on

    def to_remind(self, today: date) -> Reminded | None:
        """Whom to remind now: once those who decide, once the staff when it is late for longer."""
        if today > day_after(self.due_on, WORKING_DAYS_TO_STAFF) and self.reminded < self.Reminded.STAFF:
            return self.Reminded.STAFF
        return self.Reminded.CONVENORS if today > self.due_on and not self.reminded else None

    def can_decide(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        return self.network.can_run(user)

    def to_vouch(self, user: AbstractBaseUser | AnonymousUser) -> list[Tenure]:
        """Where the person says they work, as far as this colleague of theirs may say that it is true."""
        claimed = Tenure.objects.current().filter(person=self.user_id, seat__role__in=TRUST_ROLES)
        return [one for one in claimed.select_related("seat__organisation", "person") if one.can_vouch(user)]


class Bar(models.Model):
    """That somebody was removed from a network and may not come back."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="bars")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="network_bars")
    reason = models.TextField(max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # One appeal, in the person's words, and its answer. An appeal that is granted lifts the bar: the row goes.
    appeal = models.TextField(max_length=2000, blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["network", "user"], name="one_bar_a_person")]

    def __str__(self) -> str:
        return f"Bar {self.pk} of network {self.network_id}"

    @property
    def waits(self) -> bool:
        """Whether an appeal waits for its answer."""
        return self.appealed_at is not None and self.answered_at is None

    @property
    def answer_by(self) -> date | None:
        return day_after(timezone.localdate(self.appealed_at), WORKING_DAYS_TO_ANSWER) if self.appealed_at else None

    def can_answer(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Another convenor than who set it, or the programme's staff: also where the network is confidential."""
        if user.pk == self.by_id or user.pk == self.user_id:
            return False
        return self.network.can_run(user) or (takes_part(user) and getattr(user, "is_staff", False))
