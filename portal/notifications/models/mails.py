"""Mail as rows: what is to be sent, what was, and what went wrong. And leases: who does what only one may do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from portal.notifications.querysets import LeaseQuerySet, MailQuerySet


class Mail(models.Model):
    """One message to one address. Written in the transaction of its cause; a worker hands it to the transport."""

    class State(models.TextChoices):
        QUEUED = "queued", "Queued"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        RETRY = "retry", "Will be tried again"
        FAILED = "failed", "Failed"
        SUPPRESSED = "suppressed", "Not sent on purpose"

    OPEN_STATES = [State.QUEUED, State.SENDING, State.RETRY]

    key = models.CharField(max_length=200, unique=True, help_text="The same cause never makes two mails.")
    kind = models.CharField(max_length=80, db_index=True, help_text="app/name: the path of its templates")
    to = models.EmailField()
    from_email = models.CharField(max_length=320, blank=True, help_text="Empty: the portal's own address")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="mails")
    # "app.model:key" of what a list of mails is kept by: a meeting, not a person. Stays when the mail is cleaned.
    about = models.CharField(max_length=80, blank=True, db_index=True)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    attachments = models.JSONField(default=list, help_text="name, type and base64 content of each")
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    # When a worker may take it next; while it is being sent, when that worker's claim ends.
    due_at = models.DateTimeField()
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_at"])]
        verbose_name_plural = "mails"

    def __str__(self) -> str:
        return f"Mail {self.pk}: {self.kind}"  # the log keeps this for ever: no address, no words

    @property
    def attachment_list(self) -> list[dict[str, Any]]:
        """What a reader calls attachments: not the other forms of the body."""
        return [part for part in self.attachments if not part.get("alternative")]

    def can_retry(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Whether somebody may send again what failed, or now what waits for its next try."""
        return self.is_stuck and user.has_perm("notifications.change_mail")

    @property
    def is_stuck(self) -> bool:
        """Failed, held back, or waiting for its next try. Not what was cleaned: it has no words any more."""
        return self.state in {self.State.FAILED, self.State.RETRY, self.State.SUPPRESSED} and bool(self.to)


class Lease(models.Model):
    """The right of one process to do something until a time. Who dies loses it by the clock."""

    name = models.CharField(max_length=80, primary_key=True)
    holder = models.CharField(max_length=80)
    expires_at = models.DateTimeField()

    objects = LeaseQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} held by {self.holder}"
