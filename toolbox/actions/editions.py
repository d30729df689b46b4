"""Verbs of editions: keep what was published, follow a new edition through all that rests on it, cite, check."""

from __future__ import annotations

from difflib import SequenceMatcher

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.discussion.models import Comment
from portal.discussion.moderation import show_basis
from portal.discussion.refusals import NotTaken

from .. import news
from ..citing import lines_for, may_cite, may_rest
from ..drafting import paragraphs_in
from ..models import Citation, Edition, EntryPage, EntryVersion


@transaction.atomic
def note_version(*, entry: EntryPage) -> EntryVersion:
    """A tool was published: keep its words, unless they are those of the last time. Safe to repeat."""
    entry = EntryPage.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    files = entry.files.select_related("document")
    said = {
        "edition": entry.edition,
        "summary": entry.summary,
        "paragraphs": [list(pair) for pair in paragraphs_in(entry)],
        "files": [[file.name, file.document.version, file.document.get_file_hash()] for file in files],
    }
    last = EntryVersion.objects.filter(entry=entry).first()
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        return last
    is_new_note = last is None or not EntryVersion.objects.filter(entry=entry, note=entry.change_note).exists()
    note = entry.change_note if is_new_note else ""
    version = EntryVersion.objects.create(entry=entry, note=note, **said)  # type: ignore[misc]
    log(actor=None, action="toolbox/version_kept", target=entry, version=version.pk)
    if entry.edition:
        _follow(entry, version)
    return version


def _follow(entry: EntryPage, version: EntryVersion) -> None:
    """The edition in force is corrected, or another one is in force from today."""
    now, today = Edition.objects.filter(entry=entry, until=None).first(), timezone.localdate()
    if now is not None and now.name == entry.edition:
        before, now.version = now.version, version
        now.save(update_fields=["version"])
        _renumber(now, before.paragraphs, version.paragraphs)
        return
    if now is not None:
        now.until = today
        now.save(update_fields=["until"])
    edition, _ = Edition.objects.update_or_create(
        entry=entry,
        name=entry.edition,
        defaults={"version": version, "until": None},
        create_defaults={"version": version, "since": today},
    )
    dependants = Citation.objects.filter(edition__entry=entry).exclude(edition=edition)
    _ask_to_check(list(dependants.filter(check_since=None)))
    if now is not None:
        log(actor=None, action="toolbox/edition_in_force", target=entry, edition=edition.pk, before=now.pk)
        news.tell_of_edition(edition, list(dependants.with_editions()))


def _renumber(edition: Edition, before: list[list[str]], after: list[list[str]]) -> None:
    """A correction moves paragraphs: citations go with their words; those whose words changed are checked."""
    matcher = SequenceMatcher(None, [words for _, words in before], [words for _, words in after], autojunk=False)
    moved = {
        block.a + place + 1: block.b + place + 1
        for block in matcher.get_matching_blocks()
        for place in range(block.size)
    }
    changed = []
    for citation in Citation.objects.filter(edition=edition).exclude(number=None):
        if citation.number in moved:
            citation.number = moved[citation.number]
            citation.save(update_fields=["number"])
            _show(citation)
        elif citation.check_since is None:
            changed.append(citation)
    _ask_to_check(changed)


def _ask_to_check(citations: list[Citation]) -> None:
    for citation in citations:
        citation.check_since = timezone.now()
        citation.save(update_fields=["check_since"])
        _show(citation)


@transaction.atomic
def cite(
    *,
    by: AbstractBaseUser,
    edition: Edition,
    number: int | None = None,
    page: EntryPage | None = None,
    comment: Comment | None = None,
) -> Citation:
    """A tool, an answer or a comment says on what it rests. Saying it twice is saying it once."""
    dependant = page or comment
    if dependant is None or not may_cite(by, dependant):
        raise PermissionDenied
    edition = Edition.objects.select_related("entry", "version").get(pk=edition.pk)
    if not edition.is_in_force:
        raise NotTaken("There is a newer edition. Cite that one.")
    if number is not None and not edition.paragraph(number):
        raise NotTaken("This edition has no paragraph of that number.")
    if not may_rest(dependant, edition.entry):
        raise NotTaken("Everybody who reads this must be able to read what it rests on.")
    citation, is_new = Citation.objects.get_or_create(
        edition=edition,
        number=number,
        page=page,
        comment=comment,
        defaults={"by": by, "words": edition.paragraph(number)},
    )
    if is_new:
        _show(citation)
        log(actor=by, action="toolbox/cited", target=dependant, edition=edition.pk, number=number)
    return citation


@transaction.atomic
def check_citation(*, citation: Citation, by: AbstractBaseUser, number: int | None = None) -> Citation:
    """Somebody looked: it rests on the edition in force, on the paragraph that has this number there."""
    citation = Citation.objects.select_for_update(of=("self",)).get(pk=citation.pk)
    dependant = citation.dependant
    if not may_cite(by, dependant):
        raise PermissionDenied
    now = Edition.objects.get(entry=citation.edition.entry_id, until=None)
    if number is not None and not now.paragraph(number):
        raise NotTaken("This edition has no paragraph of that number.")
    citation.edition, citation.number, citation.words = now, number, now.paragraph(number)
    citation.check_since, citation.checked_by, citation.checked_at = None, by, timezone.now()  # type: ignore[assignment]
    citation.save(update_fields=["edition", "number", "words", "check_since", "checked_by", "checked_at"])
    _show(citation)
    log(actor=by, action="toolbox/citation_checked", target=dependant, edition=now.pk, number=number)
    return citation


@transaction.atomic
def take_citation_away(*, citation: Citation, by: AbstractBaseUser) -> None:
    """It does not rest on this any more."""
    dependant, comment = citation.dependant, citation.comment
    if not may_cite(by, dependant):
        raise PermissionDenied
    log(actor=by, action="toolbox/citation_taken_away", target=dependant, edition=citation.edition_id)
    citation.delete()
    if comment is not None:
        show_basis(comment=comment, lines=lines_for(comment))


@transaction.atomic
def note_readers(*, entry: EntryPage) -> None:
    """Guidance was published, or taken down: comments name it while all their readers may read it. Safe to repeat."""
    comments = list(Comment.objects.filter(citations__edition__entry=entry).select_related("thread__page").distinct())
    for comment in comments:
        show_basis(comment=comment, lines=lines_for(comment))
    if comments:
        log(actor=None, action="toolbox/citations_shown", target=entry, comments=len(comments))


def _show(citation: Citation) -> None:
    if citation.comment is not None:
        show_basis(comment=citation.comment, lines=lines_for(citation.comment))
