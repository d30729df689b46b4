"""What people of the demonstration put forward, what became of it, and a draft that they may comment on."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from events.models import EventPage
from portal.discussion import actions, moderation
from portal.organisations.working_days import day_after
from portal.programme.models import SupportPage
from toolbox.actions import answer_remark, open_draft, say_of_paragraph
from toolbox.models import EntryPage

from .cast import Cast
from .outcomes import LATER

FLAG = (
    "One wording of the flag for every patient system",
    "Each trust writes its own, and each forgets something. Could we agree on one sentence and the fields it needs?",
)
BOOKING = (
    "Why do some of us ask at booking and others at the desk?",
    "Our clinics ask at the desk and lose ten minutes each morning. What made you move it, and what did you lose?",
)
HELPLINE = (
    "A telephone line for the first week in the role",
    "Whoever starts has nobody to call. An hour a day with somebody who knows would have saved me a month.",
)


def load(cast: Cast) -> None:
    london, convenor, manager = cast.networks["london"], cast.people["convenor"], cast.people["ovm"]
    members = [one.user for one in london.memberships.select_related("user").order_by("pk") if one.user != convenor]
    meeting = EventPage.objects.get(title=LATER)
    title, words = FLAG
    flag = actions.put_forward(page=meeting, user=members[0], title=title, body=words)
    soon = day_after(timezone.localdate(), 15)
    for state, reason in [
        ("considering", "Three trusts compare their wordings until then."),
        ("adopted", "The sentence that two trusts tried stands in the toolbox as a template from this month."),
    ]:
        moderation.decide_idea(idea=flag, by=convenor, owner=convenor, state=state, reason=reason, due=soon)
    title, words = BOOKING
    actions.put_forward(
        page=london.page, user=members[1], kind="challenge", title=title, body=words, asked="Trusts that ask at booking"
    )
    page = SupportPage.objects.get()
    title, words = HELPLINE
    helpline = actions.put_forward(page=page, user=manager, title=title, body=words)
    staff = cast.people["moderator"]
    no = "The networks answer within two days, also on the first one. We say so in the welcome mail now instead."
    moderation.decide_idea(idea=helpline, by=staff, owner=staff, state="declined", reason=no)
    draft_for_comment(cast)


def draft_for_comment(cast: Cast) -> None:
    editor, manager = cast.people["editor"], cast.people["ovm"]
    entry = EntryPage.objects.get(title="First-contact interview script")
    until = day_after(timezone.localdate() + timedelta(days=20), 1)
    ask = "Would somebody who has never done it understand each line?"
    draft = open_draft(entry=entry, by=editor, closes_on=until, for_members=True, ask=ask)
    first, second, *_ = draft.paragraphs.all()
    remark = say_of_paragraph(
        paragraph=first, by=manager, words="Say who “reception” is at night: here it is the ward."
    )
    answer_remark(remark=remark, by=editor, answer="accepted", reason="The next edition names the ward clerk as well.")
    say_of_paragraph(paragraph=second, by=cast.people["convenor"], words="Could this be one sentence?")
