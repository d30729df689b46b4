"""The words tools are described and filtered by."""

from __future__ import annotations

from django.db import models


class EntryType(models.TextChoices):
    """What a tool is."""

    GUIDANCE = "guidance", "Guidance"
    TEMPLATE = "template", "Template"
    PROCEDURE = "procedure", "Procedure"
    CASE_STUDY = "case-study", "Case study"
    TRAINING = "training", "Training"
    CHECKLIST = "checklist", "Checklist"
    DATASET = "dataset", "Figures and data"
    EXTERNAL_LINK = "external-link", "Link to another site"
    DECISION_TOOL = "decision-tool", "Decision tool"


class Stage(models.TextChoices):
    """Where in the patient's journey a tool is used."""

    BOOKING = "booking", "Referral and booking"
    FIRST_CONTACT = "first-contact", "First contact"
    INTERVIEW = "interview", "Interview and eligibility"
    TREATMENT = "treatment", "Before and during treatment"
    DISCHARGE = "discharge", "Discharge"
    INVOICE = "invoice", "Invoicing"
    RECOVERY = "recovery", "Recovering the debt"
    REPORTING = "reporting", "Reporting and review"


class Updated(models.TextChoices):
    """How lately a tool changed, in days."""

    MONTH = "30", "In the last month"
    QUARTER = "91", "In the last three months"
    YEAR = "365", "In the last year"


class Sort(models.TextChoices):
    RELEVANCE = "relevance", "Best match"
    UPDATED = "updated", "Newest first"
    TITLE = "title", "Title, A to Z"
    DOWNLOADS = "downloads", "Most downloaded"


# Tools that somebody uses when asking a patient for the first time: they must say how everybody is asked the same.
ASKING = {
    EntryType.GUIDANCE,
    EntryType.TEMPLATE,
    EntryType.PROCEDURE,
    EntryType.CHECKLIST,
    EntryType.DECISION_TOOL,
}
