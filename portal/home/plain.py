"""The words of the plain pages as a portal starts with them; afterwards editors own them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PlainPage:
    slug: str
    title: str
    summary: str
    body: list[tuple[str, object]]


def heading(text: str) -> tuple[str, object]:
    return "heading", {"text": text, "level": "2"}


def text(*paragraphs: str) -> tuple[str, object]:
    return "text", "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in paragraphs)


CONTACT = PlainPage(
    slug="contact",
    title="Contact us",
    summary="Ask the programme team, report a problem, or find the person who can help you sooner.",
    body=[
        heading("Your own bill or care"),
        text(
            "This site is for NHS staff. We cannot see anybody's bill or care, and we cannot change them.",
            "If a bill or a hospital visit is about you or your family, speak to the overseas visitor team of that "
            "hospital, or to its Patient Advice and Liaison Service (PALS). Citizens Advice and other independent "
            "advisers help too. Nobody should put off urgent or emergency care because of a question about charges.",
        ),
        heading("A question about overseas visitors"),
        text(
            "Ask your network first: colleagues usually answer within a day or two, and the next person with the same "
            'question finds the answer. <a href="/networks/">Find your network</a>.',
            "Never name a patient, and leave out dates of birth, hospital numbers and invoice details.",
        ),
        heading("A tool or a meeting"),
        text("Every tool names its owner and a contact. Every meeting names who runs it. They answer soonest."),
        heading("Report a problem"),
        text(
            'Write to <a href="mailto:support@portal.example">support@portal.example</a> and tell us:',
            "<ul><li>the address of the page</li><li>what you wanted to do</li><li>what happened instead</li></ul>",
            "We answer within two working days. If something is urgent for a patient's privacy, put “Privacy” in the "
            "subject: we look at those first, also at weekends.",
        ),
        heading("Anything else"),
        text(
            'The programme team: <a href="mailto:programme@portal.example">programme@portal.example</a>. If a page or '
            "a file is hard for you to use, tell us which format you need."
        ),
    ],
)

ACCESSIBILITY = PlainPage(
    slug="accessibility",
    title="Accessibility",
    summary="How this site should work for you, what we know does not yet, and how to tell us.",
    body=[
        text(
            "We want everybody who does this work to be able to use this site. You should be able to:",
            "<ul><li>zoom to 400% without losing anything off the side of the screen</li>"
            "<li>do everything with a keyboard, and always see where you are</li>"
            "<li>use a screen reader: every field has a label, every error says how to put it right</li>"
            "<li>read it in your own colours, on paper, and on a small phone</li>"
            "<li>use every page without JavaScript</li></ul>",
        ),
        heading("The standard we work to"),
        text(
            "The site is built to meet level AA of the Web Content Accessibility Guidelines, version 2.2. Pages are "
            "drawn with the components of the NHS design system. Each change is checked by an automatic test in a "
            "real browser, wide and narrow."
        ),
        heading("What does not work yet"),
        text(
            "<ul><li>Files that members upload (Word, PDF, spreadsheets) are not all accessible. Ask the contact "
            "named on the tool for another format.</li>"
            "<li>The editor's side is made by Wagtail and has limits of its own.</li>"
            "<li>No outside audit with disabled people has been done yet.</li></ul>"
        ),
        heading("Tell us"),
        text(
            'Write to <a href="mailto:support@portal.example">support@portal.example</a>. We answer within two '
            "working days and say when it will be mended. If you are not happy with our answer, the Equality Advisory "
            "and Support Service can advise you."
        ),
    ],
)

PRIVACY = PlainPage(
    slug="privacy",
    title="Privacy and cookies",
    summary="What we keep about you, why, for how long, and what never belongs here.",
    body=[
        (
            "inset",
            "<p>No patient's details belong anywhere on this site: not in questions, files, searches or names of "
            "files. If you see some, tell us at once and we take them away.</p>",
        ),
        heading("If you only read"),
        text(
            "We set no cookies and use no trackers. The server notes the address of the page and the time, so that we "
            "can find faults; these notes are kept for 30 days."
        ),
        heading("If you have an account"),
        text(
            "<ul><li>Your name, email address, trust and role, because people need to know whom they talk to. You "
            "choose who sees more than your name beside what you write.</li>"
            "<li>The networks you belong to and the meetings you registered for.</li>"
            "<li>What you write here. It may be disclosed under the Freedom of Information Act.</li>"
            "<li>A record of decisions, for example who approved a request, kept for audit.</li></ul>",
            "Signing in sets one cookie that says who you are and one that protects forms. Both are needed; nothing "
            "else is stored.",
        ),
        heading("If you comment as a guest"),
        text(
            "Your name, your email address and how you come to this, to moderate the comment and, if you agree, to "
            "tell you of replies. Your address is never shown."
        ),
        heading("Meetings"),
        text(
            "The organiser sees who registered, with trust and role. Needs that you tell us for the day (food, access) "
            "are used for that meeting only."
        ),
        heading("Your rights"),
        text(
            "You can see and correct what you told us in your profile. To have a copy of everything, or to close your "
            'account, write to <a href="mailto:privacy@portal.example">privacy@portal.example</a>. You may complain to '
            "the Information Commissioner's Office."
        ),
    ],
)

TERMS = PlainPage(
    slug="terms",
    title="Terms and code of conduct",
    summary="How we treat each other here, and what you may do with what you find.",
    body=[
        heading("How we treat each other"),
        text(
            "<ul><li>Be kind and be useful. Most of us do this work alone.</li>"
            "<li>Challenge the idea, not the person.</li>"
            "<li>Say what you know and how you know it. A colleague's view is not a decision.</li>"
            "<li>What is said inside a network stays in that network.</li></ul>"
        ),
        heading("Patients first"),
        text(
            "<ul><li>Never write anything that could identify a patient.</li>"
            "<li>Urgent and immediately necessary care is never delayed or refused over charges. Nothing here may be "
            "used to suggest otherwise. A clinician decides what is urgent.</li>"
            "<li>Everybody is asked the same questions. Nobody is picked out by name, looks or accent.</li></ul>"
        ),
        heading("What you find here"),
        text(
            "You may use and adapt the tools in your own trust. Keep the name of who made them, and tell the owner "
            "what you improved. Guidance names its edition: check that it is the one in force. The law comes before "
            "anything on this site."
        ),
        heading("What we may do"),
        text(
            "Moderators may hold, edit or remove what breaks these rules, and say why. Repeated breaches close an "
            'account. If you think we were wrong, <a href="/contact/">tell us</a>: somebody else will look again.'
        ),
    ],
)

MODERATION = PlainPage(
    slug="moderation-policy",
    title="How discussions are looked after",
    summary="Whose words a moderator reads first, how soon, what is taken down, and how to ask for a second look.",
    body=[
        text(
            "Most of what members write appears at once. Moderators (people of the network itself, and the programme's "
            "staff) are there so that discussions stay kind, useful and free of patients' details."
        ),
        heading("What a moderator reads first"),
        text(
            "<ul><li>Comments by guests, who have no account.</li>"
            "<li>The first two comments of a new member. This ends at once when we know where you work: by an email "
            "address at your trust's own domain, or because a colleague has vouched for you.</li>"
            "<li>Comments with more than two links by a guest or by a member we do not know yet.</li>"
            "<li>Anything that may identify a patient, or that is about somebody's own bill or care.</li>"
            "<li>What three different readers have reported.</li></ul>"
        ),
        heading("How soon"),
        text(
            "A moderator decides within one working day. Weekends and bank holidays do not count. If it takes longer, "
            "the programme's staff are told and decide instead. You hear by email what happened."
        ),
        heading("What is not published, or taken down"),
        text(
            "<ul><li>Anything that could identify a patient.</li>"
            "<li>Insults, threats, and anything that picks people out by origin, looks, accent or name.</li>"
            "<li>Advice to delay or refuse urgent care.</li>"
            "<li>Advertising.</li></ul>",
            "You are told why. Somebody who does it again may be kept from writing for a time. They can still read and "
            "come to meetings.",
        ),
        heading("Report something"),
        text(
            "“Report” stands beside each comment and on each person's page. Only moderators see who reported. You hear "
            "what they decided."
        ),
        heading("Ask for a second look"),
        text(
            "If your words were refused or taken down, or you were kept from writing, you can appeal once. Somebody "
            "else than the first moderator decides, and you get an answer within one working day."
        ),
        heading("When publication pauses"),
        text(
            "Before elections and in national mourning, posts and announcements for the public wait, and guests' "
            "comments with them. Members' questions, meetings and corrections for safety go on. Nothing is taken down "
            "because of it."
        ),
    ],
)

PAGES = [CONTACT, ACCESSIBILITY, PRIVACY, TERMS, MODERATION]
