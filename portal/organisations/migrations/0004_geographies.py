"""The codes of the integrated care boards, and the region that each lies in."""

from __future__ import annotations

from django.db import migrations

BOARDS = {
    "Y56": "QKK QMF QMJ QRV QWE",
    "Y58": "QJK QOX QR1 QSL QT6 QUY QVV",
    "Y59": "QKS QNQ QNX QRL QU9 QXU",
    "Y60": "QGH QHL QJ2 QJM QK1 QNC QOC QPM QT1 QUA QWU",
    "Y61": "QH8 QHG QJG QM7 QMM QUE",
    "Y62": "QE1 QOP QYG",
    "Y63": "QF7 QHM QOQ QWO",
}


def add(apps, schema_editor) -> None:
    Region = apps.get_model("organisations", "Region")
    Geography = apps.get_model("organisations", "Geography")
    regions = {region.code: region for region in Region.objects.all()}
    for region, codes in BOARDS.items():
        for code in codes.split() if region in regions else ():
            Geography.objects.get_or_create(code=code, defaults={"region": regions[region]})


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_history_and_imports")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop, elidable=False)]
