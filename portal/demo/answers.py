"""What became of questions in the London network: marked, put together with another, put forward for the toolbox."""

from __future__ import annotations

from portal.discussion import moderation
from portal.discussion.models import Comment, Thread
from toolbox.actions import promote_answer
from toolbox.models import EntryPage

from .cast import Cast
from .posts import discuss

SAME = (
    "How do I ask every patient at a busy desk?",
    "The queue is long and I do not want to skip anybody. What do you do?",
    ["We ask on paper, while they wait."],
)
CHANGED = "The toolbox has six lines for everybody now. Read the next answer."


def load(cast: Cast) -> None:
    london, convenor = cast.networks["london"], cast.people["convenor"]
    asked = {thread.title: thread for thread in Thread.objects.filter(page=london.page, kind=Thread.Kind.QUESTION)}
    checked = asked["How do you ask everybody without slowing the desk?"]
    basis = moderation.Basis(page=EntryPage.objects.get(title="First-contact interview script"), paragraph="step 1")
    first = by_others(checked, convenor)[0]
    moderation.mark_answer(comment=first, by=convenor, standing="checked", basis=basis)
    promote_answer(actor=convenor, comment=first)

    changed = asked["Does anybody have a script for reception staff?"]
    old, new = by_others(changed, convenor)[:2]
    moderation.mark_answer(comment=old, by=convenor, standing="superseded", reason=CHANGED, successor=new)
    helped = asked["Which clinics do you flag first?"]
    asker = helped.created_by
    if asker is not None:
        moderation.say_it_helped(comment=by_others(helped, asker)[0], by=asker)

    title, words, replies = SAME
    people = [member.user for member in london.memberships.select_related("user").order_by("pk")]
    discuss(cast, london, people, "question", title, words, replies, days=9)
    same = Thread.objects.get(page=london.page, title=title)
    moderation.merge_threads(thread=same, into=checked, by=convenor)


def by_others(thread: Thread, person: object) -> list[Comment]:
    """The answers that somebody else than this person wrote."""
    return list(Comment.objects.answers_in(thread).exclude(author=person).select_related("author", "thread__page"))
