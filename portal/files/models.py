"""Documents and images as the portal stores them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
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


class FileVersion(models.Model):
    """A file that a document had before. Whoever may have the document may have it still."""

    document = models.ForeignKey(PortalDocument, models.CASCADE, related_name="versions")
    file = models.FileField(upload_to="documents")  # it stays where it was: the document points to another one
    version = models.CharField(max_length=20, blank=True)
    file_hash = models.CharField(max_length=40, blank=True)
    text = models.TextField(
        blank=True, help_text="The words in it, as they were read while it was the document's file."
    )
    replaced_at = models.DateTimeField(default=timezone.now)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="replaced_files"
    )

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.document_id} before {self.replaced_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("file_version", args=[self.pk])

    @property
    def filename(self) -> str:
        return self.file.name.rpartition("/")[2]


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
