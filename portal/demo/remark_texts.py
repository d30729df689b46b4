"""What invented people say under the demonstration's posts: what belongs under one post, then what fits under any."""

from __future__ import annotations

# By the title of the post: a remark, and an answer to it or "".
UNDER = {
    "Two measures that must never be mixed": [
        ("I have printed the two definitions and put them beside the desk.", "So did we. They settle most arguments."),
        ("Our board paper mixed them for three years. Thank you for the plain words.", ""),
        (
            "Which of the two should go on the front page of my monthly report?",
            "Both, side by side, each with its own name. Never one divided by the other.",
        ),
        ("Six years of debt in one figure explains a lot of our good months.", ""),
    ],
    "National figures, year by year": [
        ("Useful. Is there a version of the table to download?", "Yes, in the toolbox, with the source of each row."),
        ("I like that it says what the table does not show.", ""),
        ("Identified has doubled in five years. Did anybody get twice the staff?", "Not here."),
    ],
    "Everybody is asked the same": [
        ("How do you ask the question by telephone?", "In the same eleven words. The script is in the toolbox."),
        ("We tried the same last spring. It worked because the ward clerks wrote the form themselves.", ""),
        (
            "Has anybody measured what this does to the queue at the desk?",
            "We timed it: eleven seconds for each patient.",
        ),
        ("Please keep saying that urgent care comes first. Not everybody on our site knew.", ""),
        ("I would add: say thank you to reception. They do the hard part.", ""),
    ],
    "What we learned from five interviews on the ward": [
        ("Sitting down changed more than anything else that I tried this year.", ""),
        ("Do you take an interpreter along, or call one?", "We book one by telephone before we go to the ward."),
        ("The card with a name and a number is such a small thing. People do call.", "Ours too, and they pay sooner."),
        ("May we quote this in our induction?", "Please do."),
    ],
    "Payment plans that people keep": [
        (
            "We found that people pay when the letter says whom to call.",
            "Same here. We put a photograph of the team on the letter, and the phone began to ring.",
        ),
        (
            "What is the smallest sum that you accept?",
            "We have no smallest sum. We have a date on which we talk again.",
        ),
        ("The day after payday. So obvious, and we never did it.", ""),
        ("Who signs the plan at your trust?", "I do, up to a limit. Above it our head of income does."),
    ],
    "Ask a clinician early": [
        (
            "Is there a short version for consultants? They give me ninety seconds.",
            "The form is the short version: four lines, and one of them is the signature.",
        ),
        ("What do you do at weekends?", "The site team has a card with three questions, and I follow up on Monday."),
        ("Thank you. I have forwarded this to our matrons.", ""),
    ],
    "Protections for the most vulnerable": [
        ("Whom do you ring when you are in doubt?", "Our safeguarding lead, and I write down that I did."),
        ("We begin our induction with this page now.", ""),
        ("“No figure is worth a person who stays away from care.” I have borrowed that sentence.", ""),
    ],
    "A flag that follows the patient": [
        ("Which system is this in?", "Ours is an old one, and it still took only a week. Ask your informatics lead."),
        ("Four states are enough. We had eleven, and nobody used nine of them.", ""),
        ("Our finance team now joins the Monday call about the list, and that alone was worth it.", ""),
        ("Who may see the flag?", "Everybody who opens the record sees it. Only our team can change it."),
    ],
    "Reading a PRC without fear": [
        ("Could you add where the institution's number usually stands?", "Good idea: it is in the checklist now."),
        ("I keep one of each country in a folder, with the name blacked out.", ""),
        ("Do you accept a photograph of a certificate?", "To begin with, yes. We ask for the file by email as well."),
    ],
    "Fifty trusts, one letter": [
        ("We were one of them. The project manager stayed for a year and I miss her.", ""),
        ("Our director read the letter as a telling-off. This would have helped.", "That is why we wrote it down."),
        ("Does a package cost the trust anything?", "Time. The programme paid for the people."),
    ],
    "New in the toolbox this month": [
        ("The letter in plain English went out here on Tuesday.", "Tell us what people ask when they call."),
        ("Could we have the checklist as one printed side?", "It is one side now, if you print it in landscape."),
        ("I am new in the role and this saved me a week.", "Welcome! Join your network, people answer quickly."),
    ],
    "Your first week as an overseas visitor manager": [
        ("I would put “find out who covers your leave” on the list.", "Yes. Nobody told me either."),
        ("The coffee works. I still take one every month.", ""),
        ("Twelve years in, and I learned two things from this.", ""),
        ("Which four questions are meant?", "They are in the interview script, on the first page."),
    ],
    "What London heard in January": [
        ("Thank you for the notes. I have taken the action on clinic forms.", ""),
        ("When will the list of insurers be in the toolbox?", "Before the next meeting: two names are still checked."),
    ],
    "Finance directors: bring one figure": [
        ("Mine is the bad debt provision. He will not like it.", "That is the right figure, then."),
        ("May I come with my director?", "Please do. That is what the meeting is for."),
    ],
    "A guide for reception in six languages": [
        ("Which sentences went out?", "The two with “eligible” in them. Nobody could translate them kindly."),
        ("Our volunteers would like it in Tigrinya.", "We would gladly add it. Send it to the network's mailbox."),
    ],
    "Buddies for everybody new": [
        ("My buddy rang every Thursday at four. I passed it on this spring.", ""),
        ("How do you find enough buddies?", "We ask whoever had one. Nobody has said no yet."),
    ],
}

# Under any post, each once, until there are enough.
ANYWHERE = [
    ("We read this aloud at our team meeting and argued for half an hour. A good sign.", ""),
    ("Our director asked for exactly this last month.", ""),
    ("It would be good to come back to this in six months and see who kept it up.", "Put me on the list."),
    ("How long did it take before you saw a difference?", "About four months. The first two were mostly talking."),
    (
        "It would help to see how a small trust does this with one person.",
        "One person here. I block out an hour each morning and do nothing else in it.",
    ),
    ("Could you share the wording that you use? I will send you ours.", "Gladly: it is in the toolbox."),
    ("The point about plain words changed how I write my notes.", ""),
    ("Thank you. I sent this to our matrons and two of them rang me.", ""),
]
