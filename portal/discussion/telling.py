"""What follows when a comment may be read: its thread moves up, search hears of it, and the person answered is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from wagtail.models import Page

from portal.cms.audience import PUBLIC, may_see
from portal.notifications.actions import Recipient, notify
from portal.notifications.querysets import label_of
from portal.search.actions import put
from portal.search.findable import Findable

from . import clock, news
from .models import Comment, Thread
from .text import as_words

SALT = "discussion.replies"
ONE_MAIL_WITHIN = timedelta(days=1)
STANDINGS = {Thread.Status.CHECKED.value: 1, Thread.Status.SUPERSEDED.value: -1}


def appear(new: Comment) -> None:
    """A comment may be read from now: the thread moves up, search hears of it, and whoever was answered is told."""
    thread = new.thread
    thread.last_activity = max(thread.last_activity, new.decided_at or new.created_at)
    clock.follow(thread)
    thread.save(update_fields=["last_activity", *clock.OF_THREAD])
    find_thread(thread)
    news.tell(new)
    tell_guest_of_reply(new)


def disappear(comment: Comment) -> None:
    """A comment may be read no more: search forgets it, and nobody hears of it any more."""
    find_thread(comment.thread)
    news.take_back(comment)


def tell_guest_of_reply(new: Comment) -> None:
    """Mail to the guest whose comment this one answers, if they want it and may still read here. Members have news."""
    answered = new.parent
    if answered is None or answered.author_id or not answered.is_published() or not answered.wants_replies:
        return
    if is_the_same_person(answered, new) or not answered.guest_email or PUBLIC not in answered.thread.tokens():
        return
    stop = reverse("discussion:stop_replies", args=[stop_token(answered)])
    context = {"comment": new, "thread_title": news.title_of(new), "stop_url": stop}
    recipient = Recipient(answered.guest_email, answered.guest_name, unsubscribe_url=f"{settings.PORTAL_URL}{stop}")
    notify(
        recipients=[recipient],
        kind="discussion/guest_reply",
        target=new,
        context=context,
        thread=label_of(new.thread),
    )


def tell_moderators(held: Comment) -> None:
    """One mail a day and thread that something waits: to those the page names, else to the programme's staff.

    It does not say what was written: only moderators see that, and only on the site.
    """
    waiting = held.thread.comments.held().exclude(pk=held.pk)
    if waiting.since(held.created_at - ONE_MAIL_WITHIN).exists():
        return
    people = moderators_for(held.thread.page, besides=[held.author_id], tokens=held.thread.tokens())
    recipients = [Recipient.of(person) for person in people]
    context = {
        "thread_title": held.thread.title or held.thread.page.title,
        "queue_url": reverse("discussion:queue"),
    }
    notify(recipients=recipients, kind="discussion/held", target=held, context=context)


def tell_moved(thread: Thread, *, by: AbstractBaseUser, reason: str) -> None:
    """A mail to everybody who wrote in it, also to those who cannot read it any more."""
    spoke = Q(comments__thread=thread, comments__state=Comment.State.PUBLISHED) | Q(threads=thread)
    people = get_user_model()._default_manager.filter(spoke, is_active=True).exclude(pk=by.pk).distinct()
    context: dict[str, Any] = {"thread": thread, "mover": str(by), "reason": reason}
    for person in people:
        context["sees"] = may_see(person, thread.tokens())
        recipient = Recipient.of(person)
        notify(recipients=[recipient], kind="discussion/moved", target=thread, context=context, key=str(uuid4()))


def moderators_for(
    page: Page | None, *, besides: Iterable[int | None], tokens: Iterable[str] | None = None
) -> list[AbstractBaseUser]:
    """Those whom the page names, without some; else the programme's staff, as far as they may read (`tokens`)."""
    not_them = {key for key in besides if key is not None}
    people = [person for person in (page.specific.moderators() if page else []) if person.pk not in not_them]
    if people:
        return people
    staff = get_user_model()._default_manager.filter(is_staff=True, is_active=True).exclude(pk__in=not_them)
    return [person for person in staff if tokens is None or may_see(person, tokens)]


def is_the_same_person(one: Comment, other: Comment) -> bool:
    if one.author_id or other.author_id:
        return one.author_id == other.author_id
    return one.guest_email.lower() == other.guest_email.lower()


def stop_token(comment: Comment) -> str:
    return signing.dumps(comment.pk, salt=SALT)


def comment_of_token(token: str) -> Comment | None:
    try:
        return Comment.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None


def find_thread(thread: Thread) -> None:
    """Let a question or discussion be found by those who may read it. Comments under a page are found by the page."""
    if thread.kind == Thread.Kind.COMMENTS:
        return
    said = [as_words(comment.body) for comment in thread.comments.published()[:200]]
    put(
        key=f"thread:{thread.pk}",
        entries=[
            Findable(
                kind=thread.kind,
                title=thread.title,
                summary=shortened(said[0]) if said else "",
                body="\n".join(said),
                url=thread.get_absolute_url(),
                audience=thread.tokens(),
                facets={"network": [(thread.page.slug, thread.page.title)]},
                fresh_at=thread.last_activity,
                standing=STANDINGS.get(thread.status, 0),
                page=thread.page_id,
            )
        ]
        if said and thread.merged_into_id is None
        else [],
    )


def shortened(text: str, longest: int = 250) -> str:
    return Truncator(" ".join(text.split())).chars(longest)
