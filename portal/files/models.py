"""Documents and images as the portal stores them."""

from __future__ import annotations

from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class PortalDocument(AbstractDocument):
    """A file to download. Who may have it is decided by its collection."""

    version = models.CharField(max_length=20, blank=True, help_text="For example 2.1. Shown beside the file.")
    downloads = models.PositiveIntegerField(default=0, editable=False)

    admin_form_fields = (*WagtailDocument.admin_form_fields, "version")


class PortalImage(AbstractImage):
    """A picture with the text that replaces it and the licence it is used under."""

    licence = models.CharField(max_length=200, blank=True, help_text="For example Open Government Licence v3.0.")

    admin_form_fields = (*WagtailImage.admin_form_fields, "licence")


class Rendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
