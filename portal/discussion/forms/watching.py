"""What a writer hears before words are sent that staff watch for."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from portal.discussion.watching import reasons, watched_in
from portal.privacy.forms import Guarded

THINK = "Read the note about these words. Then change them, or send them again as they are."


class Watchful(Guarded, forms.Form):
    """Shows each reason once; whoever sends the same words again has read it. `read` remembers what was shown."""

    watched: ClassVar[tuple[str, ...]] = ("body",)

    read = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)

    advice: list[str] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        shown = set(cleaned.pop("read", "").split())
        found = watched_in(*(cleaned.get(name) or "" for name in self.watched))
        new = [phrase for phrase in found if phrase.because and str(phrase.pk) not in shown]
        if new:
            self.advice = reasons(new)
            self.data = self.data.copy()
            self.data[self.add_prefix("read")] = " ".join(sorted(shown | {str(phrase.pk) for phrase in new}))
            self.add_error(self.watched[-1], ValidationError(THINK, code="watched"))
        return cleaned
