"""Tools to test with."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, Page

from portal.cms.models import Theme
from portal.files.models import PortalDocument
from tests.factories.files import docx
from toolbox.models import EntryFile, EntryPage, ToolboxIndexPage
from toolbox.vocabulary import EntryType


def make_toolbox(home: Page) -> ToolboxIndexPage:
    return ToolboxIndexPage.objects.first() or home.add_child(
        instance=ToolboxIndexPage(title="Toolbox", slug="toolbox")
    )


def entry_fields(**fields) -> dict:
    """What a complete tool needs."""
    today = timezone.localdate()
    return {
        "title": "Letter to a patient",
        "type": EntryType.TEMPLATE,
        "summary": "A letter that explains a charge.",
        "owner_name": "Ola Owner",
        "contact_name": "Toolbox team",
        "contact_email": "toolbox@programme.example",
        "last_reviewed": today - timedelta(days=30),
        "review_by": today + timedelta(days=335),
    } | fields


def make_entry(parent: Page, *, themes: list[str] | None = None, files: list[PortalDocument] | None = None, **fields):
    """A published tool under the toolbox or a network."""
    entry = EntryPage(live=False, **entry_fields(**fields))
    entry.themes = [Theme.objects.get(slug=slug) for slug in themes or []]
    entry.files = [EntryFile(document=document) for document in files or []]
    parent.add_child(instance=entry)
    entry.save_revision().publish()
    return EntryPage.objects.get(pk=entry.pk)


def make_document(
    *, name: str = "letter.docx", content: bytes | None = None, title: str = "A letter", collection=None, **fields
) -> PortalDocument:
    document = PortalDocument(title=title, collection=collection or Collection.get_first_root_node(), **fields)
    document.file.save(name, ContentFile(docx() if content is None else content), save=False)
    document._set_document_file_metadata()
    document.save()
    return document
