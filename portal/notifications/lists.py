"""The mails as a list to take away: never what they say."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import models

from portal.files.tables import Column, Table

from .models import Mail
from .reports import MailFilters, may_read_report


class MailTable(Table):
    key = "notifications/mails"
    title = "Mails"
    columns = [
        Column("Written", "created_at", "moment"),
        Column("To", "to"),
        Column("Subject", "subject"),
        Column("Kind", "kind"),
        Column("State", "get_state_display"),
        Column("Tries", "attempts", "number"),
        Column("Sent", "sent_at", "moment"),
        Column("What the mail server said", "error"),
        Column("Message-ID", "message_id"),
    ]
    coded = ("state", "kind", "created_at_from", "created_at_to")

    def rows(self) -> models.QuerySet:
        if not may_read_report(self.user):
            raise PermissionDenied("Only those who may read about mails can take the list away.")
        mails = Mail.objects.defer("text", "html", "attachments", "headers")
        return MailFilters(self.asked, queryset=mails, request=None).qs
