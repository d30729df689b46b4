"""What a meeting of the demonstration asks, and what people answered."""

from __future__ import annotations

from events.models import EventPage, Needs, Question, Registration, Reply

TOPICS = ["First contact on the ward", "Invoices and debt", "Letters to the board"]
NEEDS = [("Vegetarian", ""), ("Vegan", ""), ("Vegetarian", ""), ("", "Step-free way in"), ("No nuts", "A hearing loop")]


def ask(event: EventPage) -> None:
    """Questions that depend on each other; written before the page is published."""
    event.questions = [
        Question(sort_order=0, name="Lunch", text="Will you stay for lunch?", kind="yes-no", required=True),
        Question(
            sort_order=1,
            name="Dish",
            text="Which lunch would you like?",
            kind="one",
            choices="Soup and bread\nA salad\nA hot dish",
            required=True,
            only_if="Lunch",
            only_if_answer="Yes",
        ),
        Question(
            sort_order=2, name="Topics", text="What should we talk about?", kind="several", choices="\n".join(TOPICS)
        ),
        Question(
            sort_order=3, name="Ask", text="What would you like to ask?", kind="long", help_text="In a line or two."
        ),
    ]


def answer(event: EventPage) -> None:
    """Everybody with a place has answered; a few need something."""
    people = list(event.meeting.registrations.filter(state=Registration.State.CONFIRMED).order_by("pk"))
    dishes = ["Soup and bread", "A salad", "A hot dish"]
    replies = []
    for number, person in enumerate(people):
        said = {"Lunch": "No" if number % 4 == 3 else "Yes", "Topics": "\n".join(TOPICS[number % 3 :])}
        if said["Lunch"] == "Yes":
            said["Dish"] = dishes[number % 3]
        if number % 5 == 0:
            said["Ask"] = "How do others tell the ward what a form is for?"
        texts = {question.name: question.text for question in event.questions.all()}
        replies += [Reply(registration=person, name=name, question=texts[name], value=said[name]) for name in said]
    Reply.objects.bulk_create(replies)
    Needs.objects.bulk_create(
        Needs(registration=person, dietary=food, access=access)
        for person, (food, access) in zip(people, NEEDS, strict=False)
    )
