"""What invented people say under the demonstration's posts and in its networks."""

from __future__ import annotations

WELCOME = (
    "As a taxpayer, a user of the service and an employee of the NHS I am glad to read this. Those who can pay should, "
    "and the people who ask them deserve each other's company. Please let us know how it goes."
)
REPLY = (
    "Thank you, that is good to hear. Where do you work? If your hospital is in a network already, would you join it? "
    "And if there is none near you, would you help us to start one?"
)
REPLY_AGAIN = "At a hospital outside London. There is no network that I know of; I would gladly help to start one."

FIRST_REMARKS = [
    ("I was in the hall. I had not met a colleague who does my job in four years; now I have six numbers to ring.", ""),
    ("Will the notes of the meeting be sent to those who could not come?", "Yes, to everybody who was invited."),
    ("Please bring commissioners in soon. Half of our questions end with them.", ""),
]

# Kind, title, what was asked, replies in turn.
THREADS = [
    (
        "question",
        "How do you ask everybody without slowing the desk?",
        "Our outpatients desk has a queue by nine. How do you put the question to every patient, in the same words?",
        [
            "We moved it to the appointment letter and to the screen at check-in. The desk asks only who has not answered.",
            "A laminated card on the desk. Patients read it while they wait, and most answer before we ask.",
            "Thank you both. I will try the card first because it costs nothing.",
        ],
    ),
    (
        "question",
        "Patient discharged before the interview: what can we still do?",
        "By the time I reach the ward the patient has gone home. What do you send, and how soon?",
        [
            "A letter within two days, with a number to call and a form to send back. Half of them do.",
            "Ask the ward for a daily list of expected discharges. It is easier than chasing afterwards.",
            "We do both. And the letter says first that care was and is safe with us.",
            "The daily list starts on Monday here. I will report back.",
        ],
    ),
    (
        "question",
        "Which clinics do you flag first?",
        "We cannot do all clinics at once. Where did you begin, and would you begin there again?",
        [
            "Where the clerks wanted it. Enthusiasm beats any analysis.",
            "Planned surgery, because there is time to talk before the day.",
        ],
    ),
    (
        "question",
        "Does anybody have a script for reception staff?",
        "I am looking for a script that is short enough to be used and kind enough to be liked.",
        [
            "There is one in the toolbox: search for the interview script. We cut it to six lines.",
            "Read it aloud with the people who will use it. Ours changed on every line.",
        ],
    ),
    (
        "discussion",
        "What would you ask a finance director to change?",
        "If you had five minutes with your director of finance, what one thing would you ask for?",
        [
            "A second person for two mornings a week. Everything else follows from that.",
            "That write-offs come to me before they are signed, with time to look once more.",
            "Access to the ledger. I find out what was paid by asking.",
            "To come to the ward with me once. Ours did, and we got the access.",
        ],
    ),
    (
        "discussion",
        "Working with insurers: what helps",
        "Let us collect what makes an insurer answer: forms, names of documents, the right moment to call.",
        [
            "Send the policy number with the first email, or you go to the end of the queue.",
            "Ask for a guarantee of payment in writing while the patient is still here.",
            "Keep a list of the claims addresses. I am happy to share the structure of ours.",
        ],
    ),
]
# Title, what was asked, answers.
MORE_QUESTIONS = [
    (
        "How do you record what a patient told you?",
        "Free text or a form? And who may read it later?",
        [
            "A short form, and one line of free text in the patient's words.",
            "Only our team may read ours. The ward sees that it was done and when.",
            "Whatever you choose, let the patient see what you wrote.",
        ],
    ),
    (
        "Letters in other languages: who checks yours?",
        "We can translate, and I want somebody to check the tone.",
        [
            "Ask the interpreter service: ours read three letters for nothing and improved all of them.",
            "A colleague on the wards who speaks the language, with a thank-you to her manager.",
        ],
    ),
    (
        "How often do you meet your clinicians?",
        "I get ten minutes twice a year. What do you do with yours?",
        [
            "We take one real question to their meeting each time, and leave after five minutes.",
            "I go to the junior doctors' first day. They remember who brought the biscuits.",
            "Once a quarter, with one page of what they helped to recover.",
        ],
    ),
    (
        "What do you count each month?",
        "I am asked for a figure. Which one tells something true?",
        [
            "Two figures, side by side, and never divided by each other.",
            "How many patients were asked. Everything else follows from it.",
        ],
    ),
    (
        "Cover for leave: how do you do it?",
        "When I am away nobody asks. Who stands in for you?",
        [
            "A buddy at the next trust answers my phone when I am on leave, and I answer theirs.",
            "Our private patients' office, with a card of five steps. It works for two weeks.",
            "Start with one afternoon a week as a trial. Nobody learns it in August.",
        ],
    ),
    (
        "Has anybody changed their follow-up letter?",
        "Ours is two pages of law. I want one page of English.",
        [
            "There is a template in the toolbox that we started from.",
            "We asked three patients to read it aloud. It was one page after that.",
        ],
    ),
]
