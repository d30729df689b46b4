"""The app's name and label."""

from __future__ import annotations

from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "portal.discussion"
    label = "discussion"
    verbose_name = "Discussion"
    default_auto_field = "django.db.models.BigAutoField"
