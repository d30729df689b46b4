"""Mail as rows: what is to be sent, what was, and what went wrong."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .querysets import MailQuerySet


class Mail(models.Model):
    """One message to one address. Written in the transaction of its cause; a worker hands it to the transport."""

    class State(models.TextChoices):
        QUEUED = "queued", "Queued"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        RETRY = "retry", "Will be tried again"
        FAILED = "failed", "Failed"
        SUPPRESSED = "suppressed", "Not sent on purpose"

    key = models.CharField(max_length=200, unique=True, help_text="The same cause never makes two mails.")
    kind = models.CharField(max_length=80, db_index=True, help_text="app/name: the path of its templates")
    to = models.EmailField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="mails")
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    attachments = models.JSONField(default=list, help_text="name, type and base64 content of each")
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_at"])]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"
