"""Work later about networks: write the archive of one."""

from __future__ import annotations

from django_tasks import task

from . import actions
from .models import NetworkArchive


@task()
def write_archive(export_id: str) -> None:
    order = NetworkArchive.objects.filter(pk=export_id).select_related("export__person", "network__page").first()
    if order is not None:
        actions.make_archive(order=order)
