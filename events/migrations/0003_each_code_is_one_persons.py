"""Its own migration: PostgreSQL does not change a table whose rows the same transaction has just written."""

from django.db import migrations, models

from events.models.registration import new_code


class Migration(migrations.Migration):
    dependencies = [("events", "0002_places_in_full")]

    operations = [
        migrations.AlterField(
            model_name="registration",
            name="code",
            field=models.CharField(default=new_code, editable=False, max_length=12, unique=True),
        ),
    ]
