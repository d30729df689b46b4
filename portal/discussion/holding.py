"""Why a comment waits for a moderator before others can read it. Every reason is asked here, in one place."""

from __future__ import annotations

import re
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser

from portal.cms.pauses import pause_over
from portal.organisations.working_days import moment_after
from portal.users.knowing import is_known

from .models import Case, Comment, WatchedPhrase
from .watching import watched_in

Hold = Comment.Hold

FIRST_COMMENTS = 2
"""So many of a newcomer's comments a moderator reads before others do."""
MOST_LINKS = 2
LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
ONE_WORKING_DAY = 1
"""In so many working days a moderator decides; `portal.home.plain` promises the same."""


def reasons_to_hold(new: Comment) -> list[str]:
    """The codes of `Hold` that speak against publishing these words at once; empty when nothing does."""
    reasons = []
    writer, page = new.author, new.thread.page.specific
    known = writer is not None and (is_known(writer) or looks_after_here(new))
    if writer is None:
        reasons.append(Hold.GUEST)
        if pause_over(page):
            reasons.append(Hold.PAUSED)
    elif not known and has_said_little(writer):
        reasons.append(Hold.NEW_MEMBER)
    if not known and len(LINK.findall(new.body)) > MOST_LINKS:
        reasons.append(Hold.LINKS)
    if new.about_own_case:
        reasons.append(Hold.OWN_CASE)
    if new.suspected:
        reasons.append(Hold.IDENTIFIER)
    opens = bool(new.thread.title) and not new.thread.comments.exists()
    if is_watched(new.thread.title if opens else "", new.body, known=known):
        reasons.append(Hold.WATCHED)
    if opens and (case := Case.objects.filter(thread=new.thread_id).first()) and case.is_rare():
        reasons.append(Hold.RARE)
    return [str(reason) for reason in reasons]


def is_read_first(writer: AbstractBaseUser, words: str) -> bool:
    """Of words that are no comment: whether somebody reads them first, as they would this writer's comments."""
    known = is_known(writer)
    stranger = not known and (has_said_little(writer) or len(LINK.findall(words)) > MOST_LINKS)
    return stranger or is_watched(words, known=known)


def is_watched(*texts: str, known: bool) -> bool:
    """Whether a phrase stands there which a moderator reads first."""
    waits = {WatchedPhrase.What.HOLD} if known else {WatchedPhrase.What.HOLD, WatchedPhrase.What.UNKNOWN}
    return any(phrase.what in waits for phrase in watched_in(*texts))


def target_for(new: Comment) -> datetime:
    """By when a moderator should have decided: one working day from now, or from the end of a pause."""
    pause = pause_over(new.thread.page.specific) if new.author_id is None else None
    return moment_after(pause.ends_at if pause else new.created_at, ONE_WORKING_DAY)


def again_by(now: datetime) -> datetime:
    """By when a moderator should have read a member's words that were changed."""
    return moment_after(now, ONE_WORKING_DAY)


def has_said_little(user: AbstractBaseUser) -> bool:
    return Comment.objects.published().filter(author=user.pk)[:FIRST_COMMENTS].count() < FIRST_COMMENTS


def looks_after_here(new: Comment) -> bool:
    """Convenors and moderators are known to those who made them so."""
    return any(person.pk == new.author_id for person in new.thread.page.specific.moderators())


def waiting_words(held: Comment) -> str:
    """What its writer reads when it waits."""
    why = {
        Hold.NEW_MEMBER: "A moderator reads a new member's first comments, ",
        Hold.RARE: "Few cases like it have been asked, so a moderator makes sure that it points to nobody, ",
    }.get(held.held_for, "A moderator reads it first, ")  # type: ignore[call-overload]
    return f"Thank you. {why}usually within one working day. Until then only you and they can see it."
