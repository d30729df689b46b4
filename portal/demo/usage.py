"""What trusts and people say of the tools they use, a problem that waits, a request to read, and a desk pack."""

from __future__ import annotations

from datetime import timedelta

from portal.users.models import User
from portal.users.trusts import own_trusts
from toolbox.actions import ask_to_read, make_pack, rate_entry, report_problem, say_adoption
from toolbox.models import EntryPage

from .cast import Cast

# How far a trust has come with a tool it tries, by turns; most stay with what they tried.
WAYS = [
    ["considering", "piloting", "using"],
    ["piloting", "using"],
    ["using"],
    ["considering"],
    ["piloting", "stopped"],
]
EFFECTS = [
    "Patients ask fewer questions at the desk.",
    "Reception asks everybody now, and nobody is left out.",
    "We hear of referrals a week earlier.",
    "",
]
REASONS = [
    "Short enough to be used on a ward.",
    "Our reception took it over as it is.",
    "",
    "Easy to explain to patients.",
]


def load(cast: Cast) -> None:
    tools = list(EntryPage.objects.live().public().order_by("pk")[:10])
    people = [person for person in cast.ovms() if own_trusts(person)]
    for number, person in enumerate(people):
        for step, tool in enumerate(tools[number % 3 :: 3]):
            adopt(cast, person, tool, turn=number + step)
            if (number + step) % 2:
                rate_entry(
                    actor=person, entry=tool, useful=(number + step) % 9 != 1, reason=REASONS[(number + step) % 4]
                )
    if people and tools:
        report_problem(actor=people[0], entry=tools[0], words="The link to the poster on page 2 leads nowhere.")
        ask_to_read(entry=tools[0], by=cast.people["editor"], role="ovm", due_on=cast.today + timedelta(days=21))
    make_pack()


def adopt(cast: Cast, person: User, tool: EntryPage, *, turn: int) -> None:
    way = WAYS[turn % len(WAYS)]
    for number, status in enumerate(way):
        say_adoption(
            actor=person,
            entry=tool,
            trust=own_trusts(person)[0],
            status=status,
            since=cast.today - timedelta(days=420 - 31 * (turn % 9) - 60 * number),
            effect=EFFECTS[turn % 4] if status == "using" else "",
            may_be_asked=turn % 3 == 0,
            reason="Too long for our desk." if status == "stopped" else "",
        )
