"""Work later about people: make an archive, close an account. Each runs an action that is safe to repeat."""

from __future__ import annotations

from django_tasks import task

from portal.privacy.models import Closing, Export

from .actions.closing import close_account
from .actions.my_data import make_archive


@task()
def make_my_data(export_id: str) -> None:
    export = Export.objects.filter(pk=export_id).first()
    if export is not None:
        make_archive(export=export)


@task()
def close(closing_id: int) -> None:
    closing = Closing.objects.filter(pk=closing_id).first()
    if closing is not None:
        close_account(closing=closing)
