"""Verbs of talking: comment, reply, start a thread, and be told of replies or no longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.cms.audience import may_see
from portal.cms.models import BasePage, Theme
from portal.cms.pauses import pause_over
from portal.discussion.attached import attach
from portal.discussion.blocking import refuse_blocked
from portal.discussion.holding import reasons_to_hold, target_for
from portal.discussion.models import Case, Comment, Thread
from portal.discussion.naming import is_unnamed_in, may_go_unnamed, may_know, role_and_region, role_of
from portal.discussion.places import audience_for
from portal.discussion.refusals import NotTaken
from portal.discussion.telling import appear, tell_moderators

SAME_TEXT_WITHIN = timedelta(minutes=10)
LIMIT_WITHIN = timedelta(minutes=10)
GUEST_LIMIT = 5
SOURCE_LIMIT = 20  # a whole hospital may write from one address
MEMBER_LIMIT = 30


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody without an account, in their own words. `source` is a keyed hash of where they write from."""

    name: str
    email: str
    capacity: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Bands:
    """What a question about a patient says of them; see `models.Case`."""

    rule_group: str
    age_band: str = ""
    setting: str = ""


@transaction.atomic
def comment(
    *,
    page: BasePage,
    user: AbstractBaseUser | AnonymousUser,
    body: str,
    thread: Thread | None = None,
    parent: Comment | None = None,
    guest: Guest | None = None,
    about_own_case: bool = False,
    wants_replies: bool = True,
    key: str = "",
    suspected: Sequence[str] = (),
    unnamed: bool = False,
    files: Sequence[File] = (),
) -> Comment:
    """Say something under a page or in a thread, or in answer to `parent`. Sent twice, it is taken once.

    A member's words appear at once; a guest's, and whatever is about somebody's own bill or care, wait for a moderator.
    So do words that may hold what is `suspected`, kinds of patient identifier. `unnamed`: members see role and region.
    """
    if not (page.can_comment(user) or (guest and not user.is_authenticated and page.takes_guest_comments())):
        raise PermissionDenied
    refuse_blocked(user=user, page=page)
    thread = _locked(thread or comments_of(page))
    if thread.page_id != page.pk or (guest and thread.kind != Thread.Kind.COMMENTS):
        raise PermissionDenied
    if thread.is_closed:
        raise NotTaken("This discussion is closed. You can still read it.")
    if parent is not None and (parent.thread_id != thread.pk or not parent.is_published()):
        raise NotTaken("The comment you are answering is no longer there. Your words are kept below.")
    unnamed = may_go_unnamed(user=user, page=page, thread=thread) and (unnamed or is_unnamed_in(thread, user=user))
    new = Comment(
        thread=thread,
        parent=parent,
        body=body.strip(),
        about_own_case=about_own_case,
        wants_replies=wants_replies,
        form_key=key[:40],
        suspected=" ".join(suspected),
        **(_of_guest(guest) if guest else _of_member(user, unnamed=unnamed, thread=thread)),
    )
    said = _said_already(new)
    if said is not None:
        return said
    _keep_within_limits(new)
    if reasons := reasons_to_hold(new):
        new.state, new.held_for = Comment.State.HELD, " ".join(reasons)
        new.decide_by = target_for(new)
    new.save()
    number = attach(files, to=new) if thread.kind != Thread.Kind.COMMENTS else 0
    log(actor=user, action=f"discussion/comment_{new.state}", target=new, page=page.pk, thread=thread.pk, files=number)
    if new.is_published():
        appear(new)
    else:
        tell_moderators(new)
    return new


@transaction.atomic
def start_thread(
    *,
    page: BasePage,
    user: AbstractBaseUser,
    kind: str,
    title: str,
    body: str,
    theme: Theme | None = None,
    key: str = "",
    suspected: Sequence[str] = (),
    unnamed: bool = False,
    files: Sequence[File] = (),
    case: Bands | None = None,
) -> Thread:
    """Open a question or a discussion on a page that has them, or announce something; its first comment is the words.

    About a `case`, nobody is named, and not even the region stands beside it: with the bands it may say too much.
    """
    if not page.takes_threads or not page.can_comment(user):
        raise PermissionDenied
    announces = kind == Thread.Kind.ANNOUNCEMENT
    if (
        kind not in Thread.Kind.values
        or kind in (Thread.Kind.COMMENTS, Thread.Kind.IDEA)
        or (announces and not may_know(user=user, page=page))
    ):
        raise PermissionDenied
    refuse_blocked(user=user, page=page)
    if announces and may_see(AnonymousUser(), page.discussion_audience()) and (pause := pause_over(page)):
        raise NotTaken(f"{pause.sentence} Announcements that everybody can read wait until then.")
    recent = Thread.objects.filter(
        page=page, created_by=user, title=title.strip(), created_at__gte=timezone.now() - SAME_TEXT_WITHIN
    ).first()
    if recent is not None:
        return recent
    unnamed = (unnamed or case is not None) and not announces and may_go_unnamed(user=user, page=page)
    label = role_of(user) if case else role_and_region(user)
    thread = Thread.objects.create(
        page=page,
        kind=kind,
        title=title.strip(),
        theme=theme,
        created_by=user,
        audience=audience_for(page),
        is_unnamed=unnamed,
        unnamed_as=label if unnamed else "",
    )
    if case is not None:
        Case.objects.create(thread=thread, **asdict(case))
    log(actor=user, action="discussion/thread_started", target=thread, page=page.pk, kind=kind, case=case is not None)
    comment(page=page, user=user, thread=thread, body=body, key=key, suspected=suspected, files=files)
    return thread


@transaction.atomic
def stop_replies(*, comment: Comment) -> None:
    """No more mail about replies in this thread to whoever wrote this."""
    mine = Comment.objects.by_the_same_person(comment).filter(thread=comment.thread_id, wants_replies=True)
    if mine.update(wants_replies=False):
        log(actor=None, action="discussion/replies_stopped", target=comment)


def comments_of(page: BasePage) -> Thread:
    """The one thread of comments under a page, made when the first is written."""
    thread, _ = Thread.objects.get_or_create(
        page_id=page.pk, kind=Thread.Kind.COMMENTS, defaults={"audience": audience_for(page)}
    )
    return thread


def _locked(thread: Thread) -> Thread:
    """The thread's row is the lock: the same words sent twice at the same moment meet here."""
    return Thread.objects.select_for_update(no_key=True, of=("self",)).select_related("page").get(pk=thread.pk)


def _of_member(user: AbstractBaseUser | AnonymousUser, *, unnamed: bool, thread: Thread) -> dict:
    if unnamed:  # a job title of a small trust names somebody too
        label = thread.unnamed_as if is_unnamed_in(thread, user=user) else role_and_region(user)  # type: ignore[arg-type]
        return {"author": user, "is_unnamed": True, "unnamed_as": label}
    return {"author": user, "author_title": user.byline[:150], "is_staff_reply": user.is_staff}  # type: ignore[union-attr]


def _of_guest(guest: Guest) -> dict:
    return {
        "guest_name": guest.name,
        "guest_email": guest.email,
        "guest_capacity": guest.capacity,
        "source": guest.source,
    }


def _said_already(new: Comment) -> Comment | None:
    """The same form sent again, or the same words by the same person a moment ago."""
    in_thread = Comment.objects.filter(thread=new.thread)
    if new.form_key:
        twin = in_thread.by_the_same_person(new).filter(form_key=new.form_key).first()
        if twin is not None:
            return twin
        if in_thread.filter(form_key=new.form_key).exists():
            new.form_key = ""  # somebody else's key: not a reason to lose these words
    just_now = in_thread.by_the_same_person(new).since(timezone.now() - SAME_TEXT_WITHIN)
    return just_now.filter(body=new.body, parent=new.parent).first()


def _keep_within_limits(new: Comment) -> None:
    lately = Comment.objects.since(timezone.now() - LIMIT_WITHIN)
    too_many = lately.by_the_same_person(new).count() >= (MEMBER_LIMIT if new.author_id else GUEST_LIMIT)
    if not too_many and new.source:
        too_many = lately.filter(source=new.source).count() >= SOURCE_LIMIT
    if too_many:
        raise NotTaken("You have sent several comments in a short time. Wait 10 minutes, then send this one again.")
