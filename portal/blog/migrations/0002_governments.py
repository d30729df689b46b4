"""The governments of the United Kingdom that have ended, since 1997."""

from __future__ import annotations

from datetime import date

from django.db import migrations

ENDED = [
    ("1997 to 2007 Blair Labour government", date(1997, 5, 2), date(2007, 6, 27)),
    ("2007 to 2010 Brown Labour government", date(2007, 6, 27), date(2010, 5, 11)),
    ("2010 to 2015 Conservative and Liberal Democrat coalition government", date(2010, 5, 11), date(2015, 5, 8)),
    ("2015 to 2016 Cameron Conservative government", date(2015, 5, 8), date(2016, 7, 13)),
    ("2016 to 2019 May Conservative government", date(2016, 7, 13), date(2019, 7, 24)),
    ("2019 to 2022 Johnson Conservative government", date(2019, 7, 24), date(2022, 9, 6)),
    ("2022 Truss Conservative government", date(2022, 9, 6), date(2022, 10, 25)),
    ("2022 to 2024 Sunak Conservative government", date(2022, 10, 25), date(2024, 7, 5)),
]


def add(apps, schema_editor):
    government = apps.get_model("blog", "Government")
    for name, took, left in ENDED:
        government.objects.get_or_create(name=name, defaults={"took_office": took, "left_office": left})


class Migration(migrations.Migration):
    dependencies = [("blog", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
