"""Documents and images as the portal stores them."""

from __future__ import annotations

from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from .querysets import PortalDocumentQuerySet
from .reading import Status


class PortalDocument(AbstractDocument):
    """A file to download. Who may have it is decided by its collection."""

    version = models.CharField(max_length=20, blank=True, help_text="For example 2.1. Shown beside the file.")
    downloads = models.PositiveIntegerField(default=0, editable=False)

    objects = PortalDocumentQuerySet.as_manager()

    admin_form_fields = (*WagtailDocument.admin_form_fields, "version")

    @property
    def kind(self) -> str:
        """What the file is, for people: "Word document"."""
        return KINDS.get(self.file_extension.lower(), "File")

    @property
    def text(self) -> str:
        """The words in the file, empty until it has been read."""
        reading = getattr(self, "reading", None)
        return reading.text if reading and reading.file_hash == self.file_hash else ""


KINDS = {
    "csv": "Table (CSV)",
    "docx": "Word document",
    "odt": "OpenDocument text",
    "pdf": "PDF",
    "pptx": "PowerPoint slides",
    "txt": "Plain text",
    "xlsx": "Excel spreadsheet",
}


class DocumentText(models.Model):
    """What was read from a document's file, so that search can find it. A row of its own: lists do not load it."""

    document = models.OneToOneField(PortalDocument, models.CASCADE, related_name="reading", primary_key=True)
    file_hash = models.CharField(max_length=40, help_text="The file that was read; another file is read again.")
    state = models.CharField(max_length=10, choices=[(status.value, status.label) for status in Status])
    note = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    read_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.document_id}: {self.get_state_display()}"


class PortalImage(AbstractImage):
    """A picture with the text that replaces it and the licence it is used under."""

    licence = models.CharField(max_length=200, blank=True, help_text="For example Open Government Licence v3.0.")

    admin_form_fields = (*WagtailImage.admin_form_fields, "licence")


class Rendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
