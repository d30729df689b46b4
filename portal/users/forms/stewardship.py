"""What staff are asked before they do something about somebody's account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.privacy.forms import Guarded

from ..models import User


class ReasonForm(Guarded, forms.Form):
    """Why."""

    reason = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 1000}),
    )

    def __init__(self, *args: Any, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = hint


class OtherAccountForm(forms.Form):
    """Which account is the other one of the same person; found by its address."""

    email = forms.EmailField(label="Email address of the account that stays")

    def __init__(self, *args: Any, source: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        self.target = User.objects.filter(email__iexact=email).exclude(pk=self.source.pk).first()
        if self.target is None:
            raise ValidationError("No other account has this address.")
        return email
