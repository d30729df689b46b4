"""The guide for the pocket: what the toolbox has, on A6 pages that are printed two to a side of A5."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from portal.files.pdf import tagged_pdf

from ..models import EntryPage, InterviewTool, Term
from .archive import in_pack

MOST_TOOLS = 60  # of one theme; a booklet of more is no booklet


def pocket_guide(*, version: str, today: date) -> bytes | None:
    """A tagged PDF of what everybody may see; None where this machine cannot draw one."""
    entries: dict[int, EntryPage] = {
        entry.pk: entry for entry in in_pack().defer_streamfields().prefetch_related("themes")
    }
    by_theme: dict[str, list[EntryPage]] = {}
    for entry in entries.values():
        themes = [theme.name for theme in entry.themes.all()] or ["Other tools"]
        by_theme.setdefault(themes[0], []).append(entry)
    ward = [(row.says, entries[row.entry_id]) for row in InterviewTool.objects.all() if row.entry_id in entries]
    themes = [(name, tools[:MOST_TOOLS], max(0, len(tools) - MOST_TOOLS)) for name, tools in sorted(by_theme.items())]
    words = {"version": version, "today": today, "themes": themes, "ward": ward, "terms": Term.objects.order_by("term")}
    words |= {"portal": settings.PORTAL_NAME, "portal_url": settings.PORTAL_URL}
    return tagged_pdf(template="toolbox/pack/guide.html", context=words, sheet="toolbox/pack/guide.css")
