"""Reads of documents, as words."""

from __future__ import annotations

from django.db import models
from wagtail.documents.models import DocumentQuerySet


class PortalDocumentQuerySet(DocumentQuerySet):
    def unread(self) -> PortalDocumentQuerySet:
        """Those whose present file has not been read for search, neither with success nor without."""
        readings = self.model._meta.get_field("reading").related_model.objects
        return self.exclude(
            models.Exists(readings.filter(document=models.OuterRef("pk"), file_hash=models.OuterRef("file_hash")))
        )
