"""What staff do to accounts and groups on the editors' side: Wagtail notes it in its own log, and we in ours.

Wagtail's log can be changed by whoever has the database; ours cannot. Its registry lets a class name who writes its
entries, so one place sees single edits and bulk actions alike.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import models
from wagtail.log_actions import LogActionRegistry
from wagtail.models import ModelLogEntry
from wagtail.models.audit_log import ModelLogEntryManager

from .actions import log


class BothLogs(ModelLogEntryManager):
    def log_action(self, instance: models.Model, action: str, **kwargs: Any) -> ModelLogEntry:
        entry = super().log_action(instance, action, **kwargs)
        verb = action.removeprefix("wagtail.").replace(".", "-")
        log(actor=entry.user, action=f"admin/{verb}", target=instance, **rights_of(instance))
        return entry


class PermissionLog(ModelLogEntry):
    objects = BothLogs()

    class Meta:
        proxy = True
        default_permissions = ()


def rights_of(instance: models.Model) -> dict[str, Any]:
    """What an account or a group may do from now on, in keys."""
    if instance.pk is None or instance._state.adding:
        return {}
    if isinstance(instance, Group):
        return {"permissions": sorted(instance.permissions.values_list("pk", flat=True))}
    return {
        "active": instance.is_active,  # type: ignore[attr-defined]
        "superuser": instance.is_superuser,  # type: ignore[attr-defined]
        "groups": sorted(instance.groups.values_list("pk", flat=True)),  # type: ignore[attr-defined]
    }


def install(registry: LogActionRegistry) -> None:
    """Wagtail's own report already reads `ModelLogEntry`, so these are not registered there a second time."""
    for kind in (get_user_model(), Group):
        registry.log_entry_models_by_type.register(kind, value=PermissionLog)
