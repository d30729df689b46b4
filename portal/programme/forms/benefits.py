"""A benefit as somebody writes it down, what became of it, and a quarter's balancing counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.cms.models import Theme
from portal.organisations.models import Organisation

from ..ledgers import Ledger
from ..models import BalancingReturn, Benefit
from ..periods import Period, read_period
from .packages import PoundsField

PENNY = Decimal("0.01")


class BenefitForm(forms.Form):
    """Which ledger, which theme, what changed, how much, when, and whether it is there already."""

    ledger = forms.ChoiceField(
        label="Which ledger?",
        choices=[(one.value, one.label) for one in Ledger],
        widget=forms.RadioSelect,
        help_text="The two are never added. A benefit that brought both is written down twice, once in each.",
    )
    theme = forms.ModelChoiceField(Theme.objects.all(), label="Theme")
    title = forms.CharField(label="What changed?", max_length=150)
    text = forms.CharField(
        label="How was the amount worked out?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="So that your finance director can check it. Nothing about a patient.",
    )
    period = forms.CharField(max_length=7, help_text="A year of accounts like 2026/27, or a month like 2026-11.")
    pence = PoundsField(label="Amount", min_value=PENNY, help_text="In pounds.")
    recurring = forms.BooleanField(label="It comes again every year", required=False)
    cost = PoundsField(
        label="Cost to achieve",
        min_value=Decimal(0),
        required=False,
        help_text="In pounds. It stands beside the amount and is never taken off it.",
    )
    overlaps = forms.ModelChoiceField(
        Benefit.objects.none(),
        label="Is the same money in another row?",
        required=False,
        empty_label="No",
        help_text="Then it is shown in both and counted once.",
    )
    different = forms.CharField(
        label="If a row beside it looks alike: why is it other money?", max_length=500, required=False
    )

    def __init__(self, *args: Any, trust: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        firsts = Benefit.objects.counted().filter(organisation=trust, overlaps=None)
        self.fields["overlaps"].queryset = firsts  # type: ignore[attr-defined]

    def clean_period(self) -> Period:
        found = read_period(self.cleaned_data["period"])
        if found is None:
            raise ValidationError("Write a year of accounts like 2026/27, or a month like 2026-11.")
        return found

    def clean_cost(self) -> int:
        return self.cleaned_data["cost"] or 0

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        other = given.get("overlaps")
        if other and given.get("ledger") and other.ledger != given["ledger"]:
            self.add_error("overlaps", "That row is of the other ledger: income and cash are never the same pound.")
        return given

    def same_pound(self, rows: Sequence[Benefit]) -> None:
        """Say which rows may be the same money."""
        names = ", ".join(f"“{row}”" for row in rows[:3])
        self.add_error(
            "overlaps", f"This may be the same money as {names}. Choose it here, or say why it is other money."
        )


class ClaimForm(forms.Form):
    pence = PoundsField(label="How much has come?", min_value=PENNY, help_text="In pounds.")
    reason = forms.CharField(
        label="Where can your finance director check it?", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class WhyForm(forms.Form):
    reason = forms.CharField(label="Why?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class BalancingForm(forms.ModelForm):
    """Counts of one quarter. Nobody stands in them."""

    first_day = forms.TypedChoiceField(label="Quarter", coerce=date.fromisoformat)

    class Meta:
        model = BalancingReturn
        fields = ["first_day", *BalancingReturn.COUNTS[:-1], "days_to_refund", "complaints"]

    def __init__(self, *args: Any, quarters: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_day"].choices = [  # type: ignore[attr-defined]
            (day.isoformat(), BalancingReturn(first_day=day).quarter) for day in quarters
        ]
        for name in BalancingReturn.COUNTS:
            self.fields[name].widget.attrs["inputmode"] = "numeric"
