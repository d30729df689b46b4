"""The toolbox of the demonstration: tools over all ten themes, with files to download, and the support page."""

from __future__ import annotations

from datetime import timedelta
from html import escape

from django.contrib.auth.models import Group

from portal.cms.models import Theme
from portal.files.actions import keep_document
from portal.organisations.models import Region
from portal.programme.actions import EDITORS, MODERATORS, programme_files
from portal.programme.models import SupportPage
from portal.search.actions import put_page
from toolbox.models import EntryFile, EntryPage, ToolboxIndexPage
from toolbox.vocabulary import EntryType

from .cast import Cast
from .further_tool_texts import FURTHER
from .support_texts import SUPPORT
from .tool_texts import TOOLS, Tool

TEAMS = {
    EntryType.GUIDANCE: ("Programme guidance team", "guidance@programme.example"),
    EntryType.DATASET: ("Programme data team", "data@programme.example"),
}
TOOLBOX_TEAM = ("Toolbox team", "toolbox@programme.example")


def load(cast: Cast) -> None:
    toolbox = ToolboxIndexPage.objects.get(pk=cast.sections["toolbox"].pk)
    support = SupportPage.objects.get(pk=cast.sections["support"].pk)
    support.body = SUPPORT
    support.save_revision().publish()
    cast.people["editor"].groups.add(Group.objects.get(name=EDITORS))
    cast.people["moderator"].groups.add(Group.objects.get(name=MODERATORS))
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    regions = {region.slug: region for region in Region.objects.all()}
    for tool in sorted([*TOOLS, *FURTHER], key=lambda tool: -tool.published):
        _publish(cast, toolbox, tool, themes, regions)


def _publish(cast: Cast, toolbox: ToolboxIndexPage, tool: Tool, themes: dict, regions: dict) -> None:
    contact_name, contact_email = TEAMS.get(tool.type, TOOLBOX_TEAM)
    page = EntryPage(
        live=False,
        title=tool.title,
        type=tool.type,
        summary=tool.summary,
        body=[{"type": "text", "value": _paragraphs(tool.body)}] if tool.body else [],
        chapters=[
            {"type": "chapter", "value": {"title": title, "body": [{"type": "text", "value": _paragraphs(texts)}]}}
            for title, texts in tool.chapters
        ],
        stages=list(tool.stages),
        audiences=list(tool.audiences),
        trust_types=list(tool.trust_types),
        region=regions.get(tool.region),
        external_url=tool.url,
        edition=tool.edition,
        asked_the_same=tool.same,
        owned_by=cast.people["editor" if tool.type == EntryType.GUIDANCE else "convenor"],
        contact_name=contact_name,
        contact_email=contact_email,
        last_reviewed=cast.today - timedelta(days=tool.reviewed),
        review_by=cast.today + timedelta(days=tool.review_in),
    )
    page.themes = [themes[slug] for slug in tool.themes]
    page.files = [
        EntryFile(document=_file(cast, label, name, version, make()), label=label)
        for label, name, version, make in tool.files
    ]
    page.topics.add(*tool.topics)
    parent = cast.networks[tool.network].page if tool.network in cast.networks else toolbox
    parent.add_child(instance=page)
    page.save_revision(user=cast.people["editor"]).publish(
        user=cast.people["moderator"], skip_permission_checks=True
    )  # the tool of a network stands outside the sections that moderators publish in
    at = cast.ago(days=tool.published)
    EntryPage.objects.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)
    put_page(page=EntryPage.objects.get(pk=page.pk))


def _file(cast: Cast, title: str, name: str, version: str, content: bytes):
    document = keep_document(
        title=title,
        name=name,
        content=content,
        collection=programme_files(),
        version=version,
        by=cast.people["editor"],
    )
    document.downloads = cast.rng.randrange(3, 190)
    document.save(update_fields=["downloads"])
    return document


def _paragraphs(texts) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)
