"""Forms of shelves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser

from networks.models import Network
from portal.cms.audience import tokens_of

from ..models import Shelf


class ShelfForm(forms.Form):
    title = forms.CharField(label="Name", max_length=120)
    description = forms.CharField(
        label="What it is for", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    reach = forms.ChoiceField(label="Who may read it", widget=forms.RadioSelect)
    network = forms.ModelChoiceField(
        label="Which network", queryset=Network.objects.none(), required=False, empty_label="None"
    )

    def __init__(self, *args: Any, by: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [int(token.partition(":")[2]) for token in tokens_of(by) if token.startswith("members:")]
        networks = Network.objects.filter(pk__in=mine).select_related("page")
        offered = [*Shelf.Reach.choices]
        if not getattr(by, "is_staff", False):
            offered = [pair for pair in offered if pair[0] != Shelf.Reach.PUBLIC]
        self.fields["reach"].choices = offered  # type: ignore[attr-defined]
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reach") == Shelf.Reach.NETWORK and not cleaned.get("network"):
            self.add_error("network", "Choose the network whose members read it.")
        return cleaned


class ItemForm(forms.Form):
    note = forms.CharField(label="Note", max_length=300, required=False, help_text="Readers of the collection see it.")


class KeepForm(forms.Form):
    """Where a tool goes: among the bookmarks, or in a collection."""

    shelf = forms.ModelChoiceField(
        label="Keep it in", queryset=Shelf.objects.none(), required=False, empty_label="Bookmarks"
    )

    def __init__(self, *args: Any, by: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shelf"].queryset = Shelf.objects.of(by).filter(is_bookmarks=False)  # type: ignore[attr-defined]
