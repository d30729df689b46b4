"""A closed thread was a status; what waits says why."""

from django.db import migrations
from django.db.models import F


def forward(apps, schema_editor):
    threads = apps.get_model("discussion", "Thread").objects.filter(status="locked")
    threads.filter(kind="question", comments__state="published").update(status="answered", closed_at=F("last_activity"))
    threads.filter(status="locked").update(status="open", closed_at=F("last_activity"))
    held = apps.get_model("discussion", "Comment").objects.filter(state="held", held_for="")
    held.exclude(suspected="").update(held_for="identifier")
    held.filter(about_own_case=True).update(held_for="own-case")
    held.filter(author=None).update(held_for="guest")


class Migration(migrations.Migration):
    dependencies = [("discussion", "0003_how_far_a_question_has_come")]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
