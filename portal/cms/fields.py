"""A field for several words of one vocabulary."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class ChoiceListField(models.JSONField):
    """Several of the given choices, stored as a list; shown as tick boxes."""

    def __init__(self, *args: Any, words: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        self.words = words
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=self.words.choices if self.words else [],
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=kwargs.get("label") or self.verbose_name.capitalize(),
            help_text=self.help_text,
        )

    def validate(self, value: Any, model_instance: models.Model) -> None:
        known = set(self.words.values) if self.words else set()
        if not isinstance(value, list) or not known.issuperset(value):
            raise ValidationError("Choose from the list.")
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
