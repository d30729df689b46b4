"""More words that mean the same to people in this field, of the families that no stemmer joins."""

from django.db import migrations

LINES = [
    "urgent, urgency, immediately necessary",
    "pregnant, pregnancy, maternity, birth, antenatal, midwife, having a baby",
    "newborn, baby, babies, neonatal",
    "child, children, minor, under 18",
    "dialysis, kidney, renal",
    "resident, residence, ordinarily resident, living here, lives here, living in the UK",
    "proof, prove, evidence, which papers, documents",
    "debt, debtor, money owed, owed, unpaid, arrears, overdue",
    "instalment, instalments, payment plan, small sums",
    "tourist, visitor, overseas visitor, holidaymaker",
    "refugee, refugees, asylum, asylum seeker",
    "undocumented, unlawfully, overstayer, without papers",
    "modern slavery, trafficking, trafficked, forced labour, forced to work, exploitation",
    "domestic abuse, domestic violence, violence, coercion",
    "appeal, complaint, dispute, second look, challenge",
    "insurance, insurer, insured, travel insurance",
    "recruit, recruitment, hire, hiring, staffing, vacancy, job description",
    "interpreter, interpreting, translator, language line, speaks no English",
    "doctor, doctors, clinician, consultant",
    "intensive care, ICU, ITU, critical care",
    "infectious, infection, communicable disease",
    "invoicing, billing",
    "upfront, up front, in advance, payment in advance, prepayment",
    "flag, alert, marker",
    "benchmark, benchmarking, peer comparison, compare trusts",
    "self-check, self assessment, maturity",
    "write off, writing off, written off, bad debt",
    "relatives, family, families",
    "induction, new starter, first weeks, onboarding",
    "GP, general practice, general practitioner, surgery",
    "EHIC, E111",
    "S2, E112",
    "S1, E121",
    "TB, tuberculosis",
    "NRM, national referral mechanism",
    "HIV, AIDS",
    "slides, presentation, training, PowerPoint",
    "telephone, phone, call, calls",
    "fair, fairly, equality, discrimination",
]


def create(apps, schema_editor):
    synonym = apps.get_model("search", "Synonym")
    for line in LINES:
        synonym.objects.get_or_create(words=line)


class Migration(migrations.Migration):
    dependencies = [("search", "0007_saved")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
