"""The ten themes of practice, there from the first day."""

from __future__ import annotations

from django.db import migrations
from django.utils.text import slugify

THEMES = [
    "Identification at first contact",
    "Interviewing and eligibility",
    "Upfront charging and urgent care",
    "Invoicing and pricing",
    "Debt recovery",
    "Informatics and data",
    "Training and engaging clinicians",
    "Safeguarding vulnerable patients and exemptions",
    "EU, EFTA and Swiss patients and reciprocal claims",
    "Governance and reporting",
]


def add(apps, schema_editor) -> None:
    Theme = apps.get_model("cms", "Theme")
    for order, name in enumerate(THEMES):
        Theme.objects.get_or_create(slug=slugify(name), defaults={"name": name, "order": order})


class Migration(migrations.Migration):
    dependencies = [("cms", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop, elidable=False)]
