"""How somebody hears: one choice for each topic, everywhere and in each of their networks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.forms import BoundField

from portal.cms.audience import providers

from .kinds import default_level, topics
from .models import Preference, Rhythm
from .models.news import Level


class HearingForm(forms.Form):
    """A field for each cell of the table, and the rhythm."""

    digests = forms.ChoiceField(
        label="When your digest comes",
        choices=Rhythm.Digests.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose when your digest comes."},
    )
    quiet_from = forms.TimeField(label="No news by email from", required=False, help_text="For example, 18:00")
    quiet_until = forms.TimeField(label="Until", required=False, help_text="For example, 08:00")

    def __init__(self, *args: Any, person: AbstractBaseUser, **kwargs: Any) -> None:
        rhythm = Rhythm.objects.filter(person=person.pk).first() or Rhythm()
        initial = {"digests": rhythm.digests, "quiet_from": rhythm.quiet_from, "quiet_until": rhythm.quiet_until}
        super().__init__(*args, initial=initial, **kwargs)
        self.groups = [("", "Everywhere")] + [pair for ask in providers("groups") for pair in ask(person)]
        chosen = {(row.topic, row.group): row.level for row in Preference.objects.filter(person=person.pk)}
        self.cells: dict[str, tuple[str, str]] = {}
        for topic, name in topics().items():
            for number, (group, where) in enumerate(self.groups):
                usual = "" if group else f" ({Level(default_level(topic)).label})"
                field = f"{topic}-{number}"
                self.cells[field] = (topic, group)
                self.fields[field] = forms.ChoiceField(
                    label=f"{name}: {where}" if group else name,
                    required=False,
                    widget=forms.Select(attrs={"data-no-optional": ""}),
                    choices=[("", f"As usual{usual}" if not group else "As everywhere"), *Level.choices],
                    initial=chosen.get((topic, group), ""),
                )

    @property
    def tables(self) -> list[tuple[str, list[tuple[str, BoundField]]]]:
        """For each place, its topics with their field."""
        names = topics()
        return [
            (where, [(names[topic], self[field]) for field, (topic, its) in self.cells.items() if its == group])
            for group, where in self.groups
        ]

    @property
    def levels(self) -> dict[tuple[str, str], str]:
        """What was changed, by topic and group."""
        return {cell: self.cleaned_data[field] for field, cell in self.cells.items() if field in self.changed_data}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("quiet_from")) != bool(data.get("quiet_until")) and not self.errors:
            raise forms.ValidationError("Say both from when and until when no mail is to come, or neither.")
        return data
