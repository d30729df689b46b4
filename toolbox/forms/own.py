"""What a trust writes into a file that it makes its own."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.files.pictures import stripped
from portal.organisations.models import Organisation

from ..models import TrustDetails

LARGEST_LOGO = 2 * 1024 * 1024


class OwnForm(forms.ModelForm):
    logo = forms.ImageField(
        label="Logo",
        required=False,
        help_text="PNG or JPEG, at most 2 MB. Empty: the one of last time.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )

    class Meta:
        model = TrustDetails
        fields = ["team", "address", "telephone", "email", "pals"]
        widgets = {"address": forms.Textarea(attrs={"rows": 3})}

    guard_exempt = {
        "team": "the name of a team on the trust's own letters",
        "address": "the address of the trust's own office",
        "telephone": "the number of the trust's own office",
        "pals": "where patients reach PALS, in public",
    }

    def __init__(self, *args: Any, trusts: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trusts = {str(trust.pk): trust for trust in trusts}
        if len(trusts) > 1:
            choices = [(key, str(trust)) for key, trust in self.trusts.items()]
            field = forms.ChoiceField(label="Which trust?", choices=choices, widget=forms.RadioSelect)
            self.fields = {"trust": field, **self.fields}

    def clean_logo(self) -> bytes | None:
        """Without what a camera wrote into it."""
        file = self.cleaned_data["logo"]
        if not file:
            return None
        if file.size > LARGEST_LOGO:
            raise ValidationError("The logo is larger than 2 MB.")
        if file.image.format not in ("PNG", "JPEG"):
            raise ValidationError("Use a PNG or a JPEG: Word shows no other.")
        return stripped(BytesIO(file.read() if not file.closed else b""))

    @property
    def trust(self) -> Organisation:
        key = self.cleaned_data.get("trust")
        return self.trusts[key] if key else next(iter(self.trusts.values()))

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
