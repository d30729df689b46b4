"""Finding a date: the dates to ask about, and what a member says of each."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.cms.forms import NhsDateField

from ..models import DatePoll, MeetingKit, PollOption, PollVote
from .dates import EXAMPLE, MomentsField


class PollForm(forms.Form):
    title = forms.CharField(label="What is the meeting called?", max_length=150)
    about = forms.CharField(
        label="What is it about?", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    dates = MomentsField(
        label="Which dates do you ask about?",
        most=DatePoll.MOST_OPTIONS,
        help_text=f"One a line with its time, at most {DatePoll.MOST_OPTIONS}. For example: {EXAMPLE}.",
    )
    last_day = NhsDateField(label="What is the last day to answer?", help_text="For example, 18 2 2027.")
    kit = forms.ModelChoiceField(
        label="Which kit does the meeting begin with?",
        queryset=MeetingKit.objects.all(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose a kit."},
    )

    def clean_dates(self) -> list[datetime]:
        dates = self.cleaned_data["dates"]
        if len(dates) < 2:
            raise ValidationError("Give at least two dates to choose from.")
        return dates

    def clean_last_day(self) -> Any:
        day = self.cleaned_data["last_day"]
        if day < timezone.localdate():
            raise ValidationError("The last day to answer is in the past.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("last_day"):
            data["closes_at"] = timezone.make_aware(datetime.combine(data["last_day"], time(23, 59)))
            if data.get("dates") and data["closes_at"] > data["dates"][0]:
                self.add_error("last_day", "The last day to answer must be before the first date.")
        return data


class VoteForm(forms.Form):
    """One question for each date: each a group of its own, so it can be heard and fits on a phone."""

    def __init__(self, *args: Any, poll: DatePoll, said: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in poll.options.all():
            self.fields[f"option_{option.pk}"] = forms.ChoiceField(
                label=words_of(option),
                choices=PollVote.Says.choices,
                widget=forms.RadioSelect,
                initial=said.get(option.pk),
                error_messages={"required": f"Say whether you can make {words_of(option)}."},
            )

    def says(self) -> dict[int, str]:
        return {int(name.removeprefix("option_")): value for name, value in self.cleaned_data.items()}


class TakeDateForm(forms.Form):
    option = forms.ModelChoiceField(
        label="Which date do you take?",
        queryset=PollOption.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose the date."},
    )

    def __init__(self, *args: Any, poll: DatePoll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"].queryset = poll.options.filter(starts_at__gt=timezone.now())  # type: ignore[attr-defined]


def words_of(option: PollOption) -> str:
    return str(option)
