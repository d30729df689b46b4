"""What the meetings of the demonstration say. All of it invented, but for the first London meeting's facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

ACCESS = "Step-free from the street. Hearing loop in the hall. A quiet room is next door; ask at the desk."


@dataclass(frozen=True)
class Said:
    """One meeting as a convenor would write it."""

    title: str
    summary: str
    network: str = ""  # by the slug of the region; empty: national
    days: int = 0  # from today; below zero: past
    on: date | None = None  # or on this very day
    at: str = "10:00"
    minutes: int = 120
    mode: str = "in-person"
    venue: str = ""
    address: str = ""
    chair: str = ""
    about: str = ""
    agenda: list[tuple[str, str, str]] = field(default_factory=list)  # time, title, speakers
    prepare: str = ""
    themes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    members_only: bool = True
    capacity: int | None = None
    taken: int = 0
    waiting: int = 0
    kept: dict[str, int] = field(default_factory=dict)
    part: str = ""  # what the loader does with it beyond the ordinary


def finance_directors_day(today: date) -> date:
    """The next 25 February at least a fortnight ahead, or the working day after."""
    day = date(today.year, 2, 25)
    if day < today + timedelta(days=14):
        day = date(today.year + 1, 2, 25)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)


FIRST_MEETING = Said(
    title="The first London network meeting",
    summary="Two hours in a hall at King's College: overseas visitor managers, business managers and others from "
    "London's hospitals meet for the first time.",
    network="london",
    on=date(2014, 2, 12),
    venue="King's College",
    address="Strand\nLondon",
    chair="The NHS adviser to the cost recovery programme",
    about="<p>The first of what we hope becomes a series. The purpose: a group that supports and challenges each "
    "other, shares what works, and goes further and faster with recovering the cost of secondary care.</p><p>What "
    "was agreed: meet again, bring in senior leaders and commissioners, and invite finance directors to the next "
    "one. The ideas of the day went into clearer guidance and a toolbox.</p>",
    agenda=[
        ("10:00", "Welcome and thanks for the daily work", "The chair"),
        ("10:20", "What each of us would change first", "Everybody, in small groups"),
        ("11:10", "What a toolbox should hold", "Overseas visitor managers"),
        ("11:40", "What we agree, and the next date", "The chair"),
    ],
    themes=("governance-and-reporting",),
    members_only=False,
    capacity=60,
    taken=24,
    part="first",
)

FINANCE_DIRECTORS = Said(
    title="London: finance directors",
    summary="What recovery is worth, what it takes, and where to start on Monday.",
    network="london",
    at="14:00",
    venue="Thamesgate Education Centre",
    address="Wharf Road\nLondon",
    chair="Ruth Bell, convenor of the London network",
    about="<p>Two hours for finance directors and nobody else. You leave with one page for your board, the two "
    "measures that are never mixed, and the name of somebody who has done it.</p>",
    agenda=[
        ("14:00", "Welcome, and where London stands", "Ruth Bell"),
        ("14:20", "Two measures, one board paper", "The programme team"),
        ("15:00", "What three trusts changed", "Three finance directors"),
        ("15:40", "Actions and dates", "Everybody"),
    ],
    prepare="Bring your trust's own figures for identified income and for cash. Nobody else will see them.",
    themes=("governance-and-reporting", "debt-recovery"),
    roles=("finance-director",),
    members_only=False,
    capacity=12,
    taken=11,
    part="finance-directors",
)

OTHERS = [
    Said(
        title="The board paper, written together",
        summary="Bring a draft or nothing at all. Managers and finance directors leave with one page they can use.",
        days=24,
        at="13:30",
        mode="hybrid",
        venue="The Old Library",
        address="Station Square\nBirmingham",
        chair="Joanna Lim, guidance lead",
        about="<p>Open to all. Four places are kept for finance directors, because the paper is better when both "
        "sit at one table.</p>",
        agenda=[
            ("13:30", "What a board wants to know", "Sanjay Patel, finance director"),
            ("14:00", "Writing, in pairs", ""),
            ("15:00", "Reading aloud, and what to cut", "Everybody"),
        ],
        themes=("governance-and-reporting",),
        capacity=20,
        taken=14,
        kept={"finance-director": 4},
        part="kept",
    ),
    Said(
        title="New in the role: an hour of questions",
        summary="For everybody who became an overseas visitor manager this year. No slides.",
        days=5,
        at="12:30",
        minutes=60,
        mode="online",
        chair="Frances Hale, deputy director",
        about="<p>Ask what you would not ask in a large meeting. Two colleagues who have done the work for ten "
        "years answer, and say so when they do not know.</p>",
        themes=("identification-at-first-contact", "interviewing-and-eligibility"),
        taken=19,
        part="online",
    ),
    Said(
        title="North West: invoicing clinic",
        summary="Each trust brings one process; the others take it apart and put it together again.",
        network="north-west",
        days=11,
        minutes=90,
        mode="online",
        about="<p>Bring the process, never the patient.</p>",
        agenda=[("10:00", "Two processes, forty minutes each", ""), ("11:20", "What we take home", "")],
        themes=("invoicing-and-pricing",),
        capacity=6,
        taken=6,
        waiting=2,
    ),
    Said(
        title="Midlands: the first five minutes",
        summary="Reception staff and managers look at what is asked, by whom, and of everybody.",
        network="midlands",
        days=17,
        at="09:30",
        venue="Alderbridge Training Rooms",
        address="Canal Street\nLeicester",
        about="<p>How do we get every clinic to ask everybody? Three clinics that do show how they began.</p>",
        agenda=[
            ("09:30", "Three clinics, ten minutes each", "Reception managers"),
            ("10:15", "The questions, word by word", ""),
            ("11:00", "What to try before we meet again", ""),
        ],
        themes=("identification-at-first-contact",),
        members_only=False,
        capacity=30,
        taken=8,
        part="asks",
    ),
    Said(
        title="South East: ward interviews in practice",
        summary="Role play with two actors, and time to say what was hard.",
        network="south-east",
        days=32,
        venue="Saltmere Postgraduate Centre",
        address="Harbour Way\nBrighton",
        themes=("interviewing-and-eligibility", "safeguarding-vulnerable-patients-and-exemptions"),
        capacity=16,
        taken=7,
    ),
    Said(
        title="East of England: reading the regulations together",
        summary="One chapter, two hours, and a list of what we would ask the programme.",
        network="east-of-england",
        days=38,
        at="14:00",
        mode="online",
        themes=("safeguarding-vulnerable-patients-and-exemptions",),
        capacity=25,
        taken=5,
    ),
    Said(
        title="North East and Yorkshire: fixed hour",
        summary="The monthly hour: news, one question each, and a buddy for whoever is new.",
        network="north-east-and-yorkshire",
        days=8,
        at="15:00",
        minutes=60,
        mode="online",
        themes=("training-and-engaging-clinicians",),
        taken=6,
    ),
    Said(
        title="London: managers' meeting",
        part="london",
        summary="What worked since the last time, what did not, and one new tool tried together.",
        network="london",
        days=20,
        at="10:00",
        mode="hybrid",
        venue="Northmarsh Lecture Theatre",
        address="Marsh Lane\nLondon",
        chair="Ruth Bell, convenor of the London network",
        agenda=[
            ("10:00", "Round the table: one thing that worked", ""),
            ("10:45", "A script for interviews, tried aloud", "Maya Okafor"),
            ("11:30", "Actions and dates", ""),
        ],
        themes=("interviewing-and-eligibility",),
        capacity=40,
        taken=9,
    ),
    Said(
        title="Claims for EU, EFTA and Swiss visitors: what goes wrong",
        summary="The five mistakes that cost most, with the forms on the screen.",
        days=27,
        at="11:00",
        minutes=75,
        mode="online",
        chair="Tom Ashworth, head of guidance",
        themes=("eea-and-reciprocal-claims",),
        capacity=100,
        taken=23,
    ),
    Said(
        title="Debt recovery: letters that are answered",
        summary="First reminder, second letter, the phone call: what to write so that somebody answers.",
        days=14,
        venue="The Corn Hall",
        address="Market Place\nNorwich",
        themes=("debt-recovery",),
        capacity=25,
        taken=6,
        part="cancelled",
    ),
    Said(
        title="National day: what we learned this year",
        summary="Five networks, five things that worked, and one that did not.",
        days=-40,
        at="10:00",
        minutes=300,
        venue="The Old Library",
        address="Station Square\nBirmingham",
        themes=("governance-and-reporting",),
        capacity=30,
        taken=30,
        waiting=9,
    ),
    Said(
        title="London: informatics and flags in the patient system",
        summary="How three trusts made the system ask, so that nobody has to remember.",
        network="london",
        days=-64,
        at="14:00",
        venue="Queensferry Seminar Room",
        address="Ferry Approach\nLondon",
        themes=("informatics-and-data",),
        capacity=12,
        taken=12,
        waiting=4,
    ),
    Said(
        title="Safeguarding: who never pays, and who decides",
        summary="Exemptions, protections and the words to use. Urgent treatment is never delayed.",
        days=-110,
        at="12:00",
        minutes=90,
        mode="online",
        themes=("safeguarding-vulnerable-patients-and-exemptions",),
        taken=31,
    ),
    Said(
        title="Midlands: open house",
        summary="A first meeting for everybody who had only written to each other.",
        network="midlands",
        days=-155,
        venue="Trentford Hall",
        address="Castle Street\nNottingham",
        members_only=False,
        capacity=40,
        taken=17,
    ),
]
