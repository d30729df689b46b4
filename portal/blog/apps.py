"""The app's name and label."""

from __future__ import annotations

from django.apps import AppConfig


class BlogConfig(AppConfig):
    name = "portal.blog"
    label = "blog"
    verbose_name = "Blog"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import receivers  # noqa: F401
