"""The seven NHS regions, as they are since 2019, by their ODS codes."""

from __future__ import annotations

from datetime import date

from django.db import migrations
from django.utils.text import slugify

REGIONS = [
    ("Y63", "North East and Yorkshire"),
    ("Y62", "North West"),
    ("Y60", "Midlands"),
    ("Y61", "East of England"),
    ("Y56", "London"),
    ("Y59", "South East"),
    ("Y58", "South West"),
]


def add(apps, schema_editor) -> None:
    Region = apps.get_model("organisations", "Region")
    for order, (code, name) in enumerate(REGIONS):
        Region.objects.get_or_create(
            code=code, defaults={"name": name, "slug": slugify(name), "order": order, "opened_on": date(2019, 4, 1)}
        )


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop, elidable=False)]
