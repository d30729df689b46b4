"""A file of figures, the press that takes it in, and the period that a finance director confirms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from portal.files import sniff
from portal.organisations.models import Organisation

from ..periods import Period, read_period

KINDS = (".csv", ".xlsx")


class FiguresForm(forms.Form):
    """A file; and for whom, where somebody keeps the figures of several trusts."""

    file = forms.FileField(
        label="File",
        help_text="CSV or Excel (.xlsx), with the columns of the template. Nothing is changed before you have seen "
        "what it would do.",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(KINDS)}),
    )

    def __init__(self, *args: Any, trusts: Sequence[Organisation], every: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trusts = {str(trust.pk): trust for trust in trusts}
        self.every = every
        if not every and len(trusts) > 1:
            self.fields["trust"] = forms.ChoiceField(
                label="Which trust's figures?",
                choices=[(key, str(trust)) for key, trust in self.trusts.items()],
                widget=forms.RadioSelect,
            )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(KINDS):
            raise ValidationError("Choose a CSV file or an Excel workbook (.xlsx).")
        try:
            sniff.check(file, name=file.name, size=file.size or 0)
        except sniff.RefusedFileError as refused:
            raise ValidationError(str(refused), code="refused") from refused
        return file

    @property
    def trust(self) -> Organisation | None:
        """The one trust whose figures stand in the file; None where an analyst hands in those of many."""
        if self.every:
            return None
        if "trust" in self.fields:
            return self.trusts[self.cleaned_data["trust"]]
        return next(iter(self.trusts.values()))


class PlanForm(forms.Form):
    """The press that imports; `plan` says which preview was read."""

    plan = forms.CharField(max_length=64, widget=forms.HiddenInput)


class PeriodForm(forms.Form):
    """The period whose figures are confirmed, as files write it."""

    period = forms.CharField(max_length=7, widget=forms.HiddenInput)

    def clean_period(self) -> Period:
        found = read_period(self.cleaned_data["period"])
        if found is None:
            raise ValidationError("This is no period.")
        return found
