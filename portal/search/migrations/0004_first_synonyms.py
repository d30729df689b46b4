"""The words of the field that mean the same. Staff edit them from here on."""

from django.db import migrations

LINES = [
    "recover, recovery, recoveries, recoup",
    "OVM, overseas visitor manager, overseas visitors manager",
    "OVT, overseas visitor team",
    "FD, finance director, CFO, director of finance",
    "ICB, integrated care board, commissioner",
    "EHIC, European health insurance card",
    "GHIC, global health insurance card",
    "IHS, immigration health surcharge",
    "PRC, provisional replacement certificate",
    "EEA, EU EFTA and Swiss",
    "A&E, accident and emergency, emergency department",
    "invoice, bill",
    "pay, payment",
    "identify, identification",
    "eligible, eligibility, entitlement, entitled",
    "chargeable, charge, charging",
    "PALS, patient advice and liaison service",
    "FOI, freedom of information",
]


def create(apps, schema_editor):
    synonym = apps.get_model("search", "Synonym")
    for line in LINES:
        synonym.objects.get_or_create(words=line)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_synonym")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
