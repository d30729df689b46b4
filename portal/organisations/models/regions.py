"""NHS regions, and the codes by which the register says that something lies in one."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models

from ..querysets import DatedQuerySet


class Region(models.Model):
    """An NHS region. There have been seven since 2019; names are written in full."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    code = models.CharField(max_length=4, unique=True, help_text="The ODS code of the region, for example Y56.")
    order = models.PositiveSmallIntegerField(default=0)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Geography(models.Model):
    """A geography code of the ODS files, such as that of an integrated care board, and the region it lies in."""

    code = models.CharField(
        "ODS code",
        max_length=10,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9]+$", "Use capital letters and digits.")],
    )
    name = models.CharField(max_length=120, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="geographies")

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "geographies"

    def __str__(self) -> str:
        return f"{self.code}: {self.region}"
