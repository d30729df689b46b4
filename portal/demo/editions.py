"""A newer edition of one guidance in the demonstration, what rests on it, and what still has to be checked."""

from __future__ import annotations

from datetime import timedelta

from portal.search.actions import put_page
from toolbox.actions import check_citation, cite
from toolbox.models import Edition, EntryPage, EntryVersion
from toolbox.vocabulary import EntryType

from .cast import Cast

NOTE = "What changed when somebody is asked for the first time: everybody is told why, before the first question."
ADDED = (
    "<p>Say why you ask before you ask: everybody who comes is asked the same questions, and care does not wait for "
    "the answer.</p>"
)


def load(cast: Cast) -> None:
    long_ago = cast.today - timedelta(days=400)
    EntryVersion.objects.update(at=cast.ago(days=400))
    Edition.objects.update(since=long_ago)
    guidance = EntryPage.objects.live().filter(type=EntryType.GUIDANCE, editions__isnull=False).order_by("pk").first()
    tools = EntryPage.objects.live().exclude(type=EntryType.GUIDANCE).filter(path__startswith=guidance.path[:-4])
    first, second = tools.order_by("pk")[:2]
    before = guidance.editions.get()
    editor = cast.people["editor"]
    for number, tool in enumerate((first, second), start=1):
        cite(by=tool.owned_by, edition=before, number=number, page=tool)
    chapter = guidance.chapters.raw_data[0]
    chapter["value"]["body"].insert(0, {"type": "text", "value": ADDED})
    guidance.edition, guidance.change_note = f"{cast.today.year}-{cast.today.month:02}", NOTE
    at = guidance.last_published_at
    guidance.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)
    EntryPage.objects.filter(pk=guidance.pk).update(last_published_at=at)
    put_page(page=EntryPage.objects.get(pk=guidance.pk))
    checked = second.citations.get()
    check_citation(citation=checked, by=second.owned_by, number=checked.number + 1)
