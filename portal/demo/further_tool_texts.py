"""More of the demonstration's toolbox: what a team asks for beside the daily work. All invented, as the rest."""

from __future__ import annotations

from .tool_texts import (
    CLINICIANS,
    DATA,
    DEBT,
    EU,
    FIRST,
    INTERVIEW,
    INVOICING,
    REPORTS,
    SAFE,
    SAME,
    UPFRONT,
    URGENT,
    Tool,
)

FURTHER = [
    Tool(
        title="Emergency department: ask after triage",
        type="procedure",
        summary="Where the three questions fit in A&E without standing between anybody and a nurse.",
        themes=[FIRST],
        stages=["first-contact"],
        body=[
            "Triage comes first and always. The questions are asked by the receptionist when a patient waits, and by the "
            "ward clerk when a patient was admitted at once.",
            URGENT,
        ],
        same=SAME,
        topics=["A&E", "triage"],
        published=38,
    ),
    Tool(
        title="Private patients and overseas visitors: which desk?",
        type="procedure",
        summary="How to tell a private patient from an overseas visitor, and who writes which invoice.",
        themes=[INTERVIEW, INVOICING],
        stages=["booking", "interview"],
        body=[
            "A private patient chose to pay and has a contract. An overseas visitor uses the hospital as everybody does, and "
            "the trust looks at whether a charge applies.",
            "Both desks see the same note in the booking, so that nobody gets two invoices for one stay.",
        ],
        published=75,
    ),
    Tool(
        title="Students, workers and the health surcharge",
        type="guidance",
        summary="What to check when somebody has a visa: the immigration health surcharge, its dates and its gaps.",
        themes=[INTERVIEW],
        stages=["interview"],
        chapters=[
            (
                "What to look at",
                ["The dates of the permission to stay and proof that the surcharge (IHS) was paid or waived."],
            ),
            (
                "Gaps",
                ["A visa that ended last month leaves a question, not an answer: ask what was applied for since."],
            ),
            ("Students", ["A letter of the university shows a course. It says nothing about cover."]),
        ],
        topics=["visa", "students"],
        published=27,
    ),
    Tool(
        title="Ordinarily resident: notes for a fair interview",
        type="guidance",
        summary="Living here lawfully, by choice and for settled purposes: what to ask, and what proves little.",
        themes=[INTERVIEW],
        stages=["interview"],
        chapters=[
            (
                "What it means",
                ["Somebody can be ordinarily resident from the first day. There is no number of months to wait."],
            ),
            (
                "What proves little",
                ["A passport says who somebody is and not where they live. Nor does an NHS number decide."],
            ),
            ("Coming home", ["People who return to live here after years abroad are asked about their plans, kindly."]),
        ],
        topics=["residence", "OR test"],
        published=52,
    ),
    Tool(
        title="Refugees and people seeking asylum",
        type="guidance",
        summary="Who is protected, which papers show it, and how to ask without asking for the story.",
        themes=[SAFE, INTERVIEW],
        stages=["interview"],
        chapters=[
            (
                "Papers",
                ["An application registration card, a letter of the Home Office or of the accommodation provider."],
            ),
            ("Asking", ["One question is enough: have you asked for protection here? Nobody is asked why."]),
            (
                "Refused applications",
                ["Support from a local authority or the Home Office may still protect. Check, and ask."],
            ),
        ],
        topics=["asylum", "ARC"],
        published=44,
    ),
    Tool(
        title="Victims of modern slavery: the exemption and its form",
        type="checklist",
        summary="What the referral mechanism's letters show, and what to do before there is a letter.",
        themes=[SAFE],
        stages=["interview", "treatment"],
        body=[
            "Somebody whom the national referral mechanism (NRM) looks at is exempt. Call the safeguarding lead before the debt is raised."
        ],
        topics=["trafficking", "NRM"],
        published=97,
    ),
    Tool(
        title="Children: who is asked, and who answers for the bill",
        type="guidance",
        summary="Babies born here, children in care and children on holiday: the questions parents get.",
        themes=[SAFE, INTERVIEW],
        stages=["interview"],
        chapters=[
            ("Babies", ["A baby is asked about as its parents are. A neonatal bill is never handed over on the ward."]),
            ("Children in care", ["A child looked after by a local authority is exempt."]),
        ],
        published=88,
    ),
    Tool(
        title="Visiting relatives: a word for families",
        type="template",
        summary="A leaflet for relatives who invite grandparents: insurance, cards, and what a stay in hospital costs about.",
        themes=[FIRST],
        stages=["booking"],
        body=["To be given out by community groups, before anybody travels."],
        topics=["travel insurance"],
        published=140,
    ),
    Tool(
        title="Travel insurers: getting a guarantee of payment",
        type="procedure",
        summary="Whom to telephone, what to send and by when, so that the insurer pays the hospital and not the patient.",
        themes=[UPFRONT, DEBT],
        stages=["treatment", "discharge", "recovery"],
        body=[
            "Ask for the policy number and the assistance company's telephone on the first day. Send the estimate; ask for a guarantee in writing."
        ],
        topics=["insurance"],
        published=61,
    ),
    Tool(
        title="Intensive care: the conversation with the family",
        type="training",
        summary="Long stays, large sums and frightened relatives: when to speak of money, and when to be silent.",
        themes=[UPFRONT, CLINICIANS],
        stages=["treatment"],
        body=[
            "A nurse in charge says when. Speak with one relative, sit down, and leave a page with a name on it.",
            URGENT,
        ],
        topics=["ITU", "ICU"],
        published=118,
    ),
    Tool(
        title="Dialysis for visitors: booking and cover",
        type="procedure",
        summary="Holiday dialysis and dialysis that cannot wait are two things: what to check for each.",
        themes=[UPFRONT, EU],
        stages=["booking", "treatment"],
        body=[
            "Holiday dialysis is arranged before the journey, with a card of the visitor's own state. Renal units keep the list."
        ],
        topics=["renal"],
        published=133,
    ),
    Tool(
        title="Infectious diseases: what is never charged",
        type="checklist",
        summary="Tests and treatment for tuberculosis, HIV and others on the list are free for everybody: tell patients so.",
        themes=[SAFE],
        stages=["interview", "treatment"],
        body=["Fear of a bill keeps people from being tested. Say it in one line on the poster of each clinic."],
        topics=["TB", "HIV", "public health"],
        published=70,
    ),
    Tool(
        title="Cancelling or crediting an invoice",
        type="procedure",
        summary="A new paper turns up after the invoice went out: who may cancel it, and what the credit note says.",
        themes=[INVOICING, DEBT],
        stages=["invoice", "recovery"],
        body=[
            "The overseas visitor manager looks at the evidence, finance writes the credit note, and the patient gets a letter the same week."
        ],
        topics=["credit note", "refund"],
        published=49,
    ),
    Tool(
        title="Complaints and second looks: a timetable",
        type="template",
        summary="When a patient says the decision is wrong: who looks again, within which days, and what is paused.",
        themes=[REPORTS, DEBT],
        stages=["recovery", "reporting"],
        body=[
            "Reminders stop while somebody looks again. PALS hears at once. The person who decided first does not decide again."
        ],
        topics=["appeal", "PALS"],
        published=56,
    ),
    Tool(
        title="Debt collection agencies: a contract that protects patients",
        type="template",
        summary="Clauses for an agency: what it may say, whom it may never call, and how it is paid.",
        themes=[DEBT],
        stages=["recovery"],
        audiences=["finance-director", "ovm"],
        body=[
            "No doorstep visits, no calls to relatives or employers, instalments always on offer, and a list of who is never passed on."
        ],
        published=103,
    ),
    Tool(
        title="Telling the Home Office about debt: what a patient must hear first",
        type="checklist",
        summary="Before a debt is notified: the age and sum of it, the letter beforehand, and who is left out.",
        themes=[DEBT, SAFE],
        stages=["recovery"],
        body=[
            "Only sums and dates travel, never a diagnosis. Debts that are disputed or being paid by instalments are left out."
        ],
        topics=["immigration"],
        published=92,
    ),
    Tool(
        title="Writing off: a short list of reasons",
        type="template",
        summary="A form for the audit committee: nine reasons, who signs up to which sum, and what is learnt.",
        themes=[DEBT, REPORTS],
        stages=["recovery", "reporting"],
        audiences=["finance-director", "ovm"],
        body=["A debt that is written off can still be paid: the form says how to bring it back."],
        topics=["bad debt"],
        published=124,
    ),
    Tool(
        title="Sharing the risk with commissioners",
        type="guidance",
        summary="How the trust and its commissioner (ICB) divide what is not recovered, month by month.",
        themes=[INVOICING, REPORTS],
        stages=["invoice", "reporting"],
        audiences=["finance-director", "business-manager"],
        chapters=[
            (
                "The share",
                ["Write down which sums the commissioner pays in advance, and what goes back when the patient pays."],
            )
        ],
        topics=["ICB", "risk share"],
        published=83,
    ),
    Tool(
        title="Tracing an NHS number and a last address",
        type="procedure",
        summary="What the spine can tell a team, who may look, and what is written in the log of look-ups.",
        themes=[DATA],
        stages=["first-contact", "recovery"],
        same=SAME,
        body=[
            "A look-up needs a smartcard and a reason. A status on the spine is a hint for a question and never a decision."
        ],
        topics=["PDS", "smartcard"],
        published=66,
    ),
    Tool(
        title="Sending claims by secure transfer (MESH)",
        type="procedure",
        summary="The file, its name, its mailbox and what an error message means.",
        themes=[DATA, EU],
        stages=["invoice", "reporting"],
        body=[
            "One file a month; the answer comes to the same mailbox. Rejected lines go back to the card capture list."
        ],
        topics=["MESH", "mailbox"],
        published=109,
    ),
    Tool(
        title="Peer comparison: read it without ranking",
        type="dataset",
        summary="Trusts of like size and place side by side, with ranges; why a league table would mislead.",
        themes=[REPORTS, DATA],
        stages=["reporting"],
        audiences=["finance-director", "senior-leader"],
        body=[
            "Size, type and place explain about half of what differs in the amounts charged. Benchmark against peers, then ask what they do."
        ],
        topics=["benchmarking"],
        published=31,
    ),
    Tool(
        title="Business case for a second post",
        type="template",
        summary="Two pages for the finance director: what one more person in the team costs, and what that may bring.",
        themes=[REPORTS],
        stages=["reporting"],
        audiences=["ovm", "finance-director", "business-manager"],
        body=[
            "Count evenings and weekends without cover, days to invoice and interviews that were missed. Promise no sum."
        ],
        topics=["staffing", "recruitment"],
        published=46,
    ),
    Tool(
        title="Job description: deputy overseas visitor manager",
        type="template",
        summary="Duties, skills and a day in the post, for a team that wants cover on holidays.",
        themes=[REPORTS, CLINICIANS],
        stages=["reporting"],
        body=["No target for any one person stands in it."],
        topics=["recruitment"],
        published=150,
    ),
    Tool(
        title="Maternity: a card for community midwives",
        type="training",
        summary="Four lines for midwives at booking: what to ask, what to say, whom to call, what never to do.",
        themes=[CLINICIANS, SAFE],
        stages=["booking", "treatment"],
        body=["Midwives pass on a name and a telephone. They do not judge and they do not collect."],
        topics=["antenatal", "midwife"],
        published=58,
    ),
    Tool(
        title="Working with the GP: referrals that say where somebody lives",
        type="procedure",
        summary="Wording for referral letters from general practice, and what a registration with a surgery does not prove.",
        themes=[FIRST, CLINICIANS],
        stages=["booking"],
        body=["Everybody may register with a GP. So a registration is no proof of a right to free care in hospital."],
        topics=["primary care", "GP"],
        published=79,
    ),
    Tool(
        title="Old forms and their new names: E111, E112, E121",
        type="checklist",
        summary="What an E form was called before, which paper stands in its place now, and what to do when one turns up.",
        themes=[EU],
        stages=["interview"],
        body=[
            "The E111 became the EHIC, the E112 became the S2 and the E121 became the S1. An old form is a reason to ask for the new one."
        ],
        topics=["E111", "E112", "E121"],
        published=112,
    ),
]
