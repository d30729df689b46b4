"""The first version of the self-assessment: two questions for each of the ten themes."""

from __future__ import annotations

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAME = "Self-assessment, version 1"
INTRODUCTION = (
    "Two questions for each theme. Answer for the whole trust, by what usually happens and not by the best day. "
    "Where a question is about something that your trust does not do, say that it does not apply."
)
QUESTIONS = {
    "identification-at-first-contact": [
        ("Is every patient asked the same questions about where they live, whoever they seem to be?",
         "At the first contact, in every department, also out of hours."),
        ("Do you hear within one working day of patients who may be chargeable?",
         "From wards, booking, maternity and the emergency department alike."),
    ],
    "interviewing-and-eligibility": [
        ("Are patients who may be chargeable interviewed within two working days?",
         "By somebody trained, in private, with an interpreter where one is needed."),
        ("Does each decision say which rule it rests on, and can somebody else follow it?",
         "With the evidence that was seen, and what would change the decision."),
    ],
    "upfront-charging-and-urgent-care": [
        ("Does a clinician decide and write down how urgent treatment is, before anybody speaks of payment?",
         "Immediately necessary and urgent treatment is never delayed or withheld."),
        ("Are estimates given, and paid or agreed, before treatment that can wait?",
         "With a refund of what was paid too much."),
    ],
    "invoicing-and-pricing": [
        ("Is an invoice raised within ten working days of the end of treatment?",
         "For all of it, at the price of the tariff that is in force."),
        ("Does somebody other than its writer check invoices before they go?",
         "Price, period, and that no exemption was overlooked."),
    ],
    "debt-recovery": [
        ("Does somebody ring everybody who has not paid within thirty days?",
         "Before a letter is the last thing they hear, and with a plan in small payments on offer."),
        ("Do finance and the overseas visitors team look at unpaid invoices together each month?",
         "Which are disputed, which can be paid by instalments, which are beyond collecting."),
    ],
    "informatics-and-data": [
        ("Does the patient system show the charging status to those who need it, and to nobody else?",
         "With the day it was decided, and a reminder when it ends."),
        ("Can you report identified, invoiced and received each month without typing figures twice?",
         "By the definitions that the portal lists."),
    ],
    "training-and-engaging-clinicians": [
        ("Has every member of the team been trained in the rules within the last year?",
         "Also those who stand in, and new colleagues in their first month."),
        ("Do clinicians know what they decide, and what they do not?",
         "They decide urgency. They never decide who is charged, nor ask for papers."),
    ],
    "safeguarding-vulnerable-patients-and-exemptions": [
        ("Are exemptions looked for in every case, before a charge is spoken of?",
         "Among others trafficking, asylum, violence, and what is exempt for everybody."),
        ("Do you look at who did not come back after a conversation about charges?",
         "In totals alone, with the safeguarding lead."),
    ],
    "eu-efta-and-swiss-patients-and-reciprocal-claims": [
        ("Are cards and certificates of EU, EFTA and Swiss patients recorded at first contact?",
         "They are not charged; the country that insures them is."),
        ("Are claims reported within thirty days of treatment?",
         "Every month, with those that were refused put right and sent again."),
    ],
    "governance-and-reporting": [
        ("Does the board see income, cash and their balancing measures at least each quarter?",
         "Identification and cash recovery as two measures, never as one."),
        ("Is it clear who stands in when the overseas visitor manager is away?",
         "By name, with access to the systems and to the portal."),
    ],
}  # fmt: skip


def ship(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    questionnaire, question = apps.get_model("programme", "Questionnaire"), apps.get_model("programme", "Question")
    themes = apps.get_model("cms", "Theme").objects.in_bulk(list(QUESTIONS), field_name="slug")
    version, is_new = questionnaire.objects.get_or_create(
        name=NAME, defaults={"introduction": INTRODUCTION, "in_use_from": date(2018, 4, 1)}
    )
    asked = [(themes[slug], *words) for slug, two in QUESTIONS.items() if slug in themes for words in two]
    if is_new:
        question.objects.bulk_create(
            question(questionnaire=version, theme=theme, text=text, help=more, sort_order=number)
            for number, (theme, text, more) in enumerate(asked)
        )


class Migration(migrations.Migration):
    dependencies = [("programme", "0006_self_assessments"), ("cms", "0002_themes")]

    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
