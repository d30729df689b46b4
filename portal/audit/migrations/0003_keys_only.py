"""The log holds keys, never names; both databases refuse to change it, and delete only what a purge covers."""

from __future__ import annotations

from django.db import migrations, models

# A purge's row is written first and stands for ever. It covers what is older than its month, and nothing that is
# younger than a year, whatever the row says.
POSTGRESQL = [
    """
create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'The log is append-only.';
end $$
""",
    """
create function audit_refuse_delete() returns trigger language plpgsql as $$
begin
  if old.at < now() - interval '365 days' and exists (select 1 from audit_purge where audit_purge.before > old.at) then
    return old;
  end if;
  raise exception 'The log is append-only.';
end $$
""",
    "create trigger audit_no_update before update on audit_logentry for each row execute function audit_refuse()",
    "create trigger audit_no_delete before delete on audit_logentry for each row execute function audit_refuse_delete()",
    "create trigger audit_no_truncate before truncate on audit_logentry execute function audit_refuse()",
    "create trigger audit_purge_stands before update or delete on audit_purge for each row execute function audit_refuse()",
    "create trigger audit_purge_no_truncate before truncate on audit_purge execute function audit_refuse()",
]
POSTGRESQL_AWAY = [
    "drop trigger if exists audit_append_only on audit_logentry",
    "drop trigger if exists audit_no_update on audit_logentry",
    "drop trigger if exists audit_no_delete on audit_logentry",
    "drop trigger if exists audit_no_truncate on audit_logentry",
    "drop function if exists audit_refuse() cascade",
    "drop function if exists audit_refuse_delete() cascade",
]
SQLITE = [
    """
create trigger audit_no_update before update on audit_logentry
begin select raise(abort, 'The log is append-only.'); end
""",
    """
create trigger audit_no_delete before delete on audit_logentry
when old.at >= datetime('now', '-365 days') or not exists (select 1 from audit_purge where audit_purge.before > old.at)
begin select raise(abort, 'The log is append-only.'); end
""",
    """
create trigger audit_purge_no_update before update on audit_purge
begin select raise(abort, 'The log is append-only.'); end
""",
    """
create trigger audit_purge_no_delete before delete on audit_purge
begin select raise(abort, 'The log is append-only.'); end
""",
]
SQLITE_AWAY = [
    f"drop trigger if exists {name}"
    for name in ("audit_no_update", "audit_no_delete", "audit_purge_no_update", "audit_purge_no_delete")
]


def run(on_postgresql, on_sqlite):
    def statements(apps, schema_editor):
        own = {"postgresql": on_postgresql, "sqlite": on_sqlite}[schema_editor.connection.vendor]
        for statement in own:
            schema_editor.execute(statement)

    return statements


unlock = run(POSTGRESQL_AWAY, SQLITE_AWAY)
relock_as_before = run(
    [
        POSTGRESQL[0],
        "create trigger audit_append_only before update or delete on audit_logentry"
        " for each row execute function audit_refuse()",
    ],
    [],
)
lock = run(POSTGRESQL, SQLITE)


def note_visitors(apps, schema_editor):
    entries = apps.get_model("audit", "LogEntry").objects
    entries.filter(actor=None, actor_name="A visitor").update(by_visitor=True)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            "Purge",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "before",
                    models.DateTimeField(help_text="Entries before the first moment of this month are gone."),
                ),
                ("entries", models.PositiveIntegerField(help_text="How many there were.")),
            ],
            options={"ordering": ["-at"]},
        ),
        migrations.RunPython(unlock, relock_as_before),
        migrations.AddField(
            "logentry",
            "by_visitor",
            models.BooleanField(
                default=False, help_text="Somebody without an account. Else, no actor: the portal."
            ),
        ),
        migrations.RunPython(note_visitors, migrations.RunPython.noop),
        migrations.RemoveField("logentry", "actor_name"),
        migrations.RemoveField("logentry", "target_name"),
        migrations.RunPython(lock, unlock),
    ]
