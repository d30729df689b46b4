"""An assistant who acts for a director at meetings, in their own name, for as long as the director lets them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from ..querysets import DelegationQuerySet
from .invitation import new_nonce


class Delegation(models.Model):
    """The director is an address, with an account or without; the assistant has an account."""

    class State(models.TextChoices):
        ASKED = "asked", "Waits for the director"
        GRANTED = "granted", "Acts for them"
        REFUSED = "refused", "The director said no"
        REVOKED = "revoked", "Ended"

    OPEN = (State.ASKED, State.GRANTED)

    director_name = models.CharField(max_length=200)
    director_email = models.EmailField()
    director = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="assistants"
    )
    assistant = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="directors")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(auto_now_add=True)
    granted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    nonce = models.CharField(max_length=20, default=new_nonce, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["director_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["director_email", "assistant"],
                condition=models.Q(state__in=["asked", "granted"]),
                name="one_delegation_of_a_director_to_an_assistant",
            ),
            models.CheckConstraint(
                condition=models.Q(director_email=models.functions.Lower("director_email")),
                name="delegation_email_is_lower_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assistant} for {self.director_name}"

    @property
    def is_granted(self) -> bool:
        return self.state == self.State.GRANTED

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN
