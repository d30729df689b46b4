"""What people hear of a comment that may be read: those it names, those it answers, and those who follow.

Nothing is told of what waits for a moderator, and what is taken down or hidden is taken back: its news go with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils.text import Truncator

from portal.notifications.actions import happened
from portal.notifications.models import Happening

from .mentioning import mention_people, named
from .models import Comment, Idea, IdeaStep, Thread
from .text import as_words

MENTION, REPLY, COMMENT, STARTED, ANNOUNCED, MARKED = (
    f"discussion/{name}" for name in ("mention", "reply", "comment", "started", "announced", "marked")
)
CLOSED = "discussion/closed"
IDEA_ANSWERED, IDEA_CHANGED, CHALLENGED = "discussion/idea_answered", "discussion/idea_changed", "discussion/challenged"
LONGEST_EXCERPT = 280


def tell(new: Comment) -> None:
    """Each hears once: by name before as one who is answered, and so before all who follow."""
    mentioned = mention_people(new)
    _happened(MENTION, new, f"{new.writer} mentioned you in “{title_of(new)}”", to=mentioned)
    answered = [person for person in _answered(new) if person not in mentioned]
    _happened(REPLY, new, f"{new.writer} replied to you in “{title_of(new)}”", to=answered)
    thread = new.thread
    if thread.kind == Thread.Kind.COMMENTS:
        return
    if not _opens(new):
        _happened(COMMENT, new, f"{new.writer} wrote in “{thread.title}”", spread=True)
    elif thread.kind == Thread.Kind.ANNOUNCEMENT:
        _happened(ANNOUNCED, new, f"Announcement: {thread.title}", spread=True)
    elif thread.kind == Thread.Kind.IDEA:
        _tell_idea(new)
    else:
        verb = "asks" if thread.kind == Thread.Kind.QUESTION else "begins to discuss"
        _happened(STARTED, new, f"{new.writer} {verb}: {thread.title}", spread=True)


def tell_of_idea(idea: Idea, step: IdeaStep) -> None:
    """Whoever put it forward hears at once what became of it; those who follow it, as they chose."""
    thread, writer = idea.thread, idea.thread.created_by
    told = {
        "about": thread,
        "group": thread.page.specific.news_group(),
        "title": f"{step.get_state_display()}: {thread.title}",
        "excerpt": step.reason,
        "url": thread.get_absolute_url(),
        "audience": thread.tokens(),
        "key": f"{thread.pk}:{step.pk}",
        "by": step.by,
    }
    happened(kind=IDEA_ANSWERED, to=[writer] if writer else [], **told)  # type: ignore[arg-type]
    happened(kind=IDEA_CHANGED, spread=True, **told)  # type: ignore[arg-type]


def _tell_idea(new: Comment) -> None:
    idea = new.thread.idea
    challenges = idea.kind == Idea.Kind.CHALLENGE
    people = named(idea.asked, thread=new.thread, by=new.author) if new.author else []
    _happened(CHALLENGED, new, f"You are asked to answer: {idea}", to=people)
    verb = "puts a peer challenge" if challenges else "puts forward an idea"
    _happened(STARTED, new, f"{new.writer} {verb}: {idea}", spread=True)


def tell_of_change(comment: Comment) -> None:
    """What is told of it says what it says now; whom the new words name hears of it."""
    of_comment(comment).update(excerpt=excerpt_of(comment))
    known = set(comment.mentions.values_list("person", flat=True))
    named = [person for person in mention_people(comment) if person.pk not in known]
    _happened(MENTION, comment, f"{comment.writer} mentioned you in “{title_of(comment)}”", to=named)


def take_back(comment: Comment) -> None:
    """Nobody hears of it any more, neither in the portal nor by a mail that still waits."""
    of_comment(comment).delete()
    of_marks(comment).delete()


def tell_closed(thread: Thread, *, by: AbstractBaseUser, reason: str) -> None:
    """Whoever began it hears why it cannot be answered any more."""
    happened(
        kind=CLOSED,
        about=thread,
        group=thread.page.specific.news_group(),
        title=f"“{thread.title}” was closed",
        excerpt=reason,
        url=thread.get_absolute_url(),
        audience=thread.tokens(),
        key=str(thread.pk),
        to=[thread.created_by] if thread.created_by else [],
        by=by,
    )


def take_back_closing(thread: Thread) -> None:
    Happening.objects.filter(key=f"{CLOSED}:{thread.pk}").delete()


def move(thread: Thread, *, without_names: bool = False) -> None:
    """What was told of a thread is for those who may read it now; and nothing is, where it told names."""
    if without_names:
        Happening.objects.about(thread).delete()
        return
    group = thread.page.specific.news_group()
    label = f"{group._meta.label_lower}:{group.pk}" if group else ""
    Happening.objects.about(thread).update(audience=sorted(thread.tokens()), group=label)


def of_comment(comment: Comment) -> QuerySet[Happening]:
    kinds = (MENTION, REPLY, COMMENT, STARTED, ANNOUNCED, CHALLENGED)
    return Happening.objects.filter(key__in=[f"{kind}:{comment.pk}" for kind in kinds])


def of_marks(comment: Comment) -> QuerySet[Happening]:
    """What was told of its standing."""
    return Happening.objects.filter(kind=MARKED, key__startswith=f"{MARKED}:{comment.pk}:")


def title_of(comment: Comment) -> str:
    return comment.thread.title or comment.thread.page.title


def excerpt_of(comment: Comment) -> str:
    return Truncator(" ".join(as_words(comment.body).split())).chars(LONGEST_EXCERPT)


def _answered(new: Comment) -> list[AbstractBaseUser]:
    """Whoever wrote what this answers, and whoever began the thread; not those who asked for no word of replies."""
    people: list[AbstractBaseUser] = []
    parent, thread = new.parent, new.thread
    if parent is not None and parent.author is not None and parent.is_published() and parent.wants_replies:
        people.append(parent.author)
    starter = thread.created_by
    if starter is None or starter in people or _opens(new):
        return people
    if not thread.comments.filter(author=starter, wants_replies=False).exists():
        people.append(starter)
    return people


def _opens(new: Comment) -> bool:
    """Whether it is what the thread began with."""
    return not new.thread.comments.filter(pk__lt=new.pk).exists()


def _happened(
    kind: str, new: Comment, title: str, *, to: Iterable[AbstractBaseUser] = (), spread: bool = False
) -> None:
    to = list(to)
    if not to and not spread:
        return
    # Whoever follows a person hears of what they begin, where they may read it; never of what has no name.
    writer = [new.author] if kind in (STARTED, ANNOUNCED) and new.author and not new.is_unnamed else []
    happened(
        kind=kind,
        about=new.thread,
        group=new.thread.page.specific.news_group(),
        title=title,
        excerpt=excerpt_of(new),
        url=new.get_absolute_url(),
        audience=new.thread.tokens(),
        key=str(new.pk),
        to=to,
        by=new.author,
        spread=spread,
        touches=writer,
    )
