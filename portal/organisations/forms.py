"""What staff hand in: a file of the register, and the press that takes it in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from .models import Organisation, Region, RegisterImport

MOST_BYTES = 8 * 1024 * 1024  # some 50,000 rows: what a browser waits for


class UploadForm(forms.Form):
    """A file, and what it holds: the file itself does not say."""

    file = forms.FileField(
        label="File",
        help_text=(
            "The CSV file as the Organisation Data Service publishes it, unpacked, without a heading. "
            "Nothing is changed before you have seen what it would do."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt"}),
    )
    holds = forms.ChoiceField(
        label="What does the file hold?",
        choices=RegisterImport.Holds.choices,
        initial=RegisterImport.Holds.TRUST,
        widget=forms.RadioSelect,
        help_text="New organisations become of this kind. The kind of those in the register stays.",
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                "The file is larger than 8 MB. Somebody who runs the portal can import it with "
                "manage.py import_organisations."
            )
        return file


class ConfirmForm(forms.Form):
    """The press that imports. `plan` says which preview was read."""

    plan = forms.CharField(max_length=64, widget=forms.HiddenInput)
    without_broken_rows = forms.BooleanField(required=False)


class OrganisationForm(forms.ModelForm):
    """An entry of the register, mended by hand. Only regions that are open are offered."""

    class Meta:
        model = Organisation
        fields = [
            "code",
            "name",
            "kind",
            "trust_type",
            "region",
            "peer_group",
            "address",
            "postcode",
            "opened_on",
            "closed_on",
            "successor",
            "succeeded_on",
            "invented",
        ]
        widgets = {"address": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"code": "As the Organisation Data Service issued it. It is never changed and never used again."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Region.objects.open()
        if self.instance.region_id:
            offered |= Region.objects.filter(pk=self.instance.region_id)
        self.fields["region"].queryset = offered
        self.fields["successor"].queryset = Organisation.objects.exclude(pk=self.instance.pk)
        if self.instance.pk:
            self.fields["code"].disabled = True
