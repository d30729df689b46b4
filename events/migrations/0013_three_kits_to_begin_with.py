"""Kits for the meetings that are held most. Staff change them; those that are there already stay."""

from __future__ import annotations

from django.db import migrations

MINUTES = "Present\n\nApologies\n\nActions from last time\n\n{}\n\nDecisions\n\nNew actions: who, what, by when\n\nNext meeting"
KITS = [
    {
        "name": "Network meeting",
        "about": "Two hours of a network: news, a process looked at together, actions.",
        "minutes_long": 120,
        "mode": "hybrid",
        "capacity": 30,
        "invitation": "We meet to compare how each of us works, and to agree what we do next.\n\n"
        "Bring a process or a question. Never bring anything about a patient.",
        "agenda": "10 Welcome and introductions\n20 Actions from last time\n40 A process, looked at together\n"
        "10 Break\n25 Round the table: what is new\n15 Actions and the next date",
        "pre_reads": "Minutes of the last meeting\nThe tool we look at together, in the toolbox",
        "questions": "Bring: What would you like to bring or ask?\nFirst: Is this your first meeting with us? (yes or no)",
        "minutes": MINUTES.format("The process we looked at\n\nRound the table"),
        "reminders": ["7", "1"],
    },
    {
        "name": "Finance directors' briefing (1 hour)",
        "about": "One hour online for finance directors: figures, one decision, questions.",
        "minutes_long": 60,
        "mode": "online",
        "capacity": None,
        "invitation": "One hour: where cost recovery stands, what is asked of you, and your questions.\n\n"
        "You may send a deputy in your name.",
        "agenda": "10 Where cost recovery stands\n15 What is asked of finance directors\n25 Questions\n10 What is agreed",
        "pre_reads": "One page: the figures of your region",
        "questions": "Question: What should the briefing answer for you?",
        "minutes": MINUTES.format("Figures\n\nQuestions and answers"),
        "reminders": ["7", "1"],
    },
    {
        "name": "Training session",
        "about": "Ninety minutes online to learn one thing and try it.",
        "minutes_long": 90,
        "mode": "online",
        "capacity": 20,
        "invitation": "A short introduction, then you try it yourself, then your questions.\n\n"
        "No knowledge is needed. Examples are invented.",
        "agenda": "10 What you will be able to do\n25 How it works\n30 Try it, in pairs\n15 Questions\n10 What next",
        "pre_reads": "The guidance chapter the session is about",
        "questions": "Experience: How long have you worked in cost recovery?\n"
        "Certificate: Would you like a certificate of attendance? (yes or no)",
        "minutes": MINUTES.format("What was taught\n\nQuestions that stay open"),
        "reminders": ["2", "1"],
    },
]


def add(apps, schema_editor):
    kit = apps.get_model("events", "MeetingKit")
    for said in KITS:
        kit.objects.get_or_create(name=said["name"], defaults=said)


class Migration(migrations.Migration):
    dependencies = [("events", "0012_series_kits_surveys_and_polls")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
