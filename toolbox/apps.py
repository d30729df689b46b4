"""The app's name and label, and its receivers."""

from __future__ import annotations

from django.apps import AppConfig


class ToolboxConfig(AppConfig):
    name = "toolbox"
    label = "toolbox"
    verbose_name = "Toolbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import receivers  # noqa: F401
