"""How reading a document went, in more words than read and failed."""

from __future__ import annotations

from django.db import migrations, models

STATES = [
    ("read", "Read"),
    ("empty", "No words in it"),
    ("encrypted", "Protected with a password"),
    ("too-large", "Unpacks to more than we read"),
    ("broken", "Damaged, or not what its name says"),
    ("timed-out", "Took too long to read"),
    ("unknown", "Not a kind of file with words that we read"),
]


def call_failures_broken(apps, schema_editor):
    apps.get_model("files", "DocumentText").objects.filter(state="failed").update(state="broken")


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]

    operations = [
        migrations.AlterField("documenttext", "state", models.CharField(choices=STATES, max_length=10)),
        migrations.RunPython(call_failures_broken, migrations.RunPython.noop),
    ]
