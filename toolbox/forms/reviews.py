"""The shape of a review: that the tool was read, and when it is read again."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.cms.forms import NhsDateField
from portal.privacy.forms import Guarded

LONGEST = timedelta(days=2 * 366)


class CheckEntryForm(Guarded, forms.Form):
    review_by = NhsDateField(
        label="By when must it be checked again?",
        help_text="At most two years from now. For example, 27 3 2028.",
        error_messages={"required": "Enter the day by which it must be checked again."},
    )
    is_right = forms.BooleanField(
        label="I have read it and its files, and they are right",
        error_messages={"required": "Confirm that you have read it. If something is wrong, change it first."},
    )

    def clean_review_by(self) -> date:
        day = self.cleaned_data["review_by"]
        if day <= timezone.localdate():
            raise ValidationError("Choose a day to come.")
        if day > timezone.localdate() + LONGEST:
            raise ValidationError("Choose a day within two years.")
        return day
