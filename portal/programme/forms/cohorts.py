"""A cohort's rule, and the words that freeze it."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from ..models import Cohort, Definition
from ..periods import Period, read_period


class CohortForm(forms.Form):
    """Which measure, of which period, above what."""

    name = forms.CharField(max_length=120, help_text="For example: Support in 2018/19.")
    definition = forms.ModelChoiceField(
        Definition.objects.none(), label="Measure", empty_label=None, help_text="An amount, never a share."
    )
    period = forms.CharField(max_length=7, help_text="A year of accounts like 2017/18, or a month like 2018-03.")
    above = forms.DecimalField(
        label="Above",
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
        help_text="In pounds, or as a number. Trusts whose figure is greater are in.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["definition"].queryset = Definition.objects.filter(denominator="")

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if Cohort.objects.filter(name__iexact=name).exists():
            raise ValidationError("There is a cohort of this name. Choose another.")
        return name

    def clean_period(self) -> Period:
        found = read_period(self.cleaned_data["period"])
        if found is None:
            raise ValidationError("Write a year of accounts like 2017/18, or a month like 2018-03.")
        return found

    def clean(self) -> dict:
        given = super().clean()
        definition, period, above = given.get("definition"), given.get("period"), given.get("above")
        if definition and period and not definition.fits(period):
            self.add_error("period", f"This measure covers {definition.get_covers_display().lower()}.")
        if definition and above is not None:
            exact = above * 100 if definition.unit == Definition.Unit.PENCE else above
            if exact != exact.to_integral_value():
                self.add_error("above", "Write a whole number.")
            given["above"] = int(exact)
        return given


class FreezeForm(forms.Form):
    """Why these trusts, and why now. `seen` is the total that was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why these trusts, and why now?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It stands beside the list for good. Being in a cohort says that there is much to gain, and nothing "
        "about how well a trust works.",
    )
