"""The lists that may be taken away: each declared by the app that owns it, all by one way."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404
from django.utils.module_loading import import_string

from portal.files.tables import Table


def tables() -> dict[str, type[Table]]:
    found = [import_string(path) for path in settings.PORTAL_PROVIDERS["lists"]]
    return {table.key: table for table in found}


def table_for(*, key: str, user: AbstractBaseUser, query: str = "") -> Table:
    table = tables().get(key)
    if table is None:
        raise Http404("There is no such list.")
    return table(user=user, query=query)
