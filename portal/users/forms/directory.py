"""Whom to look for among people."""

from __future__ import annotations

from typing import Any

from django import forms

from portal.cms.models import Theme
from portal.organisations.models import Region
from portal.privacy.forms import Guarded

from ..models import Role


class DirectoryForm(Guarded, forms.Form):
    """Who to look for among people. Every field is a filter: none of them needs to say that it is optional."""

    name = forms.CharField(max_length=100, required=False, label="Name")
    trust = forms.CharField(max_length=100, required=False, label="Trust", help_text="A part of its name, or its code")
    role = forms.ChoiceField(choices=[("", "Any role"), *Role.choices], required=False, label="Role")
    theme = forms.ModelChoiceField(
        queryset=Theme.objects.all(), required=False, to_field_name="slug", empty_label="Any theme"
    )
    region = forms.ModelChoiceField(
        queryset=Region.objects.all(), required=False, to_field_name="slug", empty_label="Any region"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["data-no-optional"] = True
