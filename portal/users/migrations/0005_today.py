"""What is so today, in the new columns: everybody is approved, one circle for each part, a tenure for trust and role."""

from django.db import migrations
from django.db.models import F
from django.utils import timezone

PARTS = ["job_title_to", "seat_to", "region_to", "themes_to", "photo_to"]


def write_today(apps, schema_editor):
    User, Seat, Tenure = (apps.get_model("users", name) for name in ("User", "Seat", "Tenure"))
    Domain, EmailAddress = apps.get_model("organisations", "Domain"), apps.get_model("account", "EmailAddress")
    User.objects.filter(admitted_at=None).update(admitted_at=F("date_joined"))
    User.objects.update(**{part: F("shown_to") for part in PARTS})
    alone = {}
    for domain in Domain.objects.filter(shared=False).prefetch_related("organisations"):
        organisations = list(domain.organisations.all())
        if len(organisations) == 1:
            alone[domain.name] = organisations[0].pk
    now = timezone.now()
    working = User.objects.exclude(trust=None).exclude(role="").filter(tenures=None).order_by("pk")
    for person in working.iterator(chunk_size=500):
        seat, _ = Seat.objects.get_or_create(organisation_id=person.trust_id, role=person.role)
        addresses = EmailAddress.objects.filter(user_id=person.pk, verified=True).values_list("email", flat=True)
        known = any(alone.get(address.rpartition("@")[2].lower()) == person.trust_id for address in addresses)
        Tenure.objects.create(
            seat=seat,
            person=person,
            since=person.date_joined.date(),
            approved_at=person.date_joined,
            confirmed_at=now,
            vouched_at=now if known else None,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0004_people"),
        ("account", "0002_email_max_length"),
    ]

    operations = [migrations.RunPython(write_today, migrations.RunPython.noop, elidable=True)]
