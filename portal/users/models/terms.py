"""The terms and the code of conduct in versions, and who agreed to which."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from portal.privacy.editing import SnippetForm

from ..querysets import TermsQuerySet


class TermsVersion(models.Model):
    """One version of the terms or of the code of conduct. Once somebody agreed to it, its words stay."""

    class Kind(models.TextChoices):
        TERMS = "terms", "Terms of use"
        CODE = "code", "Code of conduct"

    kind = models.CharField(max_length=10, choices=Kind)
    number = models.PositiveIntegerField(editable=False)
    text = RichTextField(features=["h2", "h3", "bold", "ul", "ol", "link"])
    changes = models.TextField(
        "what changed",
        max_length=1000,
        blank=True,
        help_text="In one or two sentences. Everybody reads this when they are asked to agree.",
    )
    effective_from = models.DateTimeField(
        "in force from", default=timezone.now, help_text="From then on everybody is asked once."
    )

    objects = TermsQuerySet.as_manager()

    base_form_class = SnippetForm
    panels = [FieldPanel("kind"), FieldPanel("changes"), FieldPanel("text"), FieldPanel("effective_from")]

    class Meta:
        ordering = ["-kind", "-number"]
        verbose_name = "version of the terms"
        verbose_name_plural = "terms and code of conduct"
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="one_version_of_terms_a_number")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, version {self.number or 'new'}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self.number:
            last = type(self).objects.filter(kind=self.kind).aggregate(models.Max("number"))["number__max"] or 0
            self.number = last + 1
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def clean(self) -> None:
        before = type(self).objects.filter(pk=self.pk).first()
        if before is None:
            return
        same = (self.kind, self.text, self.effective_from) == (before.kind, before.text, before.effective_from)
        if not same and self.agreements.exists():
            raise ValidationError("Somebody has agreed to this version. Add a new version instead.", code="agreed")


class Agreement(models.Model):
    """That somebody agreed to a version, and when."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="agreements")
    version = models.ForeignKey(TermsVersion, models.PROTECT, related_name="agreements")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "version"], name="one_agreement_to_a_version")]

    def __str__(self) -> str:
        return f"{self.person}: {self.version}"
