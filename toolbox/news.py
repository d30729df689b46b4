"""What people hear of tools: a new one, and a new edition of its words, once each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils import timezone

from portal.cms.components import dates
from portal.notifications.actions import happened, tell_of_page
from portal.notifications.models import Happening

from .dependants import adopters_of, owners_of
from .models import (
    Citation,
    DraftForComment,
    DraftRemark,
    Edition,
    EntryPage,
    OwnCopy,
    ReadingRequest,
    ToolboxIndexPage,
)

PUBLISHED, DRAFT, ANSWERED = "toolbox/published", "toolbox/draft_opened", "toolbox/draft_answered"
CLOSING = "toolbox/draft_closing"

READING = "toolbox/read_asked"
PARENT = "toolbox/parent_changed"
EDITION = "toolbox/edition"


def tell(entry: EntryPage, *, by: AbstractBaseUser | None = None) -> None:
    """Publishing the same words again tells nobody; several changes of one day are one piece of news."""
    if not entry.live:
        return
    told = Happening.objects.about(entry)
    if told.filter(at__date=timezone.localdate()).exists():
        return
    edition = f", edition {entry.edition}" if entry.edition else ""
    verb = "Changed" if told.exists() else "New"
    title = f"{verb} in the toolbox: {entry.title}{edition}"
    tell_of_page(kind=PUBLISHED, page=entry, title=title, key=f"{entry.pk}:{print_of(entry)}", by=by)


def print_of(entry: EntryPage) -> str:
    """The same for the same words and files: not of who answers for it, nor of when it was checked."""
    files = [f"{file.document_id}:{file.document.get_file_hash()}" for file in entry.files.select_related("document")]
    words = [entry.title, entry.summary, entry.edition, str(entry.body.raw_data), str(entry.chapters.raw_data)]
    parts = [*words, entry.asked_the_same, entry.external_url, *files]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def tell_of_draft(draft: DraftForComment, *, by: AbstractBaseUser) -> None:
    """Members of the networks that are asked; where all members are, whoever follows the toolbox."""
    _tell_readers(draft, DRAFT, f"Open for comment until {dates.day(draft.closes_on)}: {draft.title}", by=by)


def tell_of_closing(draft: DraftForComment) -> None:
    """The same people, shortly before its day."""
    _tell_readers(draft, CLOSING, f"Closes on {dates.day(draft.closes_on)}: comment on the draft “{draft.title}”")


def _tell_readers(draft: DraftForComment, kind: str, title: str, *, by: AbstractBaseUser | None = None) -> None:
    told = {
        "kind": kind,
        "about": draft,
        "title": title,
        "excerpt": draft.ask,
        "url": draft.get_absolute_url(),
        "audience": draft.tokens(),
        "by": by,
        "spread": True,
    }
    index = ToolboxIndexPage.objects.first()
    if draft.for_members:
        happened(key=str(draft.pk), touches=[index] if index else [], **told)  # type: ignore[arg-type]
    for network in draft.networks.all():
        happened(key=f"{draft.pk}:{network.pk}", group=network, **told)  # type: ignore[arg-type]


def tell_of_answer(remark: DraftRemark) -> None:
    """Whoever wrote it; an answer that is said anew is told anew."""
    draft = remark.paragraph.draft
    happened(
        kind=ANSWERED,
        about=draft,
        title=f"{remark.get_answer_display()}: your comment on “{draft.title}”",
        excerpt=remark.reason,
        url=f"{draft.get_absolute_url()}#remark-{remark.pk}",
        audience=draft.tokens(),
        key=f"{remark.pk}:{remark.answered_at:%Y%m%d%H%M%S%f}",
        to=[remark.writer] if remark.writer else [],
        by=remark.answered_by,
    )


def tell_of_reading(
    reading: ReadingRequest, *, to: Iterable[AbstractBaseUser], by: AbstractBaseUser | None = None, again: bool = False
) -> None:
    """Those who are asked; once more, on the day, those who have not confirmed."""
    begins = "Still to read and confirm" if again else f"Read and confirm by {dates.day(reading.due_on)}"
    happened(
        kind=READING,
        about=reading.entry,
        title=f"{begins}: {reading.entry.title}",
        url=reading.get_absolute_url(),
        audience=[row.token for row in reading.entry.audience_rows.all()],
        key=f"{reading.pk}:{'again' if again else 'asked'}",
        to=to,
        by=by,
    )


def tell_of_parent(copy: OwnCopy) -> None:
    """Whoever made a copy of a file for their trust hears that the file has changed."""
    happened(
        kind=PARENT,
        about=copy.entry,
        title=f"The original of your copy has changed: {copy.document.title}",
        url=reverse("kept:own_copies"),
        audience=[row.token for row in copy.entry.audience_rows.all()],
        key=f"{copy.pk}:{copy.document.file_hash}",
        to=[copy.made_by] if copy.made_by else [],
    )


def tell_of_edition(edition: Edition, dependants: list[Citation]) -> None:
    """Those who answer for what rests on it have to check; trusts that use it or what rests on it hear of it."""
    entry = edition.entry
    used = [entry, *(citation.page for citation in dependants if citation.page)]
    owners = owners_of(dependants)
    known = {person.pk for person in owners}
    for title, people, key in (
        (f"Check what rests on it: {edition}", owners, "check"),
        (
            f"A tool of your trust has changed: {edition}",
            [one for one in adopters_of(used) if one.pk not in known],
            "use",
        ),
    ):
        happened(
            kind=EDITION,
            about=entry,
            title=title,
            excerpt=entry.change_note or entry.summary,
            url=f"{edition.get_absolute_url()}#resting",
            audience=entry.audience(),
            key=f"{edition.pk}:{edition.version_id}:{key}",
            to=people,
        )
