"""What the demonstration's toolbox holds, theme by theme. All figures and trusts are invented and say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from .tool_files import checklist, comma, letter, note, sheet, slides, steps, table

FIRST, INTERVIEW, UPFRONT = (
    "identification-at-first-contact",
    "interviewing-and-eligibility",
    "upfront-charging-and-urgent-care",
)
INVOICING, DEBT, DATA = "invoicing-and-pricing", "debt-recovery", "informatics-and-data"
CLINICIANS = "training-and-engaging-clinicians"
SAFE = "safeguarding-vulnerable-patients-and-exemptions"
EU = "eu-efta-and-swiss-patients-and-reciprocal-claims"
REPORTS = "governance-and-reporting"

SAME = (
    "Every patient is asked these questions in this order, whatever their name, looks, accent or language. Nobody is "
    "picked out, and nobody is skipped because the answer seems obvious."
)
URGENT = (
    "Care that is immediately necessary or urgent is given first and never delayed. A clinician decides what is urgent."
)
DECIDES = "The trust decides who is chargeable, on the evidence; this tool does not."


@dataclass(frozen=True, kw_only=True)
class Tool:
    """One entry. `files` are (label, file name, version, maker); `chapters` are (title, paragraphs)."""

    title: str
    type: str
    summary: str
    themes: Sequence[str]
    stages: Sequence[str]
    body: Sequence[str] = ()
    chapters: Sequence[tuple[str, Sequence[str]]] = ()
    files: Sequence[tuple[str, str, str, Callable[[], bytes]]] = ()
    audiences: Sequence[str] = ("ovm", "deputy-ovm")
    trust_types: Sequence[str] = ()
    region: str = ""
    network: str = ""  # the slug of the region whose network it belongs to
    edition: str = "2015-04"
    same: str = ""
    url: str = ""
    topics: Sequence[str] = ()
    published: int = 60  # days ago
    reviewed: int = 60  # days ago
    review_in: int = 300  # days from now; negative is overdue


IDENTIFY = [
    Tool(
        title="First-contact interview script",
        type="template",
        summary="A two-page script for reception and ward clerks: the baseline questions for everybody, asked the same way.",
        themes=[FIRST, INTERVIEW],
        stages=["first-contact", "interview"],
        audiences=["ovm", "deputy-ovm", "business-manager"],
        body=[
            "Reception asks three questions of every patient and writes the answers down. If an answer leaves doubt, the "
            "overseas visitor manager (OVM) holds the interview: the second page is for that.",
            "The script takes under two minutes. It asks about where somebody lives, never about nationality, and it ends "
            "with what happens next so that nobody leaves worried.",
            URGENT + " The script stops there and is picked up later.",
        ],
        same=SAME,
        topics=["interview", "reception", "script"],
        files=[
            (
                "First-contact interview script (two pages)",
                "first-contact-interview-script.docx",
                "2.1",
                partial(
                    table,
                    "First-contact interview script",
                    "Ask every patient, in this order, in these words. Write down what is said, not what you think.",
                    ["Say", "Write down", "If unsure"],
                    ["We ask everybody the same questions. Where do you normally live?", "Town and country", "Go on"],
                    ["Have you lived in the UK for the last twelve months?", "Yes, no, or since when", "Go on"],
                    [
                        "If not: what brings you to the UK, and for how long?",
                        "Work, study, visit, family, other",
                        "Go on",
                    ],
                    [
                        "Do you have papers that cover your care here?",
                        "EHIC, PRC, S1, S2, visa with surcharge",
                        "Copy them",
                    ],
                    ["Thank you. Somebody from our team may call you.", "Best telephone and language", "Call the OVM"],
                    [
                        "If the patient is in pain or distress: stop. Care comes first.",
                        "Time you stopped",
                        "Tell the OVM",
                    ],
                ),
            ),
            (
                "Pocket card for the desk",
                "first-contact-pocket-card.txt",
                "2.1",
                partial(
                    note,
                    "1 Where do you normally live?",
                    "2 Have you lived in the UK for the last twelve months?",
                    "3 Papers: EHIC, PRC, S1, S2, visa.",
                    "Ask everybody. Care that cannot wait comes first. Unsure? Call the overseas visitor manager.",
                ),
            ),
        ],
        published=9,
        reviewed=12,
    ),
    Tool(
        title="Pre-attendance form",
        type="template",
        summary="The same questions on paper, sent with each first appointment letter, so that the answer is there before the patient.",
        themes=[FIRST],
        stages=["booking", "first-contact"],
        body=[
            "Send it with every first outpatient letter. Replies come back with the patient, or by post in the envelope."
        ],
        same=SAME,
        files=[
            (
                "Pre-attendance form",
                "pre-attendance-form.docx",
                "1.4",
                partial(
                    table,
                    "Before you come: a form for every patient",
                    "We send this to everybody. It helps us to use the right form of funding for your care.",
                    ["Question", "Your answer"],
                    ["Your name and hospital appointment date", ""],
                    ["Where do you normally live?", ""],
                    ["Have you lived in the UK for the last twelve months? If not, since when?", ""],
                    ["Which papers do you have: EHIC, PRC, S1, S2, visa?", ""],
                    ["May we telephone you? In which language?", ""],
                ),
            )
        ],
        published=34,
    ),
    Tool(
        title="Interview checklist for evenings and weekends",
        type="checklist",
        summary="What a site manager does, and leaves alone, when no overseas visitor manager is on duty.",
        themes=[FIRST, UPFRONT],
        stages=["first-contact", "treatment"],
        audiences=["deputy-ovm", "senior-leader"],
        same=SAME,
        body=[
            URGENT,
            "Nothing is charged and nothing is decided out of hours: the checklist gathers what the OVM needs on Monday.",
        ],
        files=[
            (
                "Out-of-hours checklist",
                "out-of-hours-checklist.docx",
                "1.2",
                partial(
                    checklist,
                    "Out of hours: what to gather",
                    "One sheet a patient. Put it into the locked tray.",
                    "Baseline questions asked and answers written down",
                    "Papers copied, originals given back",
                    "Clinician's note on urgency is in the record",
                    "Patient told who will call and when",
                    "Sheet in the tray; mail sent to the overseas visitor team",
                ),
            )
        ],
        published=52,
    ),
    Tool(
        title="Asking everybody, fairly",
        type="guidance",
        summary="Programme guidance: who to ask, when to ask, and what never delays urgent care.",
        themes=[FIRST, SAFE],
        stages=["first-contact", "interview"],
        audiences=[],
        same=SAME,
        chapters=[
            (
                "Why everybody",
                [
                    "A trust that asks only those who look or sound foreign will miss most chargeable visitors and treat "
                    "residents unfairly. Asking everybody is both lawful and better at finding.",
                    "Three short questions at each first contact are enough. They are about living here, not about passports.",
                ],
            ),
            (
                "When to ask",
                [
                    "The best moment is booking. The next best is arrival. The worst is discharge.",
                    "In emergency departments, ask after triage and away from the queue.",
                ],
            ),
            (
                "What never waits",
                [
                    URGENT,
                    "Payment in advance may only be asked for care that can safely wait, and only after a clinician has said so.",
                ],
            ),
            (
                "What to write down",
                [
                    "The answer, who asked and when. " + DECIDES,
                    "Keep copies of papers in the patient's record, never in a list of your own.",
                ],
            ),
        ],
        published=20,
        reviewed=25,
    ),
    Tool(
        title="How one trust moved the interview to booking",
        type="case-study",
        summary="Before and after figures from an invented trust; the overseas visitor manager explains what did not work.",
        themes=[FIRST, DATA],
        stages=["booking"],
        audiences=["ovm", "business-manager"],
        trust_types=["acute", "teaching"],
        body=[
            "Northmarsh Hospitals (an invented trust) interviewed at discharge and found patients too late. In six months it "
            "moved the questions to the booking call.",
            "Interviews before treatment rose from 3 in 10 to 7 in 10. What did not work: a web form that nobody opened, and a "
            "flag that only one ward could see.",
            "These invented figures say nothing about cash: they count interviews.",
        ],
        files=[
            (
                "The booking call, step by step",
                "booking-call-steps.docx",
                "1.0",
                partial(
                    steps,
                    "The booking call",
                    "How the questions fit into a booking call of four minutes.",
                    "Confirm name, date and clinic.",
                    "Say: we ask everybody the same questions.",
                    "Ask the three questions; tick the boxes on the screen.",
                    "If in doubt: say that a colleague will call, and book the call.",
                ),
            )
        ],
        published=75,
    ),
    Tool(
        title="Poster: we ask everybody",
        type="template",
        summary="A poster for waiting rooms that says why three questions are asked of every patient.",
        themes=[FIRST],
        stages=["first-contact"],
        audiences=[],
        same="The poster says that everybody is asked, before anybody is asked.",
        files=[
            (
                "Poster text to print in your own style",
                "poster-we-ask-everybody.docx",
                "1.1",
                partial(
                    letter,
                    "We ask everybody",
                    "Everyone who comes here is asked the same three questions about where they live.",
                    "If you need care now, you get it now. The questions can wait.",
                    "If you are worried about a bill, speak to our advice service (PALS) or to an independent adviser.",
                ),
            )
        ],
        published=140,
    ),
]

ELIGIBILITY = [
    Tool(
        title="Record of interview",
        type="template",
        summary="One form for the whole interview: what was asked, what was shown, what the trust decided and why.",
        themes=[INTERVIEW],
        stages=["interview"],
        body=["It leaves room for the reason in plain words: the patient may ask for it.", DECIDES],
        files=[
            (
                "Record of interview",
                "record-of-interview.docx",
                "3.0",
                partial(
                    table,
                    "Record of interview",
                    "One for each interview. Keep it in the patient's record only.",
                    ["Part", "Notes"],
                    ["Date, place, who asked, interpreter", ""],
                    ["What was asked, in the words of the script", ""],
                    ["Papers seen, with dates", ""],
                    ["What the trust decided, and why", ""],
                    ["What the patient was told and given", ""],
                    ["Date to look at it again", ""],
                ),
            )
        ],
        published=44,
    ),
    Tool(
        title="Which papers show what",
        type="checklist",
        summary="A one-page reminder of the papers that patients bring, what each may show, and what it does not.",
        themes=[INTERVIEW, EU],
        stages=["interview"],
        files=[
            (
                "Papers at a glance",
                "papers-at-a-glance.docx",
                "2.0",
                partial(
                    table,
                    "Papers at a glance",
                    "A paper is evidence, not a decision.",
                    ["Paper", "May show", "Does not show"],
                    [
                        "EHIC of another state",
                        "Cover during a visit by the state that issued it",
                        "That the person lives here",
                    ],
                    ["PRC", "The same as an EHIC, for the dates on it", "Cover outside its dates"],
                    ["S1", "Cover for somebody who lives here, from another state", "Cover for a visitor"],
                    ["S2", "Cover for planned treatment that was agreed", "Cover for other treatment"],
                    [
                        "Visa with surcharge (IHS)",
                        "That the surcharge was paid for the stay",
                        "That every service is free",
                    ],
                ),
            )
        ],
        published=66,
    ),
    Tool(
        title="Interviewing with an interpreter",
        type="procedure",
        summary="Five steps to a fair interview when you do not share a language, and why relatives do not interpret.",
        themes=[INTERVIEW, SAFE],
        stages=["interview"],
        files=[
            (
                "Five steps",
                "interviewing-with-an-interpreter.docx",
                "1.0",
                partial(
                    steps,
                    "Interviewing with an interpreter",
                    "For telephone and face to face.",
                    "Book the interpreter before you see the patient.",
                    "Say who you are and that everybody is asked the same.",
                    "Ask one thing at a time; let the interpreter finish.",
                    "Ask the patient to say back what happens next.",
                    "Write down that an interpreter helped, and which service.",
                ),
            )
        ],
        published=95,
    ),
    Tool(
        title="Eligibility, step by step",
        type="guidance",
        summary="From the first answer to a decision that you can explain: what to look at, in which order, and when to stop.",
        themes=[INTERVIEW],
        stages=["interview"],
        chapters=[
            (
                "Start with living here",
                ["Ask what is ordinary about the stay: home, work, school, family, and for how long.", DECIDES],
            ),
            (
                "Then look for cover",
                [
                    "Look for a surcharge, an S1, an S2, a card of the patient's own state or a PRC. One is enough to go on."
                ],
            ),
            (
                "Then look for protection",
                [
                    "Some patients and some services are never charged. Check the list of exemptions before any talk of money.",
                    "If somebody may be a victim of trafficking or violence, stop and call the safeguarding lead.",
                ],
            ),
            (
                "Decide, say why, write it down",
                ["Give the reason in plain words and say who can look at it again. " + URGENT],
            ),
        ],
        published=31,
        reviewed=40,
    ),
    Tool(
        title="Practice interviews: six people, six answers",
        type="training",
        summary="Role plays for two colleagues and an hour; each ends with what the evidence did and did not show.",
        themes=[INTERVIEW, CLINICIANS],
        stages=["interview"],
        files=[
            (
                "Slides with six role plays",
                "practice-interviews.pptx",
                "1.3",
                partial(
                    slides,
                    "Practice interviews",
                    ("How it works", ["One plays the patient, one asks, one watches", "Ten minutes each, then swap"]),
                    ("Person one: the student", ["Surcharge paid", "What else do you need to see?"]),
                    (
                        "Person two: the grandparent on a visit",
                        ["Here for three weeks", "In pain: who decides what is urgent?"],
                    ),
                    ("Person three: the worker from Spain", ["Card of her own state", "What does it cover?"]),
                    ("Person four: back after six years", ["A home, a job, a lease", "What shows that this is home?"]),
                    (
                        "Person five: says little",
                        ["A friend answers every question", "When do you stop and call safeguarding?"],
                    ),
                    ("Person six: born round the corner", ["Asked like everybody else", "How did it feel?"]),
                ),
            )
        ],
        published=110,
    ),
]

UPFRONT_CARE = [
    Tool(
        title="Urgency: the note that a clinician signs",
        type="template",
        summary="One line in the record: immediately necessary, urgent, or able to wait, and until when. Signed by a clinician.",
        themes=[UPFRONT, CLINICIANS],
        stages=["treatment"],
        audiences=["ovm", "clinical-sponsor"],
        body=[URGENT, "Without this note nobody asks for payment in advance."],
        files=[
            (
                "Clinician's note on urgency",
                "clinicians-note-on-urgency.docx",
                "2.2",
                partial(
                    table,
                    "Clinician's note on urgency",
                    "Care first: fill in when you can, never before you treat.",
                    ["Question", "Clinician's answer"],
                    ["Immediately necessary, urgent, or able to wait?", ""],
                    ["If able to wait: until what date, and why is that safe?", ""],
                    ["Name, grade, date and time", ""],
                ),
            )
        ],
        published=15,
        reviewed=20,
    ),
    Tool(
        title="Estimate and deposit letter",
        type="template",
        summary="A letter for planned care that can wait: what it will cost about, how to pay, and how to question it.",
        themes=[UPFRONT, INVOICING],
        stages=["treatment", "invoice"],
        files=[
            (
                "Estimate letter",
                "estimate-and-deposit-letter.docx",
                "1.6",
                partial(
                    letter,
                    "Estimate of the cost of your planned care",
                    "A clinician has said that this care can safely wait. Because of what you told us, we believe that it has to be paid for.",
                    "We estimate the cost at £[amount]. The final invoice may be higher or lower; we will tell you before it grows.",
                    "If your condition gets worse, come at once. You will be treated, and payment will not delay it.",
                    "If you think that we are wrong, tell us what we have not seen. Our advice service (PALS) can help you.",
                ),
            )
        ],
        published=48,
    ),
    Tool(
        title="Upfront charging without delay",
        type="procedure",
        summary="Who does what between the clinician's note and the appointment, so that money never decides about urgency.",
        themes=[UPFRONT],
        stages=["treatment"],
        files=[
            (
                "Steps and times",
                "upfront-charging-steps.docx",
                "1.1",
                partial(
                    steps,
                    "Upfront charging without delay",
                    URGENT,
                    "Clinician signs the note on urgency.",
                    "Immediately necessary or urgent: treat; invoice after.",
                    "Able to wait: OVM sends the estimate the same day.",
                    "Booking keeps the slot for ten working days.",
                    "Any change in the patient: back to the clinician.",
                ),
            )
        ],
        published=82,
    ),
    Tool(
        title="What to say when somebody cannot pay",
        type="guidance",
        summary="Words for a hard conversation: instalments, who can help, and what the hospital will never do.",
        themes=[UPFRONT, DEBT, SAFE],
        stages=["treatment", "recovery"],
        audiences=[],
        chapters=[
            (
                "Before you call",
                ["Read the record: has a clinician signed the note on urgency? Is a protection or exemption possible?"],
            ),
            (
                "In the conversation",
                [
                    "Say first that urgent care goes on. Then say what is owed and why.",
                    "Offer instalments that somebody can keep. A small sum each month is worth more than a promise.",
                ],
            ),
            (
                "After it",
                [
                    "Write down what was agreed, send it the same day, and give the address of PALS and of independent advice."
                ],
            ),
        ],
        published=120,
    ),
]

INVOICES = [
    Tool(
        title="Invoice that people understand",
        type="template",
        summary="A one-page invoice: what care, which days, which price, how to pay, how to question it.",
        themes=[INVOICING],
        stages=["invoice"],
        audiences=["ovm", "business-manager"],
        files=[
            (
                "Invoice",
                "invoice-that-people-understand.docx",
                "1.8",
                partial(
                    table,
                    "Invoice",
                    "[Trust] · Invoice number [ ] · Date [ ]",
                    ["Care", "Dates", "Price", "Amount"],
                    ["[in plain words]", "[from, to]", "[tariff, or 150% under regulation 7]", "£"],
                    ["Paid in advance", "", "", "minus £"],
                    ["To pay within 30 days", "", "", "£"],
                ),
            )
        ],
        published=27,
    ),
    Tool(
        title="Price calculator for regulation 7",
        type="dataset",
        summary="A workbook that takes the tariff and shows the charge at 150%, with the sums open to see.",
        themes=[INVOICING],
        stages=["invoice"],
        audiences=["ovm", "business-manager", "finance-director"],
        body=[
            "Enter the tariff of your own year: no prices are built in. Charges under regulation 7 are 150% of the tariff."
        ],
        files=[
            (
                "Calculator",
                "price-calculator-regulation-7.xlsx",
                "2.0",
                partial(
                    sheet,
                    (
                        "Calculator",
                        ["Care", "Tariff (£)", "Rate", "Charge (£)"],
                        [
                            ["Example: fill in your own", 1000, 1.5, "=B2*C2"],
                            ["", "", 1.5, "=B3*C3"],
                            ["", "", 1.5, "=B4*C4"],
                        ],
                    ),
                    (
                        "How to use it",
                        ["Step"],
                        [["Enter the tariff of the year of treatment."], ["Leave the rate at 1.5 for regulation 7."]],
                    ),
                ),
            )
        ],
        published=58,
    ),
    Tool(
        title="From discharge to invoice in ten days",
        type="case-study",
        summary="An invented teaching trust halved the days to invoice by asking coding for one list each Monday.",
        themes=[INVOICING, DATA],
        stages=["discharge", "invoice"],
        audiences=["ovm", "business-manager", "informatics-lead"],
        trust_types=["teaching"],
        body=[
            "Trentford University Hospitals (an invented trust) took 41 days on average from discharge to invoice. With one list "
            "a week from coding and a standing hour to go through it, it took 19, then 10.",
            "An early invoice reaches people who are still in the country. The trust counts this apart from recovery: days to "
            "invoice is neither of the two measures.",
        ],
        published=130,
        reviewed=200,
        review_in=-12,
    ),
    Tool(
        title="Checks before an invoice leaves",
        type="checklist",
        summary="Nine checks that stop most of the invoices that come back.",
        themes=[INVOICING],
        stages=["invoice"],
        files=[
            (
                "Nine checks",
                "checks-before-an-invoice.docx",
                "1.0",
                partial(
                    checklist,
                    "Before an invoice leaves",
                    "Two minutes that save two months.",
                    "Name and address as on the paper that was shown",
                    "Dates agree with the record",
                    "The reason for charging is in the record",
                    "No exemption applies to the patient",
                    "No exempt service is on the invoice",
                    "Rate and tariff of the right year",
                    "Payments in advance are taken off",
                    "How to pay and how to question it are on the page",
                    "A second person has looked",
                ),
            )
        ],
        published=88,
    ),
]

RECOVERY = [
    Tool(
        title="Debt log",
        type="template",
        summary="A spreadsheet that shows each invoice, the last step, the next step and its date; sorts itself by age.",
        themes=[DEBT, DATA],
        stages=["recovery"],
        audiences=["ovm", "business-manager"],
        body=[
            "Invoice numbers only: no names, no hospital numbers. Debt may be collected for up to six years after the invoice, so "
            "the log shows each invoice's last day.",
            "The rows in the file are invented.",
        ],
        files=[
            (
                "Debt log",
                "debt-log.xlsx",
                "3.2",
                partial(
                    sheet,
                    (
                        "Invoices",
                        [
                            "Invoice",
                            "Invoiced on",
                            "Amount (£)",
                            "Paid (£)",
                            "Left (£)",
                            "Last step",
                            "Next step",
                            "Next step on",
                        ],
                        [
                            [
                                "INV-0001 (invented)",
                                "2015-01-12",
                                1840,
                                0,
                                "=C2-D2",
                                "Second letter",
                                "Call",
                                "2015-03-02",
                            ],
                            [
                                "INV-0002 (invented)",
                                "2015-01-20",
                                620,
                                200,
                                "=C3-D3",
                                "Instalment 2 of 6",
                                "Instalment 3",
                                "2015-03-20",
                            ],
                            ["INV-0003 (invented)", "2014-11-03", 9400, 9400, "=C4-D4", "Paid", "", ""],
                        ],
                    ),
                    (
                        "By age",
                        ["Age", "Left (£)"],
                        [["0 to 3 months", "=SUM(Invoices!E2:E3)"], ["Over 3 months", "=SUM(Invoices!E4:E4)"]],
                    ),
                ),
            )
        ],
        published=18,
    ),
    Tool(
        title="Instalment agreement",
        type="template",
        summary="An agreement that both sides can keep: sums, dates, what happens when a payment is late.",
        themes=[DEBT],
        stages=["recovery"],
        files=[
            (
                "Instalment agreement",
                "instalment-agreement.docx",
                "2.3",
                partial(
                    letter,
                    "Paying in instalments",
                    "You owe £[amount] for care from [date] to [date]. We agree that you pay £[amount] on the [day] of each month until it is paid.",
                    "If you cannot make a payment, call us before that day. We will look for another way together.",
                    "If you come to need care, you will be treated like everybody else.",
                ),
            )
        ],
        published=22,
    ),
    Tool(
        title="Three letters: reminder, second reminder, last letter",
        type="template",
        summary="Letters at 14, 30 and 60 days in a tone that gets answers.",
        themes=[DEBT],
        stages=["recovery"],
        files=[
            (
                "First reminder, after 14 days",
                "reminder-14-days.docx",
                "1.5",
                partial(
                    letter,
                    "A reminder",
                    "We have not had your payment of £[amount] for invoice [number].",
                    "If you have paid, thank you. If something is wrong with the invoice, tell us now: it is easy to put right early.",
                ),
            ),
            (
                "Second reminder, after 30 days",
                "reminder-30-days.docx",
                "1.5",
                partial(
                    letter,
                    "Second reminder",
                    "Invoice [number] is still open.",
                    "You can pay in instalments. Call us and we will agree what you can keep.",
                ),
            ),
            (
                "Last letter, after 60 days",
                "last-letter-60-days.docx",
                "1.5",
                partial(
                    letter,
                    "Last letter before the next step",
                    "We have written twice about invoice [number].",
                    "Please call us by [date]. If you think that you should not be charged, tell us why: somebody who has not seen your case will look at it.",
                ),
            ),
        ],
        published=63,
    ),
    Tool(
        title="Recovering debt: what works and what harms",
        type="guidance",
        summary="From the first letter to writing off: the order of steps, the limits, and how to count cash honestly.",
        themes=[DEBT, REPORTS],
        stages=["recovery"],
        audiences=["ovm", "business-manager", "finance-director"],
        chapters=[
            (
                "Early and kind",
                [
                    "Most of what is ever paid is paid in the first three months. An early invoice, a clear letter and one call do more than any later step."
                ],
            ),
            (
                "Instalments",
                [
                    "Agree sums that people can keep and review them once. A broken agreement is a reason to call, not to threaten."
                ],
            ),
            (
                "Six years",
                [
                    "Debt may be collected for up to six years after the invoice. So cash that arrives in a year was not all invoiced in it: count by the year of the invoice."
                ],
            ),
            (
                "Two measures",
                [
                    "Cash recovery is cash received ÷ invoiced. The national average named in the 2018/19 letter was 37 per cent.",
                    "Identification is pounds identified ÷ pounds that should be identified. Cash never counts towards it. Do not put the two into one chart.",
                ],
            ),
            ("Writing off", ["Write off with a reason from a short list. The list shows you next year's work."]),
        ],
        published=40,
    ),
    Tool(
        title="A call that ends with a date",
        type="training",
        summary="Slides for a half-hour on telephone calls: opening, listening, agreeing, writing down.",
        themes=[DEBT],
        stages=["recovery"],
        files=[
            (
                "Slides",
                "a-call-that-ends-with-a-date.pptx",
                "1.0",
                partial(
                    slides,
                    "A call that ends with a date",
                    ("Open", ["Who you are, and that you can help", "Is this a good moment?"]),
                    ("Listen", ["What has happened since the care?", "Is something wrong with the invoice?"]),
                    ("Agree", ["A sum and a date", "Say it back"]),
                    ("Write it down", ["In the log, the same day", "Send the agreement"]),
                ),
            )
        ],
        published=150,
        reviewed=160,
    ),
]

INFORMATICS = [
    Tool(
        title="Flagging status in the patient system",
        type="procedure",
        summary="How to add one flag that booking, wards and coding all see, and who may set it.",
        themes=[DATA],
        stages=["booking", "treatment"],
        audiences=["ovm", "informatics-lead"],
        body=[
            "The flag says “overseas visitor team has a question”, never “chargeable”. It changes nothing about care."
        ],
        files=[
            (
                "Specification for your supplier",
                "flag-specification.docx",
                "1.2",
                partial(
                    table,
                    "The flag: a specification",
                    "Give this to whoever looks after your patient system.",
                    ["Point", "What we need"],
                    ["Values", "None; question open; question closed"],
                    ["Who sets it", "Overseas visitor team only"],
                    ["Who sees it", "Booking, wards, coding"],
                    ["What it never does", "Stop or delay an appointment or treatment"],
                    ["Report", "Each Monday: open questions by age"],
                ),
            )
        ],
        published=36,
    ),
    Tool(
        title="Monday list from coding",
        type="dataset",
        summary="The columns of a weekly list that finds care without an interview, ready for an analyst to fill.",
        themes=[DATA, INVOICING],
        stages=["discharge"],
        audiences=["informatics-lead", "ovm"],
        files=[
            (
                "Columns and an invented example",
                "monday-list-columns.csv",
                "1.0",
                partial(
                    comma,
                    ["Spell (local, pseudonymous)", "Admitted", "Discharged", "Interviewed", "Days since discharge"],
                    ["S-0001 invented", "2015-02-02", "2015-02-05", "no", 4],
                    ["S-0002 invented", "2015-02-03", "2015-02-04", "yes", 5],
                ),
            )
        ],
        published=70,
    ),
    Tool(
        title="Data dictionary for overseas visitor teams",
        type="dataset",
        summary="The words of our field and how each is counted, so that two trusts mean the same by “identified”.",
        themes=[DATA, REPORTS],
        stages=["reporting"],
        audiences=["informatics-lead", "business-manager"],
        files=[
            (
                "Dictionary",
                "data-dictionary.csv",
                "0.9",
                partial(
                    comma,
                    ["Word", "Means", "Counted as"],
                    ["Identified", "Pounds found chargeable in the year", "Sum at the price charged"],
                    ["Should be identified", "An estimate with its method and range", "Never without its range"],
                    ["Invoiced", "Pounds on invoices raised in the year", "By date of the invoice"],
                    ["Cash recovered", "Pounds received", "By the year of the invoice it pays"],
                    ["Written off", "Pounds given up, with a reason", "By date of the decision"],
                ),
            )
        ],
        published=105,
        reviewed=120,
    ),
    Tool(
        title="Two measures, one page",
        type="template",
        summary="A board page that keeps identification and cash recovery apart, each with its own sum.",
        themes=[DATA, REPORTS],
        stages=["reporting"],
        audiences=["finance-director", "business-manager"],
        files=[
            (
                "Board page",
                "two-measures-one-page.xlsx",
                "1.1",
                partial(
                    sheet,
                    (
                        "Identification",
                        ["Quarter", "Identified (£)", "Should be identified (£)", "Share"],
                        [["Q1 (invented)", 210000, 640000, "=B2/C2"], ["Q2 (invented)", 260000, 640000, "=B3/C3"]],
                    ),
                    (
                        "Cash recovery",
                        ["Invoiced in", "Invoiced (£)", "Cash to date (£)", "Rate"],
                        [["Q1 (invented)", 205000, 61000, "=C2/B2"], ["Q2 (invented)", 250000, 40000, "=C3/B3"]],
                    ),
                    ("Never mixed", ["Note"], [["These are two measures. Do not add, divide or draw them together."]]),
                ),
            )
        ],
        published=12,
    ),
]

PEOPLE = [
    Tool(
        title="Twenty minutes for a ward meeting",
        type="training",
        summary="Slides for clinicians: what we ask, what we never ask, and the one note that only they can sign.",
        themes=[CLINICIANS, UPFRONT],
        stages=["treatment"],
        audiences=["clinical-sponsor", "ovm"],
        files=[
            (
                "Slides",
                "twenty-minutes-for-a-ward-meeting.pptx",
                "2.0",
                partial(
                    slides,
                    "Overseas visitors: what your ward needs to know",
                    (
                        "You treat",
                        ["Immediately necessary and urgent care is never delayed", "You decide what is urgent"],
                    ),
                    ("You sign one note", ["Urgent, or able to wait, and until when"]),
                    ("We do the rest", ["Questions, papers, money, hard conversations"]),
                    ("Money recovered", ["Goes back into patient services"]),
                ),
            )
        ],
        published=24,
    ),
    Tool(
        title="Finding a clinical sponsor",
        type="case-study",
        summary="How three invented trusts found a consultant who speaks for the work, and what each sponsor does in an hour a month.",
        themes=[CLINICIANS],
        stages=["reporting"],
        audiences=["clinical-sponsor", "senior-leader", "ovm"],
        body=[
            "Merebank, Fenbridge and Chalkdown (all invented) each asked somebody who had once complained about the questions. All "
            "three said yes after hearing that they would decide about urgency.",
            "An hour a month is enough: read the notes on urgency that were unclear, open the induction, answer one email.",
        ],
        published=92,
    ),
    Tool(
        title="Induction for new overseas visitor managers",
        type="training",
        summary="Ten working days in a job where you may be alone: what to read, whom to meet, what to leave for later.",
        themes=[CLINICIANS, REPORTS],
        stages=["reporting"],
        files=[
            (
                "Ten days, a checklist",
                "induction-ten-days.docx",
                "1.7",
                partial(
                    checklist,
                    "Your first ten days",
                    "Join the network of your region on the first day: you are not the only one.",
                    "Join your regional network and say hello",
                    "Meet the safeguarding lead and PALS",
                    "Sit at reception for a morning",
                    "Listen to three interviews; hold one",
                    "Find out who sets the flag and who codes",
                    "Read Asking everybody, fairly",
                    "Meet the finance director for fifteen minutes",
                    "Write down three things that puzzle you, and ask the network",
                ),
            )
        ],
        published=55,
    ),
    Tool(
        title="Answering clinicians' objections",
        type="guidance",
        summary="What doctors and nurses say, and honest answers, including when they are right.",
        themes=[CLINICIANS],
        stages=["treatment"],
        audiences=["ovm", "clinical-sponsor"],
        chapters=[
            (
                "“It will put people off coming”",
                [
                    "It may, if it is done badly. Ask everybody, say first that urgent care goes on, and give the way to advice."
                ],
            ),
            (
                "“I am not the border”",
                [
                    "You are not, and neither are we. Nobody is asked about nationality. You are asked about urgency, as a clinician."
                ],
            ),
            ("“It takes too long”", ["The script takes under two minutes, and not yours. Your part is one line."]),
            (
                "“It is not worth it”",
                [
                    "Money recovered goes back into patient services. Show what it paid for, never a target for one person."
                ],
            ),
        ],
        published=170,
        reviewed=380,
        review_in=-40,
    ),
]

SAFEGUARDS = [
    Tool(
        title="Exemptions at a glance",
        type="checklist",
        summary="Look here before any talk of money: services and people that are not charged, with where to check.",
        themes=[SAFE, INTERVIEW],
        stages=["interview", "invoice"],
        body=["This is a reminder of where to look, not the law. Check the guidance in force on the day. " + DECIDES],
        files=[
            (
                "Exemptions: where to look",
                "exemptions-where-to-look.docx",
                "2.4",
                partial(
                    checklist,
                    "Exemptions: where to look",
                    "Ask each of these before you invoice.",
                    "Is the service itself one that is free for everybody?",
                    "Is the patient in a group that is protected, for example a refugee or a victim of trafficking?",
                    "Does an agreement with another state apply?",
                    "Has the surcharge been paid, or was the person excused from it?",
                    "Is there anything that the safeguarding lead should hear first?",
                ),
            )
        ],
        published=29,
    ),
    Tool(
        title="When an answer worries you",
        type="procedure",
        summary="Signs of trafficking, violence or coercion in an interview, and the one telephone call to make.",
        themes=[SAFE],
        stages=["interview"],
        audiences=[],
        files=[
            (
                "What to do",
                "when-an-answer-worries-you.docx",
                "1.3",
                partial(
                    steps,
                    "When an answer worries you",
                    "You do not need to be sure. You need to call.",
                    "Stop the interview. Do not ask about money again.",
                    "Stay kind and ordinary. Do not confront anybody.",
                    "Call the safeguarding lead: [number].",
                    "Write down what you heard, in the record, nowhere else.",
                    "Care goes on as the clinician says.",
                ),
            )
        ],
        published=47,
    ),
    Tool(
        title="Pregnancy and birth: care first",
        type="guidance",
        summary="Maternity care is treated as immediately necessary: what that means for letters, calls and the ward.",
        themes=[SAFE, UPFRONT],
        stages=["treatment"],
        audiences=[],
        trust_types=["acute", "teaching"],
        chapters=[
            (
                "Nothing waits",
                [
                    "Maternity care is treated as immediately necessary. No appointment is moved or cancelled because of money."
                ],
            ),
            (
                "Letters",
                [
                    "Send nothing that could keep somebody away. Put the offer of instalments and of advice on the first page."
                ],
            ),
            (
                "On the ward",
                [
                    "Nobody talks about money in labour or in the days around birth. Call later, at home, at a good time."
                ],
            ),
        ],
        published=78,
    ),
    Tool(
        title="Leaflet: if you are worried about a bill",
        type="template",
        summary="A leaflet for patients in plain words: what we ask, what you may ask, who can help.",
        themes=[SAFE, DEBT],
        stages=["first-contact", "recovery"],
        audiences=[],
        same="The leaflet lies on every desk and goes to everybody who is asked.",
        files=[
            (
                "Leaflet",
                "if-you-are-worried-about-a-bill.docx",
                "1.0",
                partial(
                    letter,
                    "If you are worried about a bill",
                    "You will be treated if you need care now. Money never decides that.",
                    "You may ask why we think that you have to pay, and you may ask somebody else to look at it.",
                    "You may pay in parts. You may bring somebody you trust.",
                    "PALS, our advice service, is free. Independent advisers can help too.",
                ),
            )
        ],
        published=38,
    ),
]

RECIPROCAL = [
    Tool(
        title="Claiming for EU, EFTA and Swiss visitors",
        type="guidance",
        summary="Visitors show the card of their own state or a provisional replacement certificate: what to record and how to claim.",
        themes=[EU],
        stages=["interview", "invoice"],
        chapters=[
            (
                "Which card",
                [
                    "Visitors show the EHIC that their own state issued, or a provisional replacement certificate (PRC). The GHIC is the UK's own card for travel abroad: it does not cover care here."
                ],
            ),
            ("What to copy", ["Copy every field of the card exactly. A missing digit loses the claim."]),
            (
                "No card?",
                ["Ask for a PRC: the patient's own insurer issues it, often within a day. Treat in the meantime."],
            ),
            (
                "S1 and S2",
                ["An S1 belongs to people who live here. An S2 is for planned treatment that was agreed before."],
            ),
        ],
        published=16,
    ),
    Tool(
        title="Asking for a replacement certificate (PRC)",
        type="template",
        summary="A letter and a telephone script for patients whose card is at home.",
        themes=[EU],
        stages=["interview"],
        files=[
            (
                "Letter",
                "asking-for-a-prc.docx",
                "1.1",
                partial(
                    letter,
                    "Please ask your insurer for a certificate",
                    "Your European card is at home. Your own insurer can send a provisional replacement certificate (PRC) that works in its place.",
                    "Ask them to send it to [shared mailbox of the team] with the dates of your stay.",
                    "Your care goes on while we wait.",
                ),
            )
        ],
        published=101,
    ),
    Tool(
        title="Card capture checklist",
        type="checklist",
        summary="Seven fields, copied exactly: the difference between a claim that is paid and one that comes back.",
        themes=[EU, DATA],
        stages=["first-contact", "interview"],
        same="Everybody is asked for the papers they have; no list of countries is used to choose whom to ask.",
        files=[
            (
                "Card capture",
                "card-capture-checklist.docx",
                "1.0",
                partial(
                    checklist,
                    "Card capture",
                    "Read it back to a colleague.",
                    "State that issued it",
                    "Name",
                    "Given names",
                    "Date of birth as printed",
                    "Personal number",
                    "Institution",
                    "Card number and last day",
                ),
            )
        ],
        published=128,
    ),
    Tool(
        title="How London trusts share a card reader",
        type="case-study",
        summary="Three invented trusts borrow one reader for a month each: what it found and what it cost.",
        themes=[EU, DATA],
        stages=["first-contact"],
        region="london",
        network="london",
        same="In the month of the reader every patient at the desk was asked for papers, not those who looked like visitors.",
        body=[
            "For members of the network, who asked that the figures of the trial stay among them until it is over.",
            "All trusts in it are invented.",
        ],
        published=14,
    ),
    Tool(
        title="Visiting and healthcare: the public pages",
        type="external-link",
        summary="What the government tells visitors about healthcare in England; send patients there rather than explaining it yourself.",
        themes=[EU, SAFE],
        stages=["booking"],
        audiences=[],
        url="https://www.gov.uk/guidance/nhs-entitlements-migrant-health-guide",
        edition="",
        published=160,
    ),
]

GOVERNANCE = [
    Tool(
        title="Report to the board, one page",
        type="template",
        summary="A quarterly page: both measures apart, what was done to protect patients, what is needed.",
        themes=[REPORTS],
        stages=["reporting"],
        audiences=["finance-director", "senior-leader", "business-manager"],
        files=[
            (
                "Board report",
                "board-report-one-page.docx",
                "1.4",
                partial(
                    table,
                    "Overseas visitors: report to the board",
                    "No figures about single patients or single members of staff.",
                    ["Part", "This quarter"],
                    ["Identified ÷ should be identified, with the range", ""],
                    ["Cash ÷ invoiced, by the quarter of the invoice", ""],
                    ["Complaints, and care that was delayed: none, or what happened", ""],
                    ["What worked, and for whom", ""],
                    ["What we ask of the board", ""],
                ),
            )
        ],
        published=33,
    ),
    Tool(
        title="Self-check: where does our trust stand?",
        type="checklist",
        summary="Twelve questions over the themes; an hour with the finance director and the clinical sponsor.",
        themes=[REPORTS],
        stages=["reporting"],
        audiences=["finance-director", "ovm", "clinical-sponsor"],
        files=[
            (
                "Twelve questions",
                "self-check.xlsx",
                "1.0",
                partial(
                    sheet,
                    (
                        "Self-check",
                        ["Theme", "Question", "0 to 3", "Who will do what"],
                        [
                            ["First contact", "Is everybody asked the same at each door?", "", ""],
                            ["First contact", "Do we know how often we do not ask?", "", ""],
                            ["Interview", "Is the reason for each decision written down?", "", ""],
                            ["Urgent care", "Is there a signed note before any upfront charge?", "", ""],
                            ["Urgent care", "Do we look for delays, and find none?", "", ""],
                            ["Invoicing", "How many days from discharge to invoice?", "", ""],
                            ["Debt", "Does each open invoice have a next step and a date?", "", ""],
                            ["Informatics", "Does booking see the flag?", "", ""],
                            ["Clinicians", "Do we have a clinical sponsor?", "", ""],
                            ["Safeguarding", "Does the team know whom to call?", "", ""],
                            ["Reciprocal", "How many claims come back?", "", ""],
                            ["Governance", "Does the board see both measures, apart?", "", ""],
                        ],
                    ),
                ),
            )
        ],
        published=41,
    ),
    Tool(
        title="Policy for overseas visitors: a model to adapt",
        type="template",
        summary="A page that a trust can adopt: who decides, who is told, what is never done.",
        themes=[REPORTS, SAFE],
        stages=["reporting"],
        audiences=["senior-leader", "finance-director", "ovm"],
        files=[
            (
                "Model policy",
                "model-policy.docx",
                "0.8",
                partial(
                    steps,
                    "Overseas visitors: a model policy",
                    "Replace what stands in brackets, and ask your equality lead to read it.",
                    "Everybody is asked the same questions at each first contact.",
                    "Care that is immediately necessary or urgent is never delayed; a clinician decides.",
                    "The overseas visitor manager decides who is chargeable, on evidence, and says why.",
                    "Decisions can be looked at again by [role], who was not part of them.",
                    "No lists by nationality are kept. No individual has a target.",
                    "The board sees both measures each quarter, with complaints beside them.",
                ),
            )
        ],
        published=85,
    ),
    Tool(
        title="A network meeting in two hours",
        type="procedure",
        summary="An agenda that works: one thing that went well, one that did not, one decision, one date.",
        themes=[REPORTS, CLINICIANS],
        stages=["reporting"],
        audiences=[],
        files=[
            (
                "Agenda and notes",
                "a-network-meeting-in-two-hours.docx",
                "1.0",
                partial(
                    table,
                    "A network meeting in two hours",
                    "For convenors. Adapt freely.",
                    ["Minutes", "What", "Who"],
                    ["10", "Welcome, who is new, whom do we miss?", "Chair"],
                    ["30", "Something that worked", "A trust"],
                    ["30", "Something that did not", "A trust"],
                    ["30", "Questions that nobody could answer", "Everybody"],
                    ["20", "What we do until next time, who and when; the date", "Convenor"],
                ),
            )
        ],
        published=7,
    ),
    Tool(
        title="What to check next: a decision aid on paper",
        type="decision-tool",
        summary="Follow the questions with a finger: it ends in what to check next, never in a verdict.",
        themes=[INTERVIEW, REPORTS],
        stages=["interview"],
        body=["Print it for the desk. Nothing that you answer is stored anywhere.", URGENT, DECIDES],
        files=[
            (
                "Decision aid, one page",
                "what-to-check-next.docx",
                "1.0",
                partial(
                    table,
                    "What to check next",
                    "Start at one. A clinician decides urgency; never delay.",
                    ["Number", "Question", "Yes", "No"],
                    ["1", "Is care needed now?", "Stop: care first", "Go to 2"],
                    ["2", "Is the service free for everybody?", "Nothing more to check", "Go to 3"],
                    ["3", "Does the patient say that home is here?", "Check papers that show it", "Go to 4"],
                    ["4", "Is there a surcharge, card, S1, S2 or PRC?", "Copy it, check the dates", "Go to 5"],
                    [
                        "5",
                        "Could a protection apply?",
                        "Check the list; call safeguarding",
                        "Ask a colleague to look with you",
                    ],
                ),
            )
        ],
        published=115,
    ),
]

TOOLS = [
    *IDENTIFY,
    *ELIGIBILITY,
    *UPFRONT_CARE,
    *INVOICES,
    *RECOVERY,
    *INFORMATICS,
    *PEOPLE,
    *SAFEGUARDS,
    *RECIPROCAL,
    *GOVERNANCE,
]
