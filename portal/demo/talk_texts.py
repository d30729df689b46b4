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

# Under posts: a remark, and an answer to it or "". Each pair stands on its own, so that any post may take it.
REMARKS = [
    ("Thank you. I have forwarded this to our matrons.", ""),
    ("This is the clearest account that I have read. May we quote it in our induction?", "Please do."),
    ("We tried the same last spring. What made it work was that the ward clerks wrote the form themselves.", ""),
    ("How long did it take before you saw a difference?", "About four months. The first two were mostly talking."),
    ("We have a different system, and the principle still holds.", ""),
    ("Could you share the wording that you use? I will send you ours.", "Gladly: it is in the toolbox."),
    (
        "It would help to see how a small trust does this with one person.",
        "One person here. I block out an hour each morning and do nothing else in it.",
    ),
    ("Our finance team now joins the Monday call, and that alone was worth it.", ""),
    ("Please keep saying that urgent care comes first. Not everybody on our site knew.", ""),
    ("I printed this and put it beside the desk.", "So did we. Somebody has drawn a smile on it."),
    ("Does anybody have a version for maternity?", "We do: it is in the toolbox under our trust's name."),
    ("The point about plain words changed how I write my notes.", ""),
    (
        "We found that people pay when the letter says whom to call.",
        "Same here. We put a photograph of the team on the letter, and the phone began to ring.",
    ),
    ("What do you do at weekends?", "The site team has a card with three questions, and I follow up on Monday."),
    ("I would add: say thank you to reception. They do the hard part.", ""),
    (
        "Is there a short version for consultants? They give me ninety seconds.",
        "Ninety seconds is a luxury. Mine is a sticker.",
    ),
    ("We read this aloud at our team meeting and argued for half an hour. A good sign.", ""),
    ("I am new in the role and this saved me a week.", "Welcome! Join your network, people answer quickly."),
    ("Our director asked for exactly this last month.", ""),
    ("Has anybody measured what this does to the queue at the desk?", "We timed it: eleven seconds for each patient."),
    ("I like that it starts with what we do not do.", ""),
    ("It would be good to come back to this in six months and see who kept it up.", "Put me on the list."),
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
MORE_QUESTIONS = [
    ("How do you record what a patient told you?", "Free text or a form? And who may read it later?"),
    ("Letters in other languages: who checks yours?", "We can translate, and I want somebody to check the tone."),
    ("How often do you meet your clinicians?", "I get ten minutes twice a year. What do you do with yours?"),
    ("What do you count each month?", "I am asked for a figure. Which one tells something true?"),
    ("Cover for leave: how do you do it?", "When I am away nobody asks. Who stands in for you?"),
    ("Has anybody changed their follow-up letter?", "Ours is two pages of law. I want one page of English."),
]
ANSWERS = [
    "We had the same question. A short form, and one line of free text in the patient's words.",
    "Ask the interpreter service: ours read three letters for nothing and improved all of them.",
    "We take one real question to their meeting each time, and leave after five minutes.",
    "Two figures, side by side, and never divided by each other.",
    "A buddy at the next trust answers my phone when I am on leave, and I answer theirs.",
    "Come and visit. It is easier to show than to write.",
    "There is a template in the toolbox that we started from.",
    "I would talk to your informatics lead first. Ours solved it in an afternoon.",
]
