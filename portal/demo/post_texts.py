"""The demonstration's posts: the first London meeting as it is reported, and invented ones after it."""

from __future__ import annotations

from datetime import date

FIRST = {
    "title": "The first London network meets",
    "slug": "first-london-network-meeting",
    "summary": "Overseas visitor managers and their colleagues from London's hospitals met for the first time, and "
    "agreed to meet again.",
    "posted_on": date(2014, 2, 19),
    "categories": ["Networks", "Programme news"],
    "themes": ["governance-and-reporting"],
    "topics": ["London", "networks", "cost recovery"],
    "byline": ("Programme team", "", "Visitor and Migrant NHS Cost Recovery Programme"),
    "body": [
        (
            "text",
            "<p>For two hours this month a hall at King's College was full of people who usually do their job alone. "
            "Overseas visitor managers, business managers and others from hospitals across London came to the first "
            "event of a London network, called by the Department of Health's Visitor and Migrant NHS Cost Recovery "
            "Programme. We hope that it is the first of many.</p>"
            "<p>The idea is simple. A network is a group that supports its members and also challenges them: it "
            "shares what works, and it goes further and faster than any one hospital could in recovering the cost of "
            "secondary care from visitors and migrants who are chargeable for it.</p>",
        ),
        ("heading", {"text": "Thanks, and a reason", "level": "2"}),
        (
            "text",
            "<p>Sir Keith Pearson, who advises the programme for the NHS, took the chair. He thanked everybody in the "
            "room for work that is done every day and seldom noticed, and reminded us why it matters: money that is "
            "recovered goes back into services for patients.</p>",
        ),
        ("quote", {"text": "What is recovered goes back to the care of patients.", "source": "The thought of the day"}),
        ("heading", {"text": "What the ideas are for", "level": "2"}),
        (
            "text",
            "<p>What people said in the hall feeds the last decisions on how the programme is rolled out across the "
            "country. Two things were asked for again and again: clearer guidance, and a toolbox that helps those who "
            "have to make it work in a hospital.</p>",
        ),
        ("heading", {"text": "What we agreed", "level": "2"}),
        (
            "text",
            "<ul><li>We meet again.</li><li>The network grows: senior leaders of the NHS and commissioners are asked "
            "to join.</li><li>The next London meeting is for finance directors, on 25 February.</li><li>If these "
            "meetings prove useful, we help other regions to start networks of their own.</li></ul>",
        ),
        (
            "inset",
            "<p>Do you have a local network that we could come to and talk with? Tell us in a comment below.</p>",
        ),
    ],
}

# Title, summary, days ago, categories, themes, paragraphs; then the network whose post it is, or "".
POSTS = [
    (
        "Two measures that must never be mixed",
        "Identifying income and collecting cash are two different jobs. Here is how to tell which one a figure is about.",
        12,
        ["Measures", "Guidance"],
        ["invoicing-and-pricing", "debt-recovery"],
        [
            "Identification asks how much of what should be charged was found and invoiced. Cash recovery asks how much "
            "of what was invoiced was paid. A trust can be good at one and poor at the other, and the help it needs is "
            "different.",
            "Debt may be collected for up to six years after the invoice. So the cash of one year belongs to invoices "
            "of several, and dividing this year's cash by this year's invoices gives a third figure again.",
        ],
        "",
    ),
    (
        "National figures, year by year",
        "What was identified and what cash came in, as the national accounts report it.",
        40,
        ["Measures"],
        ["governance-and-reporting"],
        [
            "The table below shows what was identified and what cash was received in each year, in millions of pounds. "
            "It describes two flows of money in the same twelve months. It does not say how much of one year's "
            "invoices was ever paid.",
        ],
        "",
    ),
    (
        "Everybody is asked the same",
        "Why the first question at reception has the same words for every patient, and how three teams got there.",
        5,
        ["Good practice"],
        ["identification-at-first-contact"],
        [
            "Picking people out by name, looks or accent is unlawful and it does not even work. The teams that identify "
            "most ask every patient where they have lived in the last six months, in the same words, every time.",
            "It took one team three tries to get the sentence right. The version that stayed is eleven words long and "
            "fits on the back of a badge.",
            "Urgent care is never delayed while the answer is found out.",
        ],
        "",
    ),
    (
        "What we learned from five interviews on the ward",
        "A manager sat beside colleagues in five trusts and wrote down what the good interviews had in common.",
        19,
        ["Good practice"],
        ["interviewing-and-eligibility"],
        [
            "They sat down. They said first what the conversation was not: not a condition of treatment, not a matter "
            "for the police. They asked open questions and wrote the answers in the patient's own words.",
            "They ended by saying what happens next and gave a card with a name and a telephone number.",
        ],
        "",
    ),
    (
        "Payment plans that people keep",
        "Small sums on a day that suits the payer beat large ones that never arrive.",
        26,
        ["Good practice"],
        ["debt-recovery"],
        [
            "A plan that somebody can keep is worth more than a demand that they cannot meet. Start with what is left "
            "at the end of the month, and put the day of payment after the day of pay.",
            "Say in the letter how to change the plan. Most people who stop paying would have asked for less if they "
            "had known that they could.",
        ],
        "",
    ),
    (
        "Ask a clinician early",
        "Whether care is immediately necessary or urgent is a clinician's decision. Make it easy to give.",
        33,
        ["Guidance"],
        ["upfront-charging-and-urgent-care", "training-and-engaging-clinicians"],
        [
            "Payment in advance gives way to care that is immediately necessary or urgent. Nobody in the overseas "
            "visitor team makes that decision, and nobody should have to guess it.",
            "One trust put a form of four lines into the system that doctors already use. Answers now come within the "
            "hour.",
        ],
        "",
    ),
    (
        "Protections for the most vulnerable",
        "A reminder of who is exempt, and of what to do when you are not sure.",
        47,
        ["Guidance"],
        ["safeguarding-vulnerable-patients-and-exemptions"],
        [
            "Some people are never charged, and some services are free to everybody. Where there is a sign of "
            "trafficking, violence or a child at risk, safeguarding comes first and the invoice waits.",
            "If you are in doubt, stop and ask. No figure is worth a person who stays away from care.",
        ],
        "",
    ),
    (
        "A flag that follows the patient",
        "How an informatics lead and an overseas visitor manager made one field do the work of six spreadsheets.",
        54,
        ["Good practice", "Data"],
        ["informatics-and-data"],
        [
            "The flag has four states: not asked, asked, being checked, decided. Everybody who opens the record sees "
            "it, and only the team can change the last two.",
            "The report on Monday lists whoever has been in a bed for two days with the flag at its first state.",
        ],
        "",
    ),
    (
        "Reading a PRC without fear",
        "Provisional replacement certificates look different from every country. What they have in common is enough.",
        61,
        ["Guidance"],
        ["eu-efta-and-swiss-patients-and-reciprocal-claims"],
        [
            "Look for the person, the dates, the institution and its number. If one is missing, ask for it by email "
            "the same day: institutions answer faster while the patient is still here.",
            "Visitors show the card of their own state. The card that the United Kingdom issues is for travel abroad.",
        ],
        "",
    ),
    (
        "Fifty trusts, one letter",
        "What it means to be offered a support package, and what it does not mean.",
        68,
        ["Programme news"],
        ["governance-and-reporting"],
        [
            "The letter to finance directors in 2018 went to fifty trusts for one reason: the size of the opportunity, "
            "above £400,000 a year each and about £44 million together. It was not a judgement of anybody's work.",
            "Each package brought project managers and specialists by theme: debt recovery, informatics and others, "
            "chosen for what that trust could gain.",
        ],
        "",
    ),
    (
        "New in the toolbox this month",
        "An interview script, a letter in plain English and a checklist for the first day in the job.",
        8,
        ["Toolbox"],
        ["training-and-engaging-clinicians"],
        [
            "Three new tools came from members. Each names the trust that wrote it and the person to ask.",
            "If you change one for your hospital, send your version back. The next team starts from there.",
        ],
        "",
    ),
    (
        "Your first week as an overseas visitor manager",
        "Ten things that others wish somebody had told them.",
        75,
        ["Good practice"],
        ["training-and-engaging-clinicians"],
        [
            "Find the person who runs the patient system and take them a coffee. Learn the four questions. Walk the "
            "wards before you write to them.",
            "Join your network: somebody there has met whatever you meet this week.",
        ],
        "",
    ),
    (
        "What London heard in January",
        "Notes of the last meeting for those who could not come.",
        22,
        ["Networks"],
        ["governance-and-reporting"],
        ["We heard two trusts on their clinics' forms, agreed on one list of insurers, and left four actions."],
        "london",
    ),
    (
        "Finance directors: bring one figure",
        "How to prepare for the finance directors' meeting in ten minutes.",
        3,
        ["Networks"],
        ["debt-recovery"],
        ["Bring the one figure that you do not trust, and the person who makes it. We start with those."],
        "london",
    ),
    (
        "A guide for reception in six languages",
        "Our one page for reception staff is ready, and anybody may use it.",
        15,
        ["Networks", "Toolbox"],
        ["identification-at-first-contact"],
        ["Five trusts of the Midlands wrote it, forty receptionists tried it, and two sentences went out again."],
        "midlands",
    ),
    (
        "Buddies for everybody new",
        "After a year of buddies nobody has left the network in their first three months.",
        29,
        ["Networks"],
        ["training-and-engaging-clinicians"],
        ["A buddy is somebody from another trust, one call a week, for three months. That is all."],
        "north-east-and-yorkshire",
    ),
]

NATIONAL = {
    "caption": "Identified, and cash received in the same year, £ million",
    "header": ["Year", "Identified", "Cash in the year"],
    "rows": [
        ["2020/21", "61", "21"],
        ["2021/22", "67", "25"],
        ["2022/23", "100", "32"],
        ["2023/24", "123", "42"],
        ["2024/25", "142", "43"],
    ],
    "first_cell_is_heading": True,
}
NATIONAL_NOTE = (
    "<p>Cash in a year belongs to invoices of several years. These rows are never compared with a rate of "
    "recovery that follows the invoices of one year.</p>"
)
