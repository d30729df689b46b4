"""The form to ask people to read."""

from __future__ import annotations

from typing import Any

from django import forms

from networks.models import Network
from portal.cms.forms import NhsDateField
from portal.organisations.models import Organisation
from portal.users.models import Role

from ..models import EntryPage


class AskToReadForm(forms.Form):
    network = forms.ModelChoiceField(
        label="Members of a network", queryset=Network.objects.none(), required=False, empty_label="None"
    )
    role = forms.ChoiceField(label="Or people with a role", choices=[("", "None"), *Role.choices], required=False)
    trust = forms.ModelChoiceField(
        label="Or people of a trust", queryset=Organisation.objects.none(), required=False, empty_label="None"
    )
    due_on = NhsDateField(label="To be read by")
    months = forms.IntegerField(
        label="Ask again after so many months", min_value=1, max_value=60, required=False, help_text="Empty: once."
    )
    each_edition = forms.BooleanField(label="Ask again for each new edition", required=False)

    def __init__(self, *args: Any, entry: EntryPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = entry.network()
        networks = Network.objects.select_related("page").order_by("page__title")
        self.fields["network"].queryset = networks.filter(pk=own.pk) if own else networks  # type: ignore[attr-defined]
        if own is not None:  # what a network keeps is read by its members alone
            del self.fields["role"], self.fields["trust"]
            self.fields["network"].required = True
        else:
            trusts = Organisation.objects.filter(people__isnull=False).distinct().order_by("name")
            self.fields["trust"].queryset = trusts  # type: ignore[attr-defined]
