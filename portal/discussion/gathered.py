"""Rows of another table beside each row of a query, as one column: what would else take one more query a page."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler


class _Gathered(models.Aggregate):
    """Values of all rows of a group, as a list of lists."""

    output_field = models.JSONField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="JSON_GROUP_ARRAY(JSON_ARRAY(%(expressions)s))", **context)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="JSONB_AGG(JSONB_BUILD_ARRAY(%(expressions)s))", **context)


def gathered(rows: models.QuerySet, *fields: str, by: str) -> models.Subquery:
    """The fields of those rows whose `by` points to the row outside; None where there are none, in any order."""
    own = rows.filter(**{by: models.OuterRef("pk")}).order_by().values(by)
    return models.Subquery(own.annotate(gathered=_Gathered(*fields)).values("gathered"))
