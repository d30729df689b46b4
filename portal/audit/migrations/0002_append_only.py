"""PostgreSQL itself refuses to change or delete what the log says."""

from __future__ import annotations

from django.db import migrations

REFUSE = """
create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'The log is append-only.';
end $$;
create trigger audit_append_only before update or delete on audit_logentry
  for each row execute function audit_refuse();
"""
ALLOW = """
drop trigger audit_append_only on audit_logentry;
drop function audit_refuse();
"""


def on_postgresql(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statements)

    return run


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(on_postgresql(REFUSE), on_postgresql(ALLOW))]
