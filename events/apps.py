"""The app's name and label."""

from __future__ import annotations

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    label = "events"
    verbose_name = "Meetings"
    default_auto_field = "django.db.models.BigAutoField"
