"""Work later: write long lists, carry out a purge."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.module_loading import import_string
from django_tasks import task

from . import actions
from .actions.purging import purge
from .models import Export, ListOrder, PurgeRun
from .tables import table_for


@task()
def write_list(export_id: str) -> None:
    """Write an ordered list and tell its person; whoever lost the right to it gets none. Safe to run twice."""
    order = ListOrder.objects.filter(pk=export_id).select_related("export__person").first()
    if order is None or order.export.is_ready or order.export.is_over():
        return
    try:
        table = table_for(key=order.export.kind, user=order.export.person, query=order.query)
        made = actions.finish_list(order=order, table=table)
    except (PermissionDenied, Http404):
        actions.drop_exports(exports=Export.objects.filter(pk=export_id))
        return
    if made:
        for path in settings.PORTAL_PROVIDERS["export_ready"]:
            import_string(path)(order.export_id)


@task()
def run_purge(run_id: int) -> None:
    run = PurgeRun.objects.filter(pk=run_id).first()
    if run is not None:
        purge(run=run)
