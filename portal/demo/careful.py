"""What members of the London network ask with care: without a name, about a case, with a file; and what then waits."""

from __future__ import annotations

from datetime import datetime

from django.core.files.base import ContentFile

from networks.models import Network
from portal.discussion.actions import audience_for
from portal.discussion.attached import attach
from portal.discussion.models import Case, Comment, Thread
from portal.discussion.naming import role_and_region, role_of
from portal.discussion.telling import find_thread
from portal.organisations.working_days import moment_after
from portal.users.models import User

from .cast import Cast

SCRIPT = (
    "We read the same five lines to everybody, on the ward and at the desk:\n\n"
    "1. We ask **every** patient this, whoever they are.\n"
    "2. Where have you lived in the last twelve months?\n"
    "3. Can you show us something that says so?\n\n"
    "> It says first that treatment goes on whatever the answer is.\n\n"
    "The whole script is in the file. It follows the guidance in the [toolbox](/toolbox/)."
)
FILE = "What we say at first contact\n\n1. We ask every patient this, whoever they are.\n"
UNNAMED = (
    "How do I tell my board that the plan cannot work?",
    "Our income plan was set before anybody asked what we can invoice. I would rather not say this under my name. How "
    "did you begin that talk?",
    "With the formula. I showed what each part of it was last year, and left the sum to them.",
)
CASE = (
    "Is follow-up care part of the emergency treatment?",
    "Admitted from the emergency department and discharged in a week. A follow-up clinic was booked before discharge. "
    "The surcharge was paid after the first day. Which part do we charge?",
    "Look at when the surcharge counted, not when it was asked for. What came before it stands by itself.",
)
BANDS = {"rule_group": Case.RuleGroup.SURCHARGE, "age_band": Case.AgeBand.MIDDLE, "setting": Case.Setting.EMERGENCY}
RARE = (
    "What do we ask for from somebody in a safe house?",
    "The ward was told not to write down an address. What else may show that care is free?",
)
WATCHED = "Start with the list of foreign names, that saves time."


def load(cast: Cast, network: Network) -> None:
    people = [m.user for m in network.memberships.select_related("user").order_by("pk") if not m.user.is_staff]
    asker, other, third = people[2], people[3], people[4]
    with_a_file(network, third, cast.ago(hours=20))
    title, asked, answer = UNNAMED
    thread = begin(network, asker, title, asked, cast.ago(days=4), unnamed_as=role_and_region(asker))
    reply(thread, other, answer, cast.ago(days=3, hours=4))
    title, asked, answer = CASE
    thread = begin(network, other, title, asked, cast.ago(days=6), unnamed_as=role_of(other))
    Case.objects.create(thread=thread, **BANDS)
    reply(thread, third, answer, cast.ago(days=5))
    title, asked = RARE
    thread = begin(network, asker, title, asked, cast.ago(hours=4), unnamed_as=role_of(asker), hold=Comment.Hold.RARE)
    Case.objects.create(thread=thread, rule_group=Case.RuleGroup.PROTECTED)
    waits = Thread.objects.filter(page=network.page, title__startswith="How do you ask everybody").first()
    if waits is not None:
        held(reply(waits, other, WATCHED, cast.ago(hours=3)), Comment.Hold.WATCHED)


def with_a_file(network: Network, by: User, moment: datetime) -> None:
    thread = Thread.objects.filter(page=network.page, title__startswith="How do you ask everybody").first()
    if thread is not None:
        attach([ContentFile(FILE.encode(), name="first-contact-script.txt")], to=reply(thread, by, SCRIPT, moment))


def begin(
    network: Network, by: User, title: str, asked: str, moment: datetime, *, unnamed_as: str, hold: str = ""
) -> Thread:
    thread = Thread.objects.create(
        page=network.page,
        kind=Thread.Kind.QUESTION,
        title=title,
        created_by=by,
        created_at=moment,
        last_activity=moment,
        audience=audience_for(network.page),
        is_unnamed=True,
        unnamed_as=unnamed_as,
    )
    first = Comment.objects.create(
        thread=thread, author=by, body=asked, created_at=moment, is_unnamed=True, unnamed_as=unnamed_as
    )
    if hold:
        held(first, hold)
    find_thread(thread)
    return thread


def reply(thread: Thread, by: User, words: str, moment: datetime) -> Comment:
    opening = thread.comments.order_by("pk").first()
    said = Comment.objects.create(
        thread=thread, author=by, author_title=by.byline, parent=opening, body=words, created_at=moment
    )
    thread.last_activity, thread.status = max(thread.last_activity, moment), Thread.Status.ANSWERED
    thread.save(update_fields=["last_activity", "status"])
    find_thread(thread)
    return said


def held(comment: Comment, why: str) -> None:
    comment.state, comment.held_for = Comment.State.HELD, why
    comment.decide_by = moment_after(comment.created_at, 1)
    comment.save(update_fields=["state", "held_for", "decide_by"])
    find_thread(comment.thread)
